// SPDX-License-Identifier: GPL-3.0-or-later
// Rail, top bar, status line and banner, each for itself.
#include "ui/kit/labels.h"
#include "ui/kit/theme.h"
#include "ui/shell/account_badge.h"
#include "ui/shell/banner.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;

class FrameTest : public QObject {
    Q_OBJECT
private:
    ThemeSource m_theme;

    static QString text(const QWidget& parent, const char* name)
    {
        return parent.findChild<TextLabel*>(QString::fromLatin1(name))->text();
    }

private Q_SLOTS:
    void theRailTellsWhichPlaceWasChosen()
    {
        Rail rail;
        rail.resize(76, 600);
        rail.show();
        QSignalSpy chosen(&rail, &Rail::chosen);
        const auto items = rail.findChildren<RailItem*>();
        QCOMPARE(items.size(), 6);
        QTest::mouseClick(items.at(2), Qt::LeftButton);
        QCOMPARE(chosen.constFirst().constFirst().value<Place>(), Place::Gallery);
        QTest::keyClick(items.at(3), Qt::Key_Space);
        QCOMPARE(chosen.constLast().constFirst().value<Place>(), Place::Deliver);
        rail.setCurrent(Place::Settings);
        QCOMPARE(chosen.size(), 2); // being told is not choosing
    }

    void theStatusLineSaysWhatRunsAndWhatNeedsAPerson()
    {
        StatusLine line;
        line.resize(1200, 32);
        line.show();
        WorkFigures figures;
        figures.total = 120;
        figures.done = 40;
        figures.settled = 42; // two wait for a person
        figures.inFlight = 8;
        figures.needPerson = 2;
        figures.spent = Money::fromMicros(2'520'000);
        figures.remaining = std::chrono::minutes(3);
        line.showWork(figures);
        QCOMPARE(text(line, "workLabel"), QStringLiteral("40 of 120"));
        QCOMPARE(text(line, "needsYouLabel"), QStringLiteral("2 need you"));
        line.showWork({});
        QCOMPARE(text(line, "workLabel"), QStringLiteral("Ready"));
        QVERIFY(!line.findChild<TextLabel*>(QStringLiteral("needsYouLabel"))->isVisible());
        line.showLibrary(0, 0);
        QCOMPARE(text(line, "libraryLabel"), QStringLiteral("Library empty"));
        QSignalSpy requested(&line, &StatusLine::queueRequested);
        QTest::mouseClick(&line, Qt::LeftButton, {}, QPoint(40, 16));
        QCOMPARE(requested.size(), 1);
    }

    void theCapIsShownOnlyWhenThereIsOne()
    {
        TopBar bar;
        bar.resize(1280, 48);
        bar.show();
        bar.showSpend(Money::fromMicros(6'840'000), std::nullopt);
        QCOMPARE(text(bar, "spendTodayLabel"), QStringLiteral("$6.84"));
        const auto labels = [&bar] {
            QStringList shown;
            for (const TextLabel* label : bar.findChildren<TextLabel*>())
                if (label->isVisible())
                    shown.append(label->text());
            return shown;
        };
        QVERIFY(!labels().contains(QStringLiteral("of $20.00")));
        bar.showSpend(Money::fromMicros(6'840'000), Money::fromMicros(20'000'000));
        QVERIFY(labels().contains(QStringLiteral("of $20.00")));
        bar.showSpend({}, Money()); // a cap of nothing divides by nothing
    }

    void aLongCampaignNameDoesNotWidenTheWindow()
    {
        TopBar bar;
        bar.setAccount(QStringLiteral("ideogram"), KeyState::Unknown);
        bar.setCampaign(
            QStringLiteral("Spring 2027: the long weekend campaign for every shop in the north and the south"));
        QVERIFY2(bar.minimumSizeHint().width() <= 960, qPrintable(QString::number(bar.minimumSizeHint().width())));
        const auto* button = bar.findChild<QAbstractButton*>(QStringLiteral("campaignButton"));
        QVERIFY(button->toolTip().contains(QStringLiteral("north and the south")));
    }

    void aLongCampaignNameFitsA1024WindowInLargeType()
    {
        m_theme.setFontScale(1.3);
        TopBar bar;
        bar.setAccount(QStringLiteral("ideogram"), KeyState::Unknown);
        bar.showSpend(Money::fromMicros(1'118'840'000), Money::fromMicros(2'000'000'000));
        bar.setCampaign(QStringLiteral("Spring 2027: the long weekend campaign for every shop in the north"));
        const int least = bar.minimumSizeHint().width();
        bar.resize(1024, bar.height());
        bar.show();
        const auto* button = bar.findChild<QAbstractButton*>(QStringLiteral("campaignButton"));
        const int width = button->width();
        const auto* search = bar.findChild<QWidget*>(QStringLiteral("searchField"));
        const bool isBesideSearch = button->mapTo(&bar, QPoint(width, 0)).x() <= search->mapTo(&bar, QPoint(0, 0)).x();
        m_theme.setFontScale(1.0);
        QVERIFY2(least <= 1024, qPrintable(QString::number(least)));
        QVERIFY2(width >= 64, qPrintable(QString::number(width)));
        QVERIFY(isBesideSearch);
    }

