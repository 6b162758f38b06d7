// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "ui/compose/queue_press.h"

#include <QTest>

using namespace batchroom;

namespace {

SheetRow row(const QString& prompt, const QString& campaign)
{
    SheetRow made;
    made.cell(SheetColumn::Prompt) = prompt;
    made.cell(SheetColumn::Campaign) = campaign;
    return made;
}

Money priceOf(const BatchDraft& draft)
{
    Money sum;
    for (const JobDraft& job : draft.jobs)
        sum += job.price;
    return sum;
}

QueuePress::Order order()
{
    QueuePress::Order made;
    made.sheet.rows = {row(QStringLiteral("A"), QStringLiteral("Winter")),
        row(QStringLiteral("B"), QStringLiteral("Summer")), row(QStringLiteral("C"), QStringLiteral("Winter"))};
    made.name = QStringLiteral("Posters");
    made.account = QStringLiteral("ideogram");
    return made;
}

} // namespace

class QueuePressTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesOneBatchACampaignOfTheSheet()
    {
        const auto drafts = batchesOf(order(), Catalog::builtIn());
        QVERIFY(drafts);
        QCOMPARE(drafts->size(), 2);
        QCOMPARE(drafts->at(0).campaign, QStringLiteral("Winter"));
        QCOMPARE(drafts->at(0).jobs.size(), 2);
        QCOMPARE(drafts->at(1).campaign, QStringLiteral("Summer"));
        QCOMPARE(drafts->at(1).jobs.size(), 1);
        QVERIFY(!drafts->at(0).cap);
    }

    void theCampaignChosenAboveTakesTheWholeSheet()
    {
        QueuePress::Order chosen = order();
        chosen.campaign = QStringLiteral("Autumn");
        chosen.cap = Money::fromMicros(500'000);
        const auto drafts = batchesOf(chosen, Catalog::builtIn());
        QVERIFY(drafts);
        QCOMPARE(drafts->size(), 1);
        QCOMPARE(drafts->at(0).campaign, QStringLiteral("Autumn"));
        QCOMPARE(drafts->at(0).jobs.size(), 3);
        QCOMPARE(*drafts->at(0).cap, Money::fromMicros(500'000));
    }

    void oneLimitIsNeverExceededByTheBatchesTogether()
    {
        const auto free = batchesOf(order(), Catalog::builtIn());
        QVERIFY(free);
        const Money first = priceOf(free->at(0));
        const Money all = first + priceOf(free->at(1));
        for (const Money cap : {Money::fromMicros(1), first, first + Money::fromMicros(1), all, all * 2}) {
            QueuePress::Order limited = order();
            limited.cap = cap;
            const auto drafts = batchesOf(limited, Catalog::builtIn());
            QVERIFY(drafts);
            QCOMPARE(*drafts->at(0).cap + *drafts->at(1).cap, cap);
            QVERIFY(*drafts->at(0).cap >= std::min(cap, first));
            QVERIFY(*drafts->at(1).cap >= Money());
        }
    }

    void agreedPricesAreTheJobsPrices()
    {
        QueuePress::Order quoted = order();
        const auto before = batchesOf(quoted, Catalog::builtIn());
        QVERIFY(before);
        quoted.quotes.insert(optionSet(before->at(0).jobs.first().request), Money::fromMicros(77'000));
        const auto drafts = batchesOf(quoted, Catalog::builtIn());
        QVERIFY(drafts);
        QCOMPARE(drafts->at(0).jobs.first().price, Money::fromMicros(77'000));
    }
};

QTEST_GUILESS_MAIN(QueuePressTest)
#include "queue_press_test.moc"
