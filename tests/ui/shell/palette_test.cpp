// SPDX-License-Identifier: GPL-3.0-or-later
// The search of the top bar with real keys in the real window.
#include "tests/flows/window_journey.h"
#include "ui/kit/fields.h"
#include "ui/shell/palette_source.h"
#include "ui/shell/search_palette.h"
#include "ui/shell/top_bar.h"

#include <QListView>
#include <QSignalSpy>

using namespace batchroom;

namespace {

class PaletteJourney : public WindowJourney {
public:
    PaletteJourney()
        : WindowJourney(std::chrono::milliseconds(40))
        , field(*find<SearchField>("searchField"))
        , palette(*find<SearchPalette>("searchPalette"))
        , view(*find<QListView>("paletteView"))
    {
    }
    ActionCatalog& actions() const { return *window->findChild<ActionCatalog*>(); }
    void open() const { press(Qt::Key_K, Qt::ControlModifier); }
    void type(const char* text) const { QTest::keyClicks(&field, QString::fromLatin1(text)); }
    void key(Qt::Key pressed) const { QTest::keyClick(&field, pressed); }
    QString current() const { return view.currentIndex().data().toString(); }
    int rowOf(const QString& title, const QString& where = {}) const
    {
        for (int row = 0; row < view.model()->rowCount(); ++row) {
            const QModelIndex index = view.model()->index(row, 0);
            if (index.data().toString() == title && !index.data(PaletteList::IsHeadRole).toBool()
                && (where.isEmpty() || index.data(PaletteList::WhereRole).toString() == where))
                return row;
        }
        return -1;
    }

    SearchField& field;
    SearchPalette& palette;
    QListView& view;
};

} // namespace

class PaletteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensByKeyAndGoesToAPlace()
    {
        PaletteJourney journey;
        journey.open();
        QVERIFY(journey.palette.isOpen());
        QVERIFY(journey.rowOf(QStringLiteral("Deliver")) > 0);
        journey.type("deliv");
        QCOMPARE(journey.current(), QStringLiteral("Search pictures for “deliv”"));
        journey.key(Qt::Key_Down);
        QCOMPARE(journey.current(), QStringLiteral("Deliver"));
        journey.key(Qt::Key_Return);
        QCOMPARE(journey.window->currentPlace(), Place::Deliver);
        QVERIFY(!journey.palette.isOpen());
        QVERIFY(journey.field.text().isEmpty());
    }

    void searchesPicturesWhenNothingElseIsChosen()
    {
        PaletteJourney journey;
        journey.open();
        journey.type("pause the queue");
        journey.key(Qt::Key_Return);
        QCOMPARE(journey.window->currentPlace(), Place::Gallery);
        QCOMPARE(journey.field.text(), QStringLiteral("pause the queue"));
        QVERIFY(!journey.palette.isOpen());
    }

    void runsAnActionOfAnotherPlaceThereAndRemembersIt()
    {
        PaletteJourney journey;
        journey.window->goTo(Place::Gallery);
        QSignalSpy added(journey.actions()[ActionId::ComposeNewRow], &QAction::triggered);
        journey.open();
        journey.type(">add a row");
        QCOMPARE(journey.current(), QStringLiteral("Add a row"));
        journey.key(Qt::Key_Return);
        QCOMPARE(journey.window->currentPlace(), Place::Compose);
        QTRY_COMPARE(added.size(), 1);
        journey.open();
        QCOMPARE(journey.view.model()->index(0, 0).data().toString(), QStringLiteral("Used last"));
        QCOMPARE(journey.view.model()->index(1, 0).data().toString(), QStringLiteral("Add a row"));
        QCOMPARE(journey.view.model()->index(1, 0).data(PaletteList::KeysRole).toString(),
            QStringLiteral("Ctrl Shift Return"));
    }

    void leavesOutWhatCannotBeDoneNow()
    {
        PaletteJourney journey;
        journey.open();
        journey.type(">");
        QVERIFY(journey.rowOf(QStringLiteral("Import a sheet…")) > 0);
        QCOMPARE(journey.rowOf(QStringLiteral("Undo")), -1);
        QCOMPARE(journey.rowOf(QStringLiteral("Approve")), -1);
        QCOMPARE(journey.rowOf(QStringLiteral("Cancel batch")), -1);
        QCOMPARE(journey.rowOf(QStringLiteral("Zoom in")), -1);
        QCOMPARE(journey.rowOf(QStringLiteral("Back up the library…")), -1);
        QVERIFY(journey.rowOf(QStringLiteral("Save a diagnostics file…")) > 0);
    }

    // Nobody decides about pictures that are not in view.
    void offersDecisionsOnlyWhereTheChosenPicturesAreSeen()
    {
        PaletteJourney journey;
        journey.window->goTo(Place::Gallery);
        journey.actions().setPossible(Place::Gallery, Possible::Selection | Possible::Single | Possible::Rows);
        const ActionSpec& approve = specOf(ActionId::GalleryApprove);
        journey.window->goTo(Place::Compose);
        journey.actions().setPossible(Place::Gallery, Possible::Selection | Possible::Single | Possible::Rows);
        QVERIFY(journey.actions()[ActionId::GalleryApprove]->isEnabled());
        QVERIFY(!isOffered(approve, journey.actions(), Place::Compose));
        QVERIFY(isOffered(specOf(ActionId::GalleryFilterText), journey.actions(), Place::Compose));
    }

    void escapeGivesBackTheWordsAndTheKeyboard()
    {
        PaletteJourney journey;
        journey.open();
        journey.type("sunset");
        journey.key(Qt::Key_Return);
        QWidget* before = QApplication::focusWidget();
        QVERIFY(before && before != &journey.field);
        journey.open();
        journey.type("deliver");
        QVERIFY(journey.palette.isOpen());
        journey.key(Qt::Key_Escape);
        QVERIFY(!journey.palette.isOpen());
        QCOMPARE(journey.field.text(), QStringLiteral("sunset"));
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void choosesByMouseAndClosesByAPressElsewhere()
    {
        PaletteJourney journey;
        QTest::mouseClick(&journey.field, Qt::LeftButton);
        QVERIFY(journey.palette.isOpen());
        const QModelIndex queue = journey.view.model()->index(journey.rowOf(QStringLiteral("Queue")), 0);
        journey.view.scrollTo(queue);
        QTest::mouseClick(journey.view.viewport(), Qt::LeftButton, {}, journey.view.visualRect(queue).center());
        QCOMPARE(journey.window->currentPlace(), Place::Queue);
        journey.open();
        QVERIFY(journey.palette.isOpen());
        QTest::mouseClick(journey.find("placesRail"), Qt::LeftButton, {}, QPoint(4, 400));
        QVERIFY(!journey.palette.isOpen());
    }

    void choosesACampaign()
    {
        PaletteJourney journey;
        auto* bar = journey.window->findChild<TopBar*>();
        bar->choose(QStringLiteral("Spring & Easter"));
        journey.open();
        journey.type("all camp");
        journey.key(Qt::Key_Down);
        QCOMPARE(journey.current(), QStringLiteral("All campaigns"));
        journey.key(Qt::Key_Return);
        QCOMPARE(bar->campaign(), QString());
    }

    void makesANewCampaignByItsKey()
    {
        PaletteJourney journey;
        journey.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(journey.isShown("newCampaignEdit"));
    }

    void listsEveryActionWithItsKeys()
    {
        PaletteJourney journey;
        journey.press(Qt::Key_F1);
        QVERIFY(journey.palette.isOpen());
        QVERIFY(journey.rowOf(QStringLiteral("New campaign…")) > 0);
        journey.key(Qt::Key_Escape);
        QVERIFY(journey.field.text().isEmpty());
    }

    void staysInsideASmallWindowWithALargeFont()
    {
        WindowJourney plain(std::chrono::milliseconds(40));
        plain.theme.setFontScale(1.3);
        plain.window->resize(1024, 640);
        auto* palette = plain.find<SearchPalette>("searchPalette");
        plain.press(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(palette->isOpen());
        QVERIFY(plain.window->rect().contains(palette->geometry()));
        plain.window->resize(960, 620);
        QCoreApplication::sendPostedEvents();
        QVERIFY(plain.window->rect().contains(palette->geometry()));
    }

    // Undo belongs to the place in view: what another place could undo is not possible here.
    void undoIsOfThePlaceInView()
    {
        PaletteJourney journey;
        QTRY_VERIFY(journey.isShown("openSheetButton"));
        journey.click("openSheetButton");
        QAction* undo = journey.actions()[ActionId::Undo];
        journey.actions()[ActionId::ComposeNewRow]->trigger();
        QTRY_VERIFY(undo->isEnabled());
        for (const Place place : {Place::Queue, Place::Gallery, Place::Deliver, Place::Events, Place::Settings}) {
            journey.window->goTo(place);
            QVERIFY2(!undo->isEnabled(), qPrintable(placeName(place)));
            journey.press(Qt::Key_Z, Qt::ControlModifier);
        }
        journey.window->goTo(Place::Compose);
        QVERIFY(undo->isEnabled());
        QVERIFY(!journey.actions()[ActionId::Redo]->isEnabled()); // nothing was undone from elsewhere
        journey.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(journey.actions()[ActionId::Redo]->isEnabled());
    }
};

QTEST_MAIN(PaletteTest)
#include "palette_test.moc"
