// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keyboard is in the real window: with the work of the place in view, also after clicks beside it.
#include "app/compose/plan_batch.h"
#include "app/compose/samples.h"
#include "tests/flows/window_journey.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace batchroom;

class PlaceFocusTest : public QObject {
    Q_OBJECT
private:
    static QString focusName()
    {
        const QWidget* focus = QApplication::focusWidget();
        return focus ? focus->objectName() : QStringLiteral("nobody");
    }
    static void activate(const WindowJourney& journey)
    {
        journey.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(journey.window.get()));
    }
    // On the title of the place, which is no control.
    static void clickBeside(const WindowJourney& journey)
    {
        const QPoint at(120, 72);
        QWidget* under = journey.window->childAt(at);
        QVERIFY(under && !qobject_cast<QAbstractButton*>(under));
        QTest::mouseClick(under, Qt::LeftButton, {}, under->mapFrom(journey.window.get(), at));
    }
    static void makeTwoPictures(const WindowJourney& journey)
    {
        QSignalSpy finished(&journey.studio->queue(), &JobQueue::batchFinished);
        Sheet sheet = firstStartSheet();
        sheet.rows.resize(2);
        BatchDraft draft;
        draft.campaign = QStringLiteral("Summer");
        draft.account = QStringLiteral("sandbox");
        draft.jobs = planBatch(sheet, journey.studio->catalog(), {}, Billing::Free).jobs;
        journey.studio->queue().enqueue(draft);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    }

private Q_SLOTS:
    void anEmptyPlaceOffersItsWayOn()
    {
        const WindowJourney journey(std::chrono::milliseconds(20));
        activate(journey);
        journey.window->goTo(Place::Queue);
        QTRY_COMPARE(focusName(), QStringLiteral("goToComposeButton"));
        journey.window->goTo(Place::Gallery);
        QTRY_COMPARE(focusName(), QStringLiteral("galleryEmptyButton"));
    }

    void everyPlaceTakesTheKeyboardToItsWork()
    {
        const WindowJourney journey(std::chrono::milliseconds(20));
        QTRY_VERIFY_WITH_TIMEOUT(journey.isShown("openSheetButton"), 20'000);
        journey.click("openSheetButton");
        makeTwoPictures(journey);
        const std::pair<Place, QString> places[]{{Place::Queue, QStringLiteral("queueView")},
            {Place::Gallery, QStringLiteral("galleryGrid")}, {Place::Compose, QStringLiteral("sheetView")},
            {Place::Events, QStringLiteral("eventTable")}};
        for (const auto& [place, work] : places) {
            activate(journey);
            journey.window->goTo(place);
            QTRY_COMPARE(focusName(), work);
            clickBeside(journey);
            QCOMPARE(focusName(), work);
        }
        // Nothing in Settings is worked at with the keys alone, but they scroll.
        activate(journey);
        journey.window->goTo(Place::Settings);
        const auto* area = qobject_cast<QScrollArea*>(QApplication::focusWidget());
        QVERIFY(area);
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
        journey.press(Qt::Key_PageDown);
        QVERIFY(area->verticalScrollBar()->value() > 0);
    }

    void aControlThatGoesGivesTheKeyboardBackToTheWork()
    {
        const WindowJourney journey(std::chrono::milliseconds(20));
        QTRY_VERIFY_WITH_TIMEOUT(journey.isShown("openSheetButton"), 20'000);
        journey.click("openSheetButton");
        activate(journey);
        auto* control = new QPushButton(journey.window.get());
        const auto isGivenBackAfter = [&](const std::function<void()>& change) {
            control->show();
            control->setEnabled(true);
            control->setFocus(Qt::MouseFocusReason);
            if (!control->hasFocus())
                return false;
            change();
            return QTest::qWaitFor([] { return focusName() == QStringLiteral("sheetView"); });
        };
        QVERIFY(isGivenBackAfter([control] { control->setEnabled(false); })); // Deliver, while it delivers
        QVERIFY(isGivenBackAfter([control] { control->hide(); }));            // an answered banner
        QVERIFY(isGivenBackAfter([control] { delete control; }));             // an answered question
    }

    void tabGoesThroughTheWholeWindow()
    {
        const WindowJourney journey(std::chrono::milliseconds(20));
        QTRY_VERIFY_WITH_TIMEOUT(journey.isShown("openSheetButton"), 20'000);
        journey.click("openSheetButton");
        activate(journey);
        QTRY_COMPARE(focusName(), QStringLiteral("sheetView"));
        journey.press(Qt::Key_F6); // out of the cells, to which Tab belongs
        QStringList met{focusName()};
        while (met.size() < 60 && met.constLast() != QStringLiteral("campaignButton")) {
            journey.press(Qt::Key_Tab);
            met.append(focusName());
        }
        // The values of both lists in their order, then the buttons below, then the frame.
        const QStringList brief = met.mid(0, 12);
        QCOMPARE(brief.count(QStringLiteral("valueChip")), 7);
        QCOMPARE(brief.constFirst(), QStringLiteral("templateEdit"));
        QCOMPARE(
            brief.mid(10), (QStringList{QStringLiteral("addBriefRowsButton"), QStringLiteral("replaceSheetButton")}));
        QVERIFY2(met.contains(QStringLiteral("campaignButton")), qPrintable(met.join(u' ')));
    }

    void tabLeadsOutOfEveryPlace()
    {
        const WindowJourney journey(std::chrono::milliseconds(20));
        makeTwoPictures(journey);
        for (const Place place : {Place::Queue, Place::Gallery, Place::Deliver, Place::Events, Place::Settings}) {
            activate(journey);
            journey.window->goTo(place);
            QTRY_VERIFY(journey.window->isAncestorOf(QApplication::focusWidget()));
            if (place == Place::Events)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down); // opens the body below
            QStringList met{focusName()};
            while (met.size() < 80 && met.constLast() != QStringLiteral("campaignButton")) {
                journey.press(Qt::Key_Tab);
                met.append(focusName());
            }
            QVERIFY2(met.constLast() == QStringLiteral("campaignButton"), qPrintable(met.join(u' ')));
        }
    }

    void ratingWithTheMouseLeavesTheArrowsToTheGrid()
    {
        const WindowJourney journey(std::chrono::milliseconds(20));
        makeTwoPictures(journey);
        activate(journey);
        journey.window->goTo(Place::Gallery);
        QTRY_COMPARE(focusName(), QStringLiteral("galleryGrid"));
        QTRY_COMPARE(journey.find<QLabel>("galleryCount")->text(), QStringLiteral("2"));
        journey.press(Qt::Key_Home);
        QTRY_VERIFY(journey.isShown("recipeStars"));
        activate(journey);
        for (const char* name : {"recipeStars", "gallerySizeSlider"}) {
            journey.click(name);
            QCOMPARE(focusName(), QStringLiteral("galleryGrid"));
        }
    }
};

QTEST_MAIN(PlaceFocusTest)
#include "place_focus_test.moc"
