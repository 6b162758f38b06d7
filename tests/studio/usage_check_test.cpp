// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/usage_check.h"

#include <QTest>

using namespace batchroom;

namespace {

constexpr qint64 ten = 500'000 * hourMs; // some full hour
constexpr qint64 minute = 60'000;
constexpr qint64 later = ten + 48 * hourMs;

LedgerTry tried(qint64 minutes, Billed billed, bool isOpen = false)
{
    return {ten + minutes * minute, billed, isOpen};
}

LedgerTry unknown(qint64 minutes)
{
    return tried(minutes, Billed::Unknown, true);
}

UsageBucket bucket(qint64 hour, QList<std::optional<qint64>> units, const QString& key = {})
{
    UsageBucket made{ten + hour * hourMs, ten + (hour + 1) * hourMs, {}};
    for (const std::optional<qint64>& count : units)
        made.lines.append({{}, {}, count, Money(), key});
    return made;
}

} // namespace

class UsageCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneHourForTriesInTheMiddleOfIt()
    {
        QCOMPARE(usageWindows({unknown(5), unknown(40)}), (QList<UsageWindow>{{ten, ten + hourMs}}));
    }

    void twoHoursWhenOneCanHaveBeenBilledInTheNext()
    {
        QCOMPARE(usageWindows({unknown(55)}), (QList<UsageWindow>{{ten, ten + 2 * hourMs}}));
        QCOMPARE(usageWindows({unknown(55), unknown(70)}), (QList<UsageWindow>{{ten, ten + 2 * hourMs}}));
        QCOMPARE(usageWindows({unknown(5), unknown(65)}),
            (QList<UsageWindow>{{ten, ten + hourMs}, {ten + hourMs, ten + 2 * hourMs}}));
    }

    void whatIsAnsweredOrKnownAsksForNoHour()
    {
        QVERIFY(usageWindows({tried(5, Billed::Unknown), tried(6, Billed::Yes)}).isEmpty());
        QVERIFY(compareUsage({tried(5, Billed::Yes)}, {bucket(0, {4})}, later).isEmpty());
    }

    void saysExactlyHowManyWhenTheHourIsAllOurs()
    {
        QList<LedgerTry> tries{tried(10, Billed::Yes), tried(11, Billed::Yes)};
        for (int i = 0; i < 6; ++i)
            tries.append(unknown(20 + i));
        const QList<UsageFinding> findings = compareUsage(tries, {bucket(0, {4, 3})}, later);
        QCOMPARE(findings.size(), 1);
        const UsageFinding& finding = findings.constFirst();
        QCOMPARE(finding.unknown, 6);
        QCOMPARE(finding.known, 2);
        QCOMPARE(finding.billed, 7);
        QCOMPARE(finding.atLeast, 5);
        QCOMPARE(finding.atMost, 5);
        QVERIFY(finding.isFinal);
        const QString text = sentenceOf(finding);
        QVERIFY2(text.contains(QStringLiteral("5 of the 6")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("another program")));
    }

    void saysARangeWhereTheLedgerItselfIsNotSure()
    {
        // One known try at the edge of the hour, one still in flight.
        const QList<LedgerTry> tries{
            tried(-5, Billed::Yes), tried(10, Billed::Pending), unknown(20), unknown(21), unknown(22)};
        const UsageFinding finding = compareUsage(tries, {bucket(0, {3})}, later).constFirst();
        QCOMPARE(finding.atMost, 3);
        QCOMPARE(finding.atLeast, 1);
        QVERIFY(sentenceOf(finding).contains(QStringLiteral("between 1 and 3 of the 3")));
    }

    void neverMoreThanThereAre()
    {
        const UsageFinding finding = compareUsage({unknown(20)}, {bucket(0, {500})}, later).constFirst();
        QCOMPARE(finding.atMost, 1);
        QCOMPARE(finding.atLeast, 1);
    }

    void noneWhenNothingIsLeftOver()
    {
        const UsageFinding finding =
            compareUsage({tried(3, Billed::Yes), unknown(20)}, {bucket(0, {1})}, later).constFirst();
        QCOMPARE(finding.atMost, 0);
        QVERIFY(finding.isFinal);
        QVERIFY(sentenceOf(finding).contains(QStringLiteral("none of the 1")));
    }

    void answeredUnknownTriesCountAsWell()
    {
        // Written off before: it may be the one that was billed.
        const UsageFinding finding =
            compareUsage({tried(15, Billed::Unknown), unknown(20)}, {bucket(0, {1})}, later).constFirst();
        QCOMPARE(finding.unknown, 2);
        QCOMPARE(finding.atMost, 1);
    }

    void saysWhenTheProviderMayNotHaveCountedYet()
    {
        const qint64 soon = ten + hourMs + 5 * minute;
        const UsageFinding early = compareUsage({unknown(20)}, {bucket(0, {})}, soon).constFirst();
        QVERIFY(!early.isFinal);
        QVERIFY(sentenceOf(early).contains(QStringLiteral("ask again later")));
        // Fewer than we know of ourselves: it is behind, whatever the clock says.
        const UsageFinding behind =
            compareUsage({tried(3, Billed::Yes), tried(4, Billed::Yes), unknown(20)}, {bucket(0, {1})}, later)
                .constFirst();
        QVERIFY(!behind.isFinal);
        QCOMPARE(behind.atMost, 0);
    }

    void anHourTheProviderDidNotSpeakOfIsNoZero()
    {
        const UsageFinding finding = compareUsage({unknown(55)}, {bucket(0, {1})}, later).constFirst();
        QVERIFY(!finding.isAnswered);
        QVERIFY(!finding.isFinal);
        QVERIFY(sentenceOf(finding).contains(QStringLiteral("said nothing")));
    }

    void anHourThatHasNotBegunIsNotMissing()
    {
        const UsageFinding finding = compareUsage({unknown(55)}, {bucket(0, {1})}, ten + 58 * minute).constFirst();
        QVERIFY(finding.isAnswered);
        QVERIFY(!finding.isFinal);
        QCOMPARE(finding.atMost, 1);
    }

    void saysWhenSomethingWasNotCountedByThePiece()
    {
        const UsageFinding finding = compareUsage({unknown(20)}, {bucket(0, {1, std::nullopt})}, later).constFirst();
        QVERIFY(finding.isUncounted);
        QCOMPARE(finding.billed, 1);
    }

    void otherKeysAreLeftOutWhereTheyCanBeTold()
    {
        const Secret key("abcd-my-own-key-wxyz");
        UsageBucket mixed = bucket(0, {2}, QStringLiteral("abcd...wxyz"));
        mixed.lines += bucket(0, {7}, QStringLiteral("qqqq...rrrr")).lines;
        mixed.lines += bucket(0, {1}).lines;
        QCOMPARE(onlyOfKey({mixed}, key).constFirst().lines.size(), 2); // ours, and the one that names nobody
        const UsageBucket strange = bucket(0, {7}, QStringLiteral("****"));
        QCOMPARE(onlyOfKey({strange}, key).constFirst().lines.size(), 1); // cannot be told: an upper bound
    }
};

QTEST_GUILESS_MAIN(UsageCheckTest)
#include "usage_check_test.moc"
