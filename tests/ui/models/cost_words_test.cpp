// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/campaign_costs.h"
#include "ui/models/cost_words.h"

#include <QSignalSpy>
#include <QTest>

using namespace batchroom;

namespace {

constexpr Money cents(qint64 count)
{
    return Money::fromMicros(count * 10'000);
}

BatchSummary batchOn(const char* account, Money spent, Money quoted = {}, Money charged = {})
{
    BatchSummary batch;
    batch.account = QString::fromLatin1(account);
    batch.spent = spent;
    batch.quoted = quoted;
    batch.charged = charged;
    return batch;
}

CampaignCost campaign(Money spent, int images, int approved, Money unknown = {})
{
    return {CampaignId{7}, QStringLiteral("Autumn"), spent, unknown, images, approved};
}

} // namespace

class CostWordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comparesWhatWasQuotedWithWhatWasCharged()
    {
        const BatchSummary batch = batchOn("ideogram", cents(474), cents(480), cents(474));
        QCOMPARE(costWords(batch, 0), QStringLiteral("Quoted $4.80 · charged $4.74"));
        QCOMPARE(costWords(batch, 15), QStringLiteral("Quoted $4.80 · charged $4.74 · $0.32 per approved image"));
    }

    void saysWhatItSpentWhereTheProviderNamesNoCharge()
    {
        QCOMPARE(costWords(batchOn("ideogram", cents(480)), 0), QStringLiteral("Spent $4.80"));
        QCOMPARE(
            costWords(batchOn("ideogram", cents(480)), 4), QStringLiteral("Spent $4.80 · $1.20 per approved image"));
    }

    // A comparison of a part must not look like one of the whole.
    void tellsAPartFromTheWhole()
    {
        QCOMPARE(costWords(batchOn("ideogram", cents(900), cents(480), cents(474)), 0),
            QStringLiteral("Spent $9.00, of that quoted $4.80 · charged $4.74"));
    }

    void namesPossibleChargesApart()
    {
        BatchSummary batch = batchOn("ideogram", cents(12));
        batch.unknown = cents(6);
        QCOMPARE(
            costWords(batch, 2), QStringLiteral("Spent $0.12 · up to $0.06 more possible · $0.06 per approved image"));
        batch.spent = {};
        QCOMPARE(costWords(batch, 0), QStringLiteral("Nothing known to be charged · up to $0.06 more possible"));
        batch.unknown = {};
        QCOMPARE(costWords(batch, 0), QStringLiteral("Nothing was charged"));
        batch.committed = cents(3);
        QCOMPARE(costWords(batch, 0), QStringLiteral("Nothing was charged · $0.03 in flight"));
    }

    void theSandboxIsFree()
    {
        QCOMPARE(costWords(batchOn("sandbox", {}), 3), QStringLiteral("free"));
        QCOMPARE(shortCostWords(campaign({}, 4, 2)), QStringLiteral("free"));
    }

    void saysTheCampaignShortly()
    {
        QCOMPARE(shortCostWords(campaign({}, 0, 0)), QString());
        QCOMPARE(shortCostWords(campaign(cents(474), 16, 0)), QStringLiteral("$4.74 spent"));
        QCOMPARE(shortCostWords(campaign(cents(474), 16, 15)), QStringLiteral("$0.32 per approved image"));
        QCOMPARE(shortCostWords(campaign(cents(474), 16, 15, cents(6))),
            QStringLiteral("$0.32 per approved · $0.06 possible"));
        QCOMPARE(shortCostWords(campaign({}, 0, 0, cents(6))), QStringLiteral("$0.06 possible"));
        QCOMPARE(costSentences(campaign(cents(474), 16, 15, cents(6))),
            QStringLiteral(
                "Autumn: $4.74 spent, 15 of 16 paid images approved. Up to $0.06 more may have been charged: the "
                "outcome of some images is unknown."));
    }

    // Free drafts beside paid pictures would make these look cheaper than they were.
    void freePicturesDoNotMakePaidOnesCheap()
    {
        BatchSummary paid = batchOn("ideogram", cents(60));
        paid.id = BatchId{1};
        paid.campaign = CampaignId{7};
        paid.campaignName = QStringLiteral("Autumn");
        paid.counts = {{JobState::Done, 10}, {JobState::Failed, 2}};
        BatchSummary drafts = batchOn("sandbox", {});
        drafts.id = BatchId{2};
        drafts.campaign = CampaignId{7};
        drafts.counts = {{JobState::Done, 40}};
        BatchSummary other = drafts;
        other.id = BatchId{3};
        other.campaign = CampaignId{8};
        const QList<CampaignCost> costs =
            costsOf({drafts, paid, other}, {{BatchId{1}, 5}, {BatchId{2}, 20}, {BatchId{3}, 4}});
        QCOMPARE(costs.size(), 2);
        QCOMPARE(costs[0].images, 10);
        QCOMPARE(costs[0].approved, 5);
        QCOMPARE(shortCostWords(costs[0]), QStringLiteral("$0.12 per approved image"));
        QCOMPARE(costSentences(costs[0]), QStringLiteral("Autumn: $0.60 spent, 5 of 10 paid images approved."));
        QCOMPARE(shortCostWords(costs[1]), QStringLiteral("free"));
        QCOMPARE(costSentences(costs[1]), QString());
        // What waits to be paid for is no reason to call it free, and no price either.
        paid.spent = {};
        paid.counts = {{JobState::Queued, 12}};
        QCOMPARE(shortCostWords(costsOf({paid}, {})[0]), QString());
    }

    void roundsWhatWasDivided_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<int>("among");
        QTest::addColumn<QString>("text");
        QTest::newRow("to the cent") << qint64(4'740'000) << 13 << QStringLiteral("$0.36");
        QTest::newRow("half a cent goes up") << qint64(250'000) << 2 << QStringLiteral("$0.13");
        QTest::newRow("small ones finer") << qint64(100'000) << 4 << QStringLiteral("$0.025");
        QTest::newRow("one") << qint64(60'000) << 1 << QStringLiteral("$0.06");
        QTest::newRow("none divides by nothing") << qint64(60'000) << 0 << QStringLiteral("$0.06");
    }
    void roundsWhatWasDivided()
    {
        QFETCH(qint64, micros);
        QFETCH(int, among);
        QTEST(shareText(Money::fromMicros(micros), among), "text");
    }

    void costsAreAskedForWhileSomebodyLooksAndNotForEveryChange()
    {
        CampaignCosts costs;
        QSignalSpy changed(&costs, &CampaignCosts::changed);
        int asked = 0;
        int approved = 0;
        costs.setSource([&] {
            ++asked;
            return QtFuture::makeReadyFuture(Result<QList<CampaignCost>>(QList{campaign(cents(60), 9, approved)}));
        });
        costs.touch();
        QTest::qWait(500);
        QCOMPARE(asked, 0);
        costs.setWatched(true);
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(asked, 1);
        QCOMPARE(costs.of(CampaignId{7})->approved, 0);
        QVERIFY(!costs.of(CampaignId{8}));
        QVERIFY(!costs.of(std::nullopt));
        approved = 3;
        for (int i = 0; i < 300; ++i)
            costs.touch();
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(asked, 2);
        QCOMPARE(costs.of(CampaignId{7})->approved, 3);
        costs.setWatched(false);
        costs.setWatched(true); // nothing has changed
        QTest::qWait(500);
        QCOMPARE(asked, 2);
    }
};

QTEST_GUILESS_MAIN(CostWordsTest)
#include "cost_words_test.moc"
