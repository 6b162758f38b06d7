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

    void leavesOutExactlyWhatWasFound()
    {
        QueuePress::Order twice = order();
        twice.sheet.rows[0].cell(SheetColumn::Images) = QStringLiteral("3");
        const auto drafts = batchesOf(twice, Catalog::builtIn());
        QVERIFY(drafts);
        DuplicateWork found;
        found.images = {{1, 0}, {1, 2}, {2, 0}};
        const QList<BatchDraft> rest = withoutDuplicates(*drafts, found);
        QCOMPARE(rest.size(), 1); // nothing is left of the other campaign
        QCOMPARE(rest[0].jobs.size(), 2);
        QCOMPARE(rest[0].jobs[0].row, 1);
        QCOMPARE(rest[0].jobs[0].indexInRow, 1);
        QCOMPARE(rest[0].jobs[1].row, 3);
    }

    void saysWhatIsThereAlready()
    {
        DuplicateWork found;
        found.done = 1;
        found.rows = {4};
        found.images = {{4, 0}};
        QCOMPARE(duplicateWords(found, 9), QStringLiteral("1 of these 9 images was made already (row 4)."));
        QCOMPARE(duplicateWords(found, 1), QStringLiteral("This image was made already (row 4)."));
        found = {};
        found.done = 2;
        found.waiting = 10;
        for (int row = 1; row <= 12; ++row) {
            found.rows.append(row * 2);
            found.images.append({row * 2, 0});
        }
        QCOMPARE(duplicateWords(found, 40),
            QStringLiteral("12 of these 40 images were made or queued already (rows 2, 4, 6, 8, 10, 12 and 6 more)."));
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
