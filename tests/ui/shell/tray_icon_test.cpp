// SPDX-License-Identifier: GPL-3.0-or-later
// What the tray says about the work, and what its menu asks for.
#include "app/settings/quiet_hours.h"
#include "ui/shell/tray_icon.h"
#include "ui/shell/tray_state.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;

namespace {

BatchSummary batchOf(const QString& name, const QMap<JobState, int>& counts, qint64 id = 1)
{
    BatchSummary batch;
    batch.id = BatchId{id};
    batch.name = name;
    batch.counts = counts;
    return batch;
}

WorkFigures figuresOf(int done, int total, bool isMoving)
{
    WorkFigures figures;
    figures.done = done;
    figures.settled = done;
    figures.total = total;
    figures.isMoving = isMoving;
    figures.spent = Money::fromMicros(1'200'000);
    return figures;
}

const QList<BatchSummary> summerSale{
    batchOf(QStringLiteral("Summer sale"), {{JobState::Done, 34}, {JobState::Queued, 66}}),
    batchOf(QStringLiteral("Spring"), {{JobState::Done, 12}}, 2),
};

QAction* actionOf(const TrayIcon& tray, const char* name)
{
    return tray.menu().findChild<QAction*>(QLatin1StringView(name));
}

} // namespace

class TrayIconTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysHowFarTheWorkIs()
    {
        const TrayState state = trayStateOf(figuresOf(34, 100, true), summerSale);
        QCOMPARE(state.doing, QStringLiteral("Summer sale: 34 of 100, $1.20 spent"));
        QCOMPARE(state.mark, (TrayMark{true, TraySign::None}));
        QCOMPARE(trayToolTip(state), QStringLiteral("Batchroom\nSummer sale: 34 of 100, $1.20 spent"));
    }

    void severalBatchesAreCounted()
    {
        QList<BatchSummary> batches = summerSale;
        batches.append(batchOf(QStringLiteral("Autumn"), {{JobState::Queued, 200}}, 3));
        QCOMPARE(
            trayStateOf(figuresOf(34, 300, true), batches).doing, QStringLiteral("2 batches: 34 of 300, $1.20 spent"));
    }

    void aLongNameStaysOneShortLine()
    {
        const QList<BatchSummary> batches{batchOf(QStringLiteral("A very long name\nof a batch & ").repeated(9),
            {{JobState::Done, 34}, {JobState::Queued, 66}})};
        const QString doing = trayStateOf(figuresOf(34, 100, true), batches).doing;
        QVERIFY2(doing.size() < 80 && !doing.contains(u'\n'), qPrintable(doing));
    }

    void theMarkSaysWhatIsTheMatter_data()
    {
        QTest::addColumn<bool>("isMoving");
        QTest::addColumn<int>("needPerson");
        QTest::addColumn<int>("held");
        QTest::addColumn<bool>("isPaused");
        QTest::addColumn<int>("sign");
        QTest::addColumn<QString>("begin");
        const auto row = [](const char* name, bool isMoving, int needPerson, int held, bool isPaused, TraySign sign,
                             const char* begin) {
            QTest::newRow(name) << isMoving << needPerson << held << isPaused << static_cast<int>(sign)
                                << QString::fromUtf8(begin);
        };
        row("works", true, 0, 0, false, TraySign::None, "Summer");
        row("works and needs you", true, 2, 0, false, TraySign::NeedsYou, "Summer");
        row("on hold", false, 0, 66, false, TraySign::Held, "On hold · Summer");
        row("on hold and needs you", false, 2, 66, false, TraySign::Held, "On hold · Summer");
        row("one account on hold, another works", true, 0, 66, false, TraySign::Held, "Summer");
        row("paused", false, 0, 0, true, TraySign::Paused, "Paused · Summer");
        row("paused, the last are being made", true, 0, 0, true, TraySign::Paused, "Paused · Summer");
        row("its batch is paused", false, 0, 0, false, TraySign::Paused, "Paused · Summer");
    }
    void theMarkSaysWhatIsTheMatter()
    {
        QFETCH(bool, isMoving);
        QFETCH(int, needPerson);
        QFETCH(int, held);
        QFETCH(bool, isPaused);
        QFETCH(int, sign);
        QFETCH(QString, begin);
        WorkFigures figures = figuresOf(34, 100, isMoving);
        figures.needPerson = needPerson;
        figures.held = held;
        figures.isPaused = isPaused;
        const TrayState state = trayStateOf(figures, summerSale);
        QCOMPARE(state.mark, (TrayMark{isMoving, static_cast<TraySign>(sign)}));
        QVERIFY2(state.doing.startsWith(begin), qPrintable(state.doing));
        QCOMPARE(trayToolTip(state).contains(QStringLiteral("2 jobs need you")), needPerson > 0);
    }

    void nothingToDoIsSaidToo()
    {
        WorkFigures figures;
        QCOMPARE(trayStateOf(figures, {}).doing, QStringLiteral("Nothing is running"));
        QCOMPARE(trayStateOf(figures, {}).mark, TrayMark());
        QVERIFY(!trayStateOf(figures, {}).canPause);
        figures.isPaused = true;
        QCOMPARE(trayStateOf(figures, {}).doing, QStringLiteral("Everything is paused"));
        QVERIFY(trayStateOf(figures, {}).canPause);
    }

    void aBatchForLaterIsNeitherWorkNorAPause()
    {
        WorkFigures figures = figuresOf(34, 100, false);
        figures.nextStartMs = QDateTime(QDate(2031, 5, 6), QTime(22, 0)).toMSecsSinceEpoch();
        const TrayState state = trayStateOf(figures, summerSale);
        QCOMPARE(state.mark, TrayMark());
        QVERIFY2(state.doing.startsWith(QStringLiteral("Summer sale: starts at ")), qPrintable(state.doing));
    }

    void theMenuFollowsTheState()
    {
        TrayIcon tray;
        TrayState state = trayStateOf(figuresOf(34, 100, true),
            {batchOf(QStringLiteral("Salt & Pepper"), {{JobState::Done, 34}, {JobState::Queued, 66}})});
        tray.setState(state);
        QVERIFY(!actionOf(tray, "trayDoingAction")->isEnabled());
        QCOMPARE(actionOf(tray, "trayDoingAction")->text(), QStringLiteral("Salt && Pepper: 34 of 100, $1.20 spent"));
        QCOMPARE(actionOf(tray, "trayPauseAction")->text(), QStringLiteral("Pause everything"));
        QVERIFY(!actionOf(tray, "trayNeedsYouAction")->isEnabled());
        state.needPerson = 3;
        state.isPaused = true;
        tray.setState(state);
        QCOMPARE(actionOf(tray, "trayPauseAction")->text(), QStringLiteral("Resume everything"));
        QCOMPARE(actionOf(tray, "trayNeedsYouAction")->text(), QStringLiteral("Show what needs you (3)"));
        QVERIFY(actionOf(tray, "trayNeedsYouAction")->isEnabled());
    }

    void theMenuAsksForWhatItSays()
    {
        TrayIcon tray;
        QSignalSpy window(&tray, &TrayIcon::windowRequested);
        QSignalSpy needsYou(&tray, &TrayIcon::needsYouRequested);
        QSignalSpy pause(&tray, &TrayIcon::pauseRequested);
        QSignalSpy quit(&tray, &TrayIcon::quitRequested);
        TrayState state = trayStateOf(figuresOf(34, 100, true), summerSale);
        state.needPerson = 1;
        tray.setState(state);
        actionOf(tray, "trayOpenAction")->trigger();
        actionOf(tray, "trayNeedsYouAction")->trigger();
        actionOf(tray, "trayPauseAction")->trigger();
        state.isPaused = true;
        tray.setState(state);
        actionOf(tray, "trayPauseAction")->trigger();
        actionOf(tray, "trayQuitAction")->trigger();
        QCOMPARE(window.size(), 1);
        QCOMPARE(needsYou.size(), 1);
        QCOMPARE(pause.size(), 2);
        QCOMPARE(pause[0][0].toBool(), true);
        QCOMPARE(pause[1][0].toBool(), false);
        QCOMPARE(quit.size(), 1);
    }

    void quietIsAskedForOnceAndEndedTheSameWay()
    {
        TrayIcon tray;
        QSignalSpy quiet(&tray, &TrayIcon::quietRequested);
        QSignalSpy end(&tray, &TrayIcon::quietEndRequested);
        const QDateTime before = QDateTime::currentDateTime();
        actionOf(tray, "trayQuietHourAction")->trigger();
        actionOf(tray, "trayQuietMorningAction")->trigger();
        QCOMPARE(quiet.size(), 2);
        const QDateTime hour = quiet[0][0].toDateTime();
        QVERIFY(hour >= before.addSecs(3600) && hour <= QDateTime::currentDateTime().addSecs(3600));
        QVERIFY(quiet[1][0].toDateTime() >= nextMorning(before));
        QVERIFY(!actionOf(tray, "trayQuietAction")->isVisible());

        tray.setQuietSource([&] { return TrayIcon::Quiet{before.addSecs(3600), true}; });
        QVERIFY(!actionOf(tray, "trayQuietHourAction")->isVisible());
        QVERIFY(!actionOf(tray, "trayQuietMorningAction")->isVisible());
        QVERIFY(actionOf(tray, "trayQuietAction")->isVisible());
        actionOf(tray, "trayQuietAction")->trigger();
        QCOMPARE(end.size(), 1);
        // The daily hours are changed in Settings.
        tray.setQuietSource([&] { return TrayIcon::Quiet{before.addSecs(3600), false}; });
        QVERIFY(!actionOf(tray, "trayQuietAction")->isEnabled());
        QVERIFY(actionOf(tray, "trayQuietAction")->text().startsWith(QStringLiteral("Quiet hours until ")));
    }

    void withoutATrayNoMessageIsPromised()
    {
        TrayIcon tray; // the platform of the tests has none
        tray.setShown(true);
        QVERIFY(!tray.tell({QStringLiteral("Done"), {}, {}, false}));
    }
};

QTEST_MAIN(TrayIconTest)
#include "tray_icon_test.moc"
