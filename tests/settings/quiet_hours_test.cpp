// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/quiet_hours.h"

#include <QTest>
#include <QTimeZone>

using namespace batchroom;

namespace {

const QTimeZone berlin("Europe/Berlin");

QDateTime at(const QString& text)
{
    const QDateTime wall = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd HH:mm"));
    return {wall.date(), wall.time(), berlin};
}

// Summer time begins on 2026-03-29 (02:00 becomes 03:00) and ends on 2026-10-25 (03:00 becomes 02:00).
QDateTime utc(const QString& text)
{
    QDateTime moment = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd HH:mm"));
    moment.setTimeSpec(Qt::UTC);
    return moment.toTimeZone(berlin);
}

} // namespace

class QuietHoursTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysUntilWhenItIsQuiet_data()
    {
        QTest::addColumn<QTime>("from");
        QTest::addColumn<QTime>("to");
        QTest::addColumn<QDateTime>("moment");
        QTest::addColumn<QDateTime>("end"); // invalid: it is not quiet
        const QTime eight(8, 0);
        const QTime noon(12, 0);
        const QTime one(13, 0);
        const QTime evening(20, 0);
        const QDateTime never;
        const auto row = [](const char* name, QTime from, QTime to, const QDateTime& moment, const QDateTime& end) {
            QTest::newRow(name) << from << to << moment << end;
        };
        row("before lunch", noon, one, at(QStringLiteral("2026-06-10 11:59")), never);
        row("lunch begins", noon, one, at(QStringLiteral("2026-06-10 12:00")), at(QStringLiteral("2026-06-10 13:00")));
        row("during lunch", noon, one, at(QStringLiteral("2026-06-10 12:59")), at(QStringLiteral("2026-06-10 13:00")));
        row("lunch is over", noon, one, at(QStringLiteral("2026-06-10 13:00")), never);
        row("evening", evening, eight, at(QStringLiteral("2026-06-10 20:00")), at(QStringLiteral("2026-06-11 08:00")));
        row("last minute of the day", evening, eight, at(QStringLiteral("2026-06-10 23:59")),
            at(QStringLiteral("2026-06-11 08:00")));
        row("midnight", evening, eight, at(QStringLiteral("2026-06-11 00:00")), at(QStringLiteral("2026-06-11 08:00")));
        row("early morning", evening, eight, at(QStringLiteral("2026-06-11 07:59")),
            at(QStringLiteral("2026-06-11 08:00")));
        row("day", evening, eight, at(QStringLiteral("2026-06-11 08:00")), never);
        row("afternoon", evening, eight, at(QStringLiteral("2026-06-11 19:59")), never);
        row("until midnight", evening, QTime(0, 0), at(QStringLiteral("2026-06-11 23:00")),
            at(QStringLiteral("2026-06-12 00:00")));
        row("midnight ends it", evening, QTime(0, 0), at(QStringLiteral("2026-06-12 00:00")), never);
        row("from midnight", QTime(0, 0), eight, at(QStringLiteral("2026-06-12 00:00")),
            at(QStringLiteral("2026-06-12 08:00")));
        row("over the new year", evening, eight, at(QStringLiteral("2026-12-31 23:00")),
            at(QStringLiteral("2027-01-01 08:00")));
        row("never", eight, eight, at(QStringLiteral("2026-06-11 08:00")), never);
        row("never, at another hour", eight, eight, at(QStringLiteral("2026-06-11 09:00")), never);
        row("all but a minute", eight, QTime(7, 59), at(QStringLiteral("2026-06-11 07:58")),
            at(QStringLiteral("2026-06-11 07:59")));
        row("that minute", eight, QTime(7, 59), at(QStringLiteral("2026-06-11 07:59")), never);
    }
    void saysUntilWhenItIsQuiet()
    {
        QFETCH(QTime, from);
        QFETCH(QTime, to);
        QFETCH(QDateTime, moment);
        QFETCH(QDateTime, end);
        const auto until = quietUntil({true, from, to}, moment);
        QCOMPARE(until.value_or(QDateTime()), end);
        QVERIFY(!quietUntil({false, from, to}, moment));
    }

    void keepsToTheWallWhereTheClockChanges_data()
    {
        QTest::addColumn<QTime>("from");
        QTest::addColumn<QTime>("to");
        QTest::addColumn<QDateTime>("moment");
        QTest::addColumn<QDateTime>("end");
        const QDateTime never;
        const auto row = [](const char* name, QTime from, QTime to, const QDateTime& moment, const QDateTime& end) {
            QTest::newRow(name) << from << to << moment << end;
        };
        // The night that is an hour short, and the one that is an hour long.
        row("short night", {20, 0}, {8, 0}, utc(QStringLiteral("2026-03-28 22:00")),
            utc(QStringLiteral("2026-03-29 06:00")));
        row("long night", {20, 0}, {8, 0}, utc(QStringLiteral("2026-10-24 21:00")),
            utc(QStringLiteral("2026-10-25 07:00")));
        // 02:30 is skipped: it ends half an hour after the change.
        row("the end is skipped", {23, 0}, {2, 30}, utc(QStringLiteral("2026-03-29 00:50")),
            utc(QStringLiteral("2026-03-29 01:30")));
        row("after the skipped end", {23, 0}, {2, 30}, utc(QStringLiteral("2026-03-29 01:30")), never);
        row("the beginning is skipped", {2, 30}, {8, 0}, utc(QStringLiteral("2026-03-29 01:10")), never);
        row("after the skipped beginning", {2, 30}, {8, 0}, utc(QStringLiteral("2026-03-29 01:30")),
            utc(QStringLiteral("2026-03-29 06:00")));
        // 02:30 comes twice, at 00:30 and at 01:30 UTC: the first one counts, and it does not become quiet again.
        row("the end comes twice", {23, 0}, {2, 30}, utc(QStringLiteral("2026-10-25 00:20")),
            utc(QStringLiteral("2026-10-25 00:30")));
        row("between the two", {23, 0}, {2, 30}, utc(QStringLiteral("2026-10-25 00:45")), never);
        row("the same again", {23, 0}, {2, 30}, utc(QStringLiteral("2026-10-25 01:20")), never);
        row("the beginning comes twice", {2, 30}, {8, 0}, utc(QStringLiteral("2026-10-25 01:10")),
            utc(QStringLiteral("2026-10-25 07:00")));
    }
    void keepsToTheWallWhereTheClockChanges() { saysUntilWhenItIsQuiet(); }

    void theMorningIsTheOneThatComes()
    {
        QCOMPARE(nextMorning(at(QStringLiteral("2026-06-10 16:00"))), at(QStringLiteral("2026-06-11 08:00")));
        QCOMPARE(nextMorning(at(QStringLiteral("2026-06-10 06:00"))), at(QStringLiteral("2026-06-11 08:00")));
        QCOMPARE(nextMorning(at(QStringLiteral("2026-06-11 01:00"))), at(QStringLiteral("2026-06-11 08:00")));
        QCOMPARE(nextMorning(at(QStringLiteral("2026-12-31 23:59"))), at(QStringLiteral("2027-01-01 08:00")));
        QCOMPARE(nextMorning(utc(QStringLiteral("2026-03-28 20:00"))), utc(QStringLiteral("2026-03-29 06:00")));
    }

    void worksInTheZoneOfThisComputer()
    {
        const QDateTime moment(QDate(2026, 6, 10), QTime(23, 0));
        QCOMPARE(
            quietUntil({true, {20, 0}, {8, 0}}, moment), std::optional(QDateTime(QDate(2026, 6, 11), QTime(8, 0))));
    }
};

QTEST_GUILESS_MAIN(QuietHoursTest)
#include "quiet_hours_test.moc"