    void theAccountSaysItsStateInWords()
    {
        TopBar bar;
        const auto* badge = bar.findChild<AccountBadge*>();
        bar.setAccount(QStringLiteral("sandbox"), KeyState::NotNeeded);
        QVERIFY(badge->accessibleName().contains(QStringLiteral("nothing is charged")));
        bar.setAccount(QStringLiteral("ideogram"), KeyState::Refused);
        QVERIFY(badge->accessibleName().contains(QStringLiteral("key refused")));
        bar.setAccount(QStringLiteral("ideogram"), KeyState::Missing);
        QVERIFY(badge->accessibleName().contains(QStringLiteral("no key")));
    }

    void aCampaignIsChosenFromTheMenu()
    {
        TopBar bar;
        bar.resize(1280, 48);
        bar.show();
        bar.setCampaigns({{CampaignId{1}, QStringLiteral("Summer & Sale")}});
        QSignalSpy chosen(&bar, &TopBar::campaignChosen);
        QTest::mouseClick(bar.findChild<QAbstractButton*>(QStringLiteral("campaignButton")), Qt::LeftButton);
        const auto* menu = bar.findChild<QMenu*>();
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text().startsWith(QStringLiteral("Summer")))
                action->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(bar.campaign(), QStringLiteral("Summer & Sale"));
    }

    void theBannerAnswersOnceAndGoes()
    {
        Banner banner;
        int answers = 0;
        banner.show({IconId::Pause, ColorRole::Warn, QStringLiteral("On hold"), QStringLiteral("No credit."),
            QStringLiteral("Go on"), [&answers] { ++answers; }});
        QVERIFY(banner.isVisible());
        QVERIFY(banner.accessibleName().contains(QStringLiteral("No credit")));
        QTest::mouseClick(banner.findChild<QAbstractButton*>(QStringLiteral("bannerButton")), Qt::LeftButton);
        QCOMPARE(answers, 1);
        QVERIFY(!banner.isVisible());
    }

    void aBannerIsWithdrawnOnlyForItsOwnSubject()
    {
        Banner banner;
        int others = 0;
        const BannerMessage message{.title = QStringLiteral("On hold"),
            .text = QStringLiteral("The limit."),
            .button = QStringLiteral("Raise"),
            .otherButton = QStringLiteral("Continue"),
            .otherAnswer = [&others] { ++others; },
            .subject = QStringLiteral("batch 7")};
        banner.show(message);
        banner.withdraw(QStringLiteral("batch 8"));
        QVERIFY(banner.isVisible());
        banner.withdraw(QStringLiteral("batch 7"));
        QVERIFY(!banner.isVisible());
        banner.show(message);
        QTest::mouseClick(banner.findChild<QAbstractButton*>(QStringLiteral("bannerOtherButton")), Qt::LeftButton);
        QCOMPARE(others, 1);
        QVERIFY(!banner.isVisible());
    }

    void anEarlierMessageComesBackWhenTheNewerIsAnswered()
    {
        Banner banner;
        const auto message = [](const QString& subject, const QString& text) {
            return BannerMessage{.title = QStringLiteral("On hold"),
                .text = text,
                .button = QStringLiteral("Go on"),
                .subject = subject};
        };
        const auto answer = [&banner] {
            QTest::mouseClick(banner.findChild<QAbstractButton*>(QStringLiteral("bannerButton")), Qt::LeftButton);
        };
        banner.show(message(QStringLiteral("account a"), QStringLiteral("No credit.")));
        banner.show(message(QStringLiteral("batch 7"), QStringLiteral("Its limit.")));
        QVERIFY(banner.accessibleName().contains(QStringLiteral("Its limit")));
        // A newer one about the same thing takes the old one's place.
        banner.show(message(QStringLiteral("account a"), QStringLiteral("Key refused.")));
        QVERIFY(banner.accessibleName().contains(QStringLiteral("Key refused")));
        answer();
        QVERIFY(banner.accessibleName().contains(QStringLiteral("Its limit")));
        banner.show(message(QStringLiteral("account a"), QStringLiteral("No credit.")));
        banner.withdraw(QStringLiteral("batch 7"));
        QVERIFY(banner.accessibleName().contains(QStringLiteral("No credit")));
        answer();
        QVERIFY(!banner.isVisible());
    }

    void durationsAreSaidInRoundWords_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("now") << qint64(10) << QStringLiteral("about 5 s");
        QTest::newRow("seconds") << qint64(22'000) << QStringLiteral("about 25 s");
        QTest::newRow("minutes") << qint64(170'000) << QStringLiteral("about 3 min");
        QTest::newRow("hours") << qint64(7'200'000) << QStringLiteral("about 2.0 h");
    }
    void durationsAreSaidInRoundWords()
    {
        QFETCH(qint64, milliseconds);
        QFETCH(QString, words);
        QCOMPARE(aboutDuration(std::chrono::milliseconds(milliseconds)), words);
    }
};

QTEST_MAIN(FrameTest)
#include "frame_test.moc"
