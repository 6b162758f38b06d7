// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: every piece of the kit in one window. kit_sheet [--light] [--scale 1.3] [--grab FILE.png]
// --grab writes dark and light side by side.
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/fields.h"
#include "ui/kit/focus_ring.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"
#include "ui/kit/toggles.h"

#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>

namespace batchroom {
namespace {

TextLabel* caption(const char* text)
{
    return new TextLabel(QString::fromLatin1(text), FontRole::SmallMedium, ColorRole::Muted);
}

QString words(const char* text)
{
    return QString::fromLatin1(text);
}

class Drawing : public QWidget {
public:
    Drawing(QSize size, std::function<void(QPainter&)> paint)
        : m_paint(std::move(paint))
    {
        setFixedSize(size);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_paint(painter);
    }

private:
    std::function<void(QPainter&)> m_paint;
};

QLayout* buttonRows(QList<QWidget*>& ringed)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    const QList<std::pair<QString, ButtonKind>> kinds{{words("Queue"), ButtonKind::Primary},
        {words("Import"), ButtonKind::Secondary}, {words("Fill down"), ButtonKind::Quiet},
        {words("Delete"), ButtonKind::Danger}};
    for (int line = 0; line < kinds.size(); ++line) {
        for (int column = 0; column < 4; ++column) {
            auto* button = new Button(kinds[line].first, kinds[line].second);
            button->setFixedWidth(84);
            button->setMuted(line == 2);
            button->setAttribute(Qt::WA_UnderMouse, column == 1);
            button->setEnabled(column != 3);
            if (column == 2)
                ringed.append(button);
            grid->addWidget(button, line, column);
        }
    }
    grid->setColumnStretch(4, 1);
    return grid;
}

QWidget* badges()
{
    auto* box = new QWidget;
    auto* flow = new FlowLayout(box);
    for (const JobState state : {JobState::Queued, JobState::Submitting, JobState::Accepted, JobState::Downloading,
             JobState::Done, JobState::Dead, JobState::Failed, JobState::Cancelled, JobState::Unknown,
             JobState::Rejected, JobState::Held, JobState::Withheld, JobState::Expired, JobState::Draft})
        flow->addWidget(new Badge(lookOf(state)));
    return box;
}

QWidget* chips(QList<QWidget*>& ringed)
{
    auto* on = new Chip(words("Rating: 4 and up"));
    on->setOn(true);
    auto* focused = new Chip(words("Focus"));
    ringed.append(focused);
    return boxed(row({new Chip(words("Model")), on, focused, new Chip(words("Filter"), Chip::Kind::Add),
        new Chip(words("Zest soda"), Chip::Kind::Value), Stretch{}}));
}

QWidget* table()
{
    auto* table = new QTableWidget(4, 3);
    table->setHorizontalHeaderLabels({words("Prompt"), words("Speed"), words("Price")});
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(36);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (int line = 0; line < 4; ++line) {
        table->setItem(line, 0, new QTableWidgetItem(words("Amber body oil bottle")));
        table->setItem(line, 1, new QTableWidgetItem(words("Turbo")));
        table->setItem(line, 2, new QTableWidgetItem(words("$0.06")));
    }
    table->selectRow(2);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->setFixedHeight(150);
    return table;
}

QWidget* inputs()
{
    auto* plain = new QLineEdit;
    plain->setPlaceholderText(words("Prompt text"));
    auto* wrong = new TextField(words("Ratio"));
    wrong->setText(words("2:7"));
    wrong->setError(words("Not a ratio, try 2:3"));
    auto* search = new SearchField(words("Search prompts, batches, files"));
    search->setKeyHint(words("Ctrl K"));
    auto* combo = new ComboButton(words("4:5"));
    combo->setPicture(
        [](QPainter& painter, const QRect& box) { paintAspectFrame(painter, box, u"4:5", 18, theme().text); });
    auto* off = new QLineEdit;
    off->setPlaceholderText(words("Disabled"));
    off->setEnabled(false);
    auto* box = new QComboBox;
    box->addItems({words("JPEG"), words("PNG"), words("WebP")});
    auto* spin = new QSpinBox;
    spin->setValue(88);
    auto* text = new QPlainTextEdit(words("{product}, {line}, on {coral|sand} paper"));
    text->setFixedHeight(56);
    return boxed(
        column({plain, wrong, search, row({Wide{combo, 1}, Wide{off, 1}}), row({Wide{box, 1}, Wide{spin, 1}}), text}));
}

QWidget* toggles()
{
    auto* on = new QCheckBox(words("On"));
    on->setChecked(true);
    auto* live = new Switch(words("Safe zones"));
    live->setChecked(true);
    auto* radio = new QRadioButton(words("Radio"));
    radio->setChecked(true);
    return boxed(row({on, new QCheckBox(words("Off")), live, new Switch, radio, Stretch{}}));
}

QWidget* menuPicture()
{
    auto* menu = new QMenu;
    const auto add = [menu](IconId id, const char* text, const char* keys) {
        auto* action = menu->addAction(themedIcon(id), words(text));
        action->setProperty("kitIcon", static_cast<int>(id));
        action->setShortcut(QKeySequence(words(keys)));
        action->setShortcutVisibleInContextMenu(true);
        return action;
    };
    add(IconId::Check, "Approve", "P");
    menu->setActiveAction(add(IconId::Pencil, "Needs change", "N"));
    add(IconId::Compare, "Compare", "C");
    menu->addSeparator();
    add(IconId::Wand, "More like this", "M");
    setDanger(add(IconId::Trash, "Delete", "Del"));
    menu->ensurePolished();
    menu->resize(menu->sizeHint().expandedTo({180, 0}));
    const QPixmap shot = menu->grab();
    delete menu;
    return new Drawing(
        shot.size() / shot.devicePixelRatio(), [shot](QPainter& painter) { painter.drawPixmap(0, 0, shot); });
}

QWidget* swatches()
{
    return new Drawing({330, 44}, [](QPainter& painter) {
        int x = 0;
        for (const QStringView id :
            {u"auto", u"general", u"realistic", u"design", u"render_3d", u"anime", u"fiction"}) {
            paintStyleSwatch(painter, QRectF(x, 12, 20, 20), id);
            x += 26;
        }
        for (const QStringView ratio : {u"1:1", u"4:5", u"9:16", u"16:9", u"2:1", u"auto"}) {
            paintAspectFrame(painter, QRectF(x, 12, 20, 20), ratio, 18, theme().muted);
            x += 24;
        }
    });
}

QWidget* icons()
{
    constexpr int perRow = 19;
    return new Drawing({perRow * 32, (iconCount / perRow + 1) * 32}, [](QPainter& painter) {
        for (int i = 0; i < iconCount; ++i)
            paintIcon(
                painter, static_cast<IconId>(i), QRect(i % perRow * 32, i / perRow * 32, 32, 32), theme().text, 20);
    });
}

QLayout* leftSide(QList<QWidget*>& ringed)
{
    auto* bar = new ProgressBar;
    bar->setSegments({{42, ColorRole::Ok}, {8, ColorRole::Accent}, {3, ColorRole::Warn}}, 120);
    auto* segments = new SegmentedControl({words("All"), words("Running"), words("Needs you 2"), words("Failed 1")});
    auto* slider = new Slider(words("Size"));
    slider->setValue(40);
    auto* stars = new StarRating;
    stars->setValue(4);
    auto* primary = new Button(words("Queue 24 images"), ButtonKind::Primary);
    primary->setSize(ButtonSize::Large);
    auto* small = new Button(words("Use 3.0"));
    small->setSize(ButtonSize::Small);
    auto* tabs = new QTabBar;
    tabs->addTab(words("Accounts"));
    tabs->addTab(words("Library"));
    auto* scroll = new QScrollBar(Qt::Horizontal);
    return column({buttonRows(ringed), row({primary, small, new IconButton(IconId::More, words("More")), Stretch{}}),
        caption("Job states, icon and word"), badges(), caption("Chips, progress"), chips(ringed), bar,
        row({segments, slider, Stretch{}}), row({stars, new KeyHint(words("P"), words("approve")), Stretch{}}), tabs,
        scroll, caption("Table"), table(), caption("Type"), new TextLabel(words("20 semibold, place"), FontRole::Title),
        new TextLabel(words("15 semibold, section"), FontRole::Section),
        row({new TextLabel(words("13 regular")), new TextLabel(words("13 medium"), FontRole::BodyMedium),
            new TextLabel(words("13 semibold"), FontRole::BodyStrong), Stretch{}}),
        new TextLabel(words("12 mono 1180442917"), FontRole::Mono), Stretch{}});
}

QLayout* rightSide(Toast*& toast, QWidget* parent)
{
    auto* empty = new EmptyState(words("No pictures yet"), words("They arrive while the batch runs."));
    empty->setButton(words("Go to Compose"));
    auto* card = new Card;
    card->setLayout(column({empty}, 0));
    auto* toastBox = new QWidget(parent);
    toastBox->setFixedSize(320, 90);
    toast = new Toast(toastBox);
    return column({caption("Inputs"), inputs(), toggles(), caption("Styles and aspects"), swatches(), caption("Toast"),
        toastBox, caption("Context menu"), menuPicture(), caption("Empty state"), card, Stretch{}});
}

QWidget* makeSheet()
{
    auto* sheet = new Surface(ColorRole::Window);
    QList<QWidget*> ringed;
    Toast* toast = nullptr;
    auto* left = boxed(leftSide(ringed));
    left->setFixedWidth(440);
    sheet->setLayout(
        column({row({Wide{left, 1}, Wide{boxed(rightSide(toast, sheet)), 1}}, 24), icons()}, 12, margins(24)));
    sheet->resize(sheet->sizeHint().expandedTo({860, 1080}));
    sheet->ensurePolished();
    sheet->show();
    toast->show(words("12 pictures rejected"), words("Undo"), [] {});
    for (QWidget* widget : ringed)
        showFocusRing(widget, qobject_cast<Chip*>(widget) ? 14 : controlRadius);
    return sheet;
}

QPixmap shotOf(ThemeSource& source, ThemeMode mode)
{
    source.setMode(mode);
    const std::unique_ptr<QWidget> sheet(makeSheet());
    QApplication::sendPostedEvents();
    return sheet->grab();
}

int grabBoth(ThemeSource& source, const QString& file)
{
    const QPixmap dark = shotOf(source, ThemeMode::Dark);
    const QPixmap light = shotOf(source, ThemeMode::Light);
    QPixmap both(dark.width() + light.width(), std::max(dark.height(), light.height()));
    QPainter painter(&both);
    painter.drawPixmap(0, 0, dark.width(), dark.height(), dark);
    painter.drawPixmap(dark.width(), 0, light.width(), light.height(), light);
    painter.end();
    return both.save(file) ? 0 : 1;
}

} // namespace
} // namespace batchroom

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("light"), QStringLiteral("Light theme.")},
        {QStringLiteral("scale"), QStringLiteral("Font scale."), QStringLiteral("factor")},
        {QStringLiteral("grab"), QStringLiteral("Write a picture and end."), QStringLiteral("file")}});
    parser.process(application);
    batchroom::ThemeSource source(
        parser.isSet(QStringLiteral("light")) ? batchroom::ThemeMode::Light : batchroom::ThemeMode::Dark);
    if (parser.isSet(QStringLiteral("scale")))
        source.setFontScale(parser.value(QStringLiteral("scale")).toDouble());
    if (parser.isSet(QStringLiteral("grab")))
        return batchroom::grabBoth(source, parser.value(QStringLiteral("grab")));
    const std::unique_ptr<QWidget> sheet(batchroom::makeSheet());
    return QApplication::exec();
}
