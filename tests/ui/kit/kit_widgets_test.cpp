// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/chips.h"
#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"
#include "ui/kit/toggles.h"

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <memory>

using namespace batchroom;

namespace {

QString text(const char* words)
{
    return QString::fromLatin1(words);
}

QImage shotOf(QWidget& widget)
{
    return widget.grab().toImage().convertToFormat(QImage::Format_ARGB32);
}

} // namespace

class KitWidgetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ThemeSource>(ThemeMode::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void pressesButtonsByMouseAndKeyboard_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < 5; ++kind)
            QTest::addRow("%d", kind) << kind;
    }
    void pressesButtonsByMouseAndKeyboard()
    {
        QFETCH(int, kind);
        std::unique_ptr<QPushButton> button;
        switch (kind) {
        case 0: button = std::make_unique<Button>(text("Queue"), ButtonKind::Primary); break;
        case 1: button = std::make_unique<IconButton>(IconId::More, text("More")); break;
        case 2: button = std::make_unique<ComboButton>(text("4:5")); break;
        case 3: button = std::make_unique<Chip>(text("Model")); break;
        default: button = std::make_unique<Chip>(text("Filter"), Chip::Kind::Add); break;
        }
        const QSignalSpy clicks(button.get(), &QPushButton::clicked);
        button->show();
        QTest::mouseClick(button.get(), Qt::LeftButton);
        QTest::keyClick(button.get(), Qt::Key_Space);
        QTest::keyClick(button.get(), Qt::Key_Return);
        QCOMPARE(clicks.size(), 3);
        button->setEnabled(false);
        QTest::mouseClick(button.get(), Qt::LeftButton);
        QCOMPARE(clicks.size(), 3);
    }

    void tellsScreenReadersWhatEveryControlIs()
    {
        Button button(text("Queue"));
        IconButton more(IconId::More, text("More"));
        Switch live(text("Safe zones"));
        StarRating stars;
        Slider size(text("Size"));
        SearchField search(text("Search prompts"));
        TextField field(text("Name"));
        const QList<std::pair<QObject*, QAccessible::Role>> expected{{&button, QAccessible::Button},
            {&more, QAccessible::Button}, {&live, QAccessible::CheckBox}, {&stars, QAccessible::Slider},
            {&size, QAccessible::Slider}, {&search, QAccessible::EditableText},
            {field.edit(), QAccessible::EditableText}};
        for (const auto& [control, role] : expected) {
            QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(control);
            QVERIFY(seen);
            QCOMPARE(seen->role(), role);
            QVERIFY(!seen->text(QAccessible::Name).isEmpty());
        }
    }

    void isNeverTooSmallToHit()
    {
        Button button(text("x"));
        button.setSize(ButtonSize::Small);
        IconButton icon(IconId::Close, text("Close"));
        icon.setSide(16);
        ComboButton combo;
        Chip chip(text("x"));
        Chip value(text("x"), Chip::Kind::Value);
        Switch live;
        StarRating stars;
        Slider slider(text("Size"));
        SegmentedControl segments({text("A"), text("B")});
        QCheckBox check;
        QRadioButton radio;
        QComboBox box;
        QSpinBox spin;
        SearchField search(text("Search"));
        for (QWidget* widget : QList<QWidget*>{
                 &button, &icon, &combo, &chip, &value, &live, &stars, &slider, &segments, &box, &spin, &search}) {
            QVERIFY2(widget->sizeHint().width() >= 24, widget->metaObject()->className());
            QVERIFY2(widget->sizeHint().height() >= 24, widget->metaObject()->className());
        }
        QVERIFY(check.sizeHint().height() >= 24);
        QVERIFY(radio.sizeHint().height() >= 24);
        for (const QRadioButton* segment : segments.findChildren<QRadioButton*>())
            QVERIFY(segment->sizeHint().width() >= 24);
    }

    void growsControlsWithLargeText()
    {
        Button button(text("Queue"));
        const int before = button.sizeHint().height();
        m_theme->setFontScale(1.3);
        QVERIFY(button.sizeHint().height() > before);
        m_theme->setFontScale(1.0);
    }

    void showsTheRingOnlyForTheKeyboard()
    {
        QWidget window;
        auto* first = new Button(text("First"));
        auto* second = new Button(text("Second"));
        window.setLayout(row({first, second}, 16, margins(24)));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        first->setFocus(Qt::MouseFocusReason);
        const QPoint above(second->geometry().center().x(), second->geometry().top() - 3);
        QTest::keyClick(first, Qt::Key_Tab);
        QVERIFY(second->hasFocus());
        QCOMPARE(shotOf(window).pixelColor(above).rgb(), theme().accent.rgb());
        first->setFocus(Qt::MouseFocusReason);
        QVERIFY(shotOf(window).pixelColor(above).rgb() != theme().accent.rgb());
    }

    void followsItsAction()
    {
        QAction action(text("Retry failed"));
        action.setShortcut(QKeySequence(text("Ctrl+R")));
        Button button(QString{});
        button.setAction(&action);
        QCOMPARE(button.text(), text("Retry failed"));
        action.setEnabled(false);
        QVERIFY(!button.isEnabled());
        action.setEnabled(true);
        const QSignalSpy triggered(&action, &QAction::triggered);
        button.click();
        QCOMPARE(triggered.size(), 1);
    }

    void movesThroughSegmentsWithTheArrows()
    {
        SegmentedControl control({text("All"), text("Running"), text("Failed")});
        control.show();
        QVERIFY(QTest::qWaitForWindowActive(&control));
        QCOMPARE(control.current(), 0);
        const QSignalSpy changes(&control, &SegmentedControl::currentChanged);
        const auto segments = control.findChildren<QRadioButton*>();
        segments[0]->setFocus();
        QTest::keyClick(segments[0], Qt::Key_Right);
        QCOMPARE(control.current(), 1);
        QTest::mouseClick(segments[2], Qt::LeftButton);
        QCOMPARE(control.current(), 2);
        QCOMPARE(changes.size(), 2);
        control.setCurrent(0);
        QCOMPARE(control.current(), 0);
        QCOMPARE(changes.size(), 2);
    }

    void switchesByKeyAndByClickAnywhere()
    {
        Switch live(text("Safe zones"));
        live.show();
        const QSignalSpy toggles(&live, &Switch::toggled);
        QTest::keyClick(&live, Qt::Key_Space);
        QVERIFY(live.isChecked());
        QTest::mouseClick(&live, Qt::LeftButton, {}, QPoint(live.width() - 3, 12));
        QVERIFY(!live.isChecked());
        QTest::keyClick(&live, Qt::Key_Return);
        QCOMPARE(toggles.size(), 3);
    }

    void removesAChipByItsCrossAndByDelete()
    {
        Chip chip(text("Rating: 4 and up"));
        chip.setOn(true);
        chip.resize(chip.sizeHint());
        chip.show();
        const QSignalSpy removals(&chip, &Chip::removeRequested);
        const QSignalSpy clicks(&chip, &Chip::clicked);
        QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 12, 14));
        QTest::keyClick(&chip, Qt::Key_Delete);
        QCOMPARE(removals.size(), 2);
        QCOMPARE(clicks.size(), 0);
        QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(12, 14));
        QCOMPARE(clicks.size(), 1);
    }

    void ratesByNumberArrowAndClick()
    {
        StarRating stars;
        stars.resize(stars.sizeHint());
        stars.show();
        const QSignalSpy ratings(&stars, &StarRating::rated);
        QTest::keyClick(&stars, Qt::Key_4);
        QCOMPARE(stars.value(), 4);
        QTest::keyClick(&stars, Qt::Key_Right);
        QCOMPARE(stars.value(), 5);
        QTest::mouseClick(&stars, Qt::LeftButton, {}, QPoint(2 * 24 + 12, 12));
        QCOMPARE(stars.value(), 3);
        QTest::mouseClick(&stars, Qt::LeftButton, {}, QPoint(2 * 24 + 12, 12));
        QCOMPARE(stars.value(), 0);
        QCOMPARE(ratings.size(), 4);
        stars.setValue(2); // by the program: not the person
        QCOMPARE(ratings.size(), 4);
    }

    void clearsTheSearchByEscapeAndCross()
    {
        SearchField search(text("Search"));
        search.resize(200, 32);
        search.show();
        QTest::keyClicks(&search, text("poster"));
        QTest::keyClick(&search, Qt::Key_Escape);
        QCOMPARE(search.text(), QString());
        QTest::keyClicks(&search, text("poster"));
        QTest::mouseClick(&search, Qt::LeftButton, {}, QPoint(186, 16));
        QCOMPARE(search.text(), QString());
    }

    void saysInWordsWhatIsWrongWithAField()
    {
        TextField field(text("Ratio"));
        field.setHelp(text("Width and height"));
        field.setError(text("Not a ratio, try 2:3"));
        QVERIFY(field.hasError());
        QCOMPARE(field.edit()->accessibleDescription(), text("Not a ratio, try 2:3"));
        field.setError({});
        QVERIFY(!field.hasError());
        QCOMPARE(field.edit()->accessibleDescription(), text("Width and height"));
    }

    void elidesLongTextInTheMiddleAndTellsItInTheTooltip()
    {
        TextLabel label(text("Vintage matchbox label, a burning house of cards, letterpress"));
        label.setElide(Qt::ElideMiddle);
        label.resize(120, 20);
        label.grab();
        QCOMPARE(label.toolTip(), label.text());
        QVERIFY(label.minimumSizeHint().width() <= 24);
        label.resize(label.sizeHint());
        label.grab();
        QCOMPARE(label.toolTip(), QString());
    }

    void aToastStandsAboveWhatMustStayReadable()
    {
        QWidget window;
        window.resize(800, 600);
        QWidget line(&window); // all along the bottom
        line.setGeometry(0, 568, 800, 32);
        QWidget footer(&window);
        footer.setGeometry(0, 496, 600, 72);
        QWidget beside(&window); // too far to the right to be in the way
        beside.setGeometry(720, 300, 80, 268);
        for (QWidget* widget : {&line, &footer, &beside})
            keepClearOfToasts(widget);
        Toast toast(&window);
        window.show();
        toast.show(text("12 pictures rejected"));
        const auto card = [&toast] { return toast.geometry().adjusted(16, 16, -16, -16); }; // without its shadow
        QCOMPARE(footer.y() - card().bottom() - 1, 12);
        footer.hide(); // another place came into view
        QTRY_COMPARE(line.y() - card().bottom() - 1, 12);
        footer.show();
        QTRY_COMPARE(footer.y() - card().bottom() - 1, 12);
        footer.setGeometry(0, 448, 600, 120); // it says more now
        QTRY_COMPARE(footer.y() - card().bottom() - 1, 12);
        QVERIFY(window.rect().contains(card()));
    }

    void undoesFromTheToastOnceAndThenGoesAway()
    {
        QWidget window;
        window.resize(600, 400);
        Toast toast(&window);
        window.show();
        int undone = 0;
        toast.show(text("12 pictures rejected"), text("Undo"), [&undone] { ++undone; });
        QVERIFY(toast.isVisible());
        QVERIFY(window.rect().contains(toast.geometry().center()));
        auto* button = toast.findChild<Button*>(text("toastButton"));
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(undone, 1);
        QVERIFY(!toast.isVisible());
        toast.setDuration(std::chrono::milliseconds(20));
        toast.show(text("Saved"));
        QTRY_VERIFY(!toast.isVisible());
        QCOMPARE(undone, 1);
    }

    void closesAPopupByEscapeAndKeepsItOnTheScreen()
    {
        QWidget window;
        window.show();
        PopupCard card(&window);
        auto* inside = new Button(text("Use 3.0"));
        card.setLayout(column({inside}));
        const QSignalSpy closings(&card, &PopupCard::closed);
        const QRect screen = window.screen()->availableGeometry();
        card.openBelow(QRect(screen.right() - 10, screen.bottom() - 10, 8, 8));
        QVERIFY(screen.contains(card.geometry()));
        QTest::keyClick(&card, Qt::Key_Escape);
        QVERIFY(!card.isVisible());
        QCOMPARE(closings.size(), 1);
    }

    void wrapsChipsIntoLines()
    {
        QWidget box;
        auto* flow = new FlowLayout(&box, 8);
        for (int i = 0; i < 12; ++i)
            flow->addWidget(new Chip(text("Two for one till Sunday")));
        const int wide = flow->heightForWidth(4000);
        QCOMPARE(wide, 28);
        QVERIFY(flow->heightForWidth(400) > 5 * 28);
        box.resize(400, 600);
        box.show();
        for (const Chip* chip : box.findChildren<Chip*>())
            QVERIFY(chip->geometry().right() < 400);
    }

    void fillsTheBarInProportion()
    {
        ProgressBar bar;
        bar.resize(100, 4);
        bar.setSegments({{50, ColorRole::Ok}, {25, ColorRole::Accent}}, 100);
        const QImage shot = shotOf(bar);
        QCOMPARE(shot.pixelColor(25, 2).rgb(), theme().ok.rgb());
        QCOMPARE(shot.pixelColor(60, 2).rgb(), theme().accent.rgb());
        QCOMPARE(shot.pixelColor(90, 2).rgb(), theme().controlEdge.rgb());
        QCOMPARE(bar.value(), 500);
        bar.setSegments({}, 0);
        QCOMPARE(bar.value(), 0);
    }

    void writesKeysAsTheMockUpsDo()
    {
        QCOMPARE(keyText(QKeySequence(text("Ctrl+K"))), text("Ctrl K"));
        QCOMPARE(keyText(QKeySequence(text("Ctrl++"))), text("Ctrl +"));
        QCOMPARE(keyText(QKeySequence(text("P"))), text("P"));
        QCOMPARE(keyText(QKeySequence()), QString());
    }

    void survivesTextOfAnyKind()
    {
        const QString wild = QString(5000, QLatin1Char('W')) + QStringLiteral("\n<b>&\t\u202e\u0000end");
        Button button(wild);
        TextLabel label(wild);
        label.setElide(Qt::ElideMiddle);
        Chip chip(wild);
        Badge badge({wild, IconId::Info, ColorRole::Muted});
        EmptyState empty(wild, wild);
        for (QWidget* widget : QList<QWidget*>{&button, &label, &chip, &badge, &empty}) {
            widget->resize(80, 32);
            QVERIFY(!shotOf(*widget).isNull());
        }
    }

private:
    std::unique_ptr<ThemeSource> m_theme;
};

QTEST_MAIN(KitWidgetsTest)
#include "kit_widgets_test.moc"
