// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/start_time.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::cli;

class StartTimeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTimesAsAPersonWritesThem_data();
    void readsTimesAsAPersonWritesThem();
    void refusesWhatIsNoTimeToCome_data();
    void refusesWhatIsNoTimeToCome();

private:
    const QDateTime m_now{QDate(2026, 11, 24), QTime(15, 30)};
};

void StartTimeTest::readsTimesAsAPersonWritesThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("start");
    const auto at = [](int day, int hour, int minute) { return QDateTime(QDate(2026, 11, day), QTime(hour, minute)); };
    QTest::newRow("tonight") << QStringLiteral("22:00") << at(24, 22, 0);
    QTest::newRow("in the night") << QStringLiteral(" 6:05 ") << at(25, 6, 5);
    QTest::newRow("this minute is over") << QStringLiteral("15:30") << at(25, 15, 30);
    QTest::newRow("a day") << QStringLiteral("2026-11-27 09:00") << at(27, 9, 0);
    QTest::newRow("a day, as programs write it") << QStringLiteral("2026-11-27T09:00") << at(27, 9, 0);
}

void StartTimeTest::readsTimesAsAPersonWritesThem()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, start);
    const Result<qint64> read = startTimeFromText(text, m_now);
    QVERIFY2(read, read ? "" : qPrintable(read.error().what));
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(*read), start);
    QCOMPARE(*startTimeFromText(QStringLiteral("Now"), m_now), 0);
}

void StartTimeTest::refusesWhatIsNoTimeToCome_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "tonight", "25:00", "22", "2026-11-24 15:00", "2026-13-01 10:00", "2028-01-01 10:00"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void StartTimeTest::refusesWhatIsNoTimeToCome()
{
    QFETCH(QString, text);
    const Result<qint64> read = startTimeFromText(text, m_now);
    QVERIFY(!read);
    QVERIFY(read.error().what.contains(QStringLiteral("--start")));
}

QTEST_GUILESS_MAIN(StartTimeTest)
#include "start_time_test.moc"
