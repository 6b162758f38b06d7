// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/brief_pane.h"

#include "ui/actions/action_catalog.h"
#include "ui/compose/counted.h"
#include "ui/compose/list_editor.h"
#include "ui/compose/prompt_preview.h"
#include "ui/compose/template_edit.h"
#include "ui/kit/buttons.h"
#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"
#include "ui/models/brief_book.h"

#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qint64 promptsShown = 10;

} // namespace

BriefPane::BriefPane(BriefBook& book, ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Panel, {}, parent)
    , m_book(book)
    , m_name(new ComboButton({}, ComboButton::Look::Plain))
    , m_more(new IconButton(IconId::More, tr("More about briefs")))
    , m_text(new TemplateEdit)
    , m_lists(column({}, 12))
    , m_countTitle(new TextLabel({}, FontRole::Section))
    , m_countNote(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_problem(new TextLabel({}, FontRole::Small, ColorRole::Warn))
    , m_preview(new PromptPreview)
{
    setObjectName(QStringLiteral("briefPane"));
    m_countTitle->setObjectName(QStringLiteral("briefCount"));
    m_countNote->setObjectName(QStringLiteral("briefFactors"));
    m_countNote->setElide(Qt::ElideRight);
    m_problem->setObjectName(QStringLiteral("briefProblem"));
    m_problem->setWrapping(true);
    QWidget* upper =
        boxed(column({column({new TextLabel(tr("Template"), FontRole::Small, ColorRole::Muted), m_text}, 4), m_lists},
            12, margins(16)));
    QWidget* lower =
        boxed(column({row({m_countTitle, Wide{m_countNote, 1}}, 8), m_problem, m_preview}, 8, margins(16, 12)));
    auto* scroll = new ScrollArea(boxed(column({upper, new Divider, lower, Stretch{}}, 0)));
    setLayout(column({makeHead(), Wide{scroll, 1}, makeFoot(actions)}, 0));
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_book.setText(m_text->toPlainText()); });
    connect(&book, &BriefBook::changed, this, &BriefPane::refresh);
    connect(&book, &BriefBook::bookChanged, this, &BriefPane::showBrief);
    showBrief();
}

QWidget* BriefPane::makeHead()
{
    auto* head = new Surface(ColorRole::Panel, Qt::BottomEdge);
    head->setFixedHeight(scaled(48));
    m_name->setObjectName(QStringLiteral("briefButton"));
    m_name->setAccessibleName(tr("Brief"));
    m_name->setMenu(new QMenu(m_name));
    m_more->setObjectName(QStringLiteral("briefMoreButton"));
    m_more->setMenu(new QMenu(m_more));
    head->setLayout(
        row({new TextLabel(tr("Brief"), FontRole::Section), Stretch{}, m_name, m_more}, 8, QMargins(16, 0, 8, 0)));
    connect(m_name->menu(), &QMenu::aboutToShow, this, &BriefPane::fillBriefs);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &BriefPane::fillMenu);
    return head;
}

QWidget* BriefPane::makeFoot(ActionCatalog& actions)
{
    auto* foot = new Surface(ColorRole::Panel, Qt::TopEdge);
    foot->setFixedHeight(scaled(72));
    keepClearOfToasts(foot);
    m_add = new Button(IconId::Plus, {});
    m_add->setObjectName(QStringLiteral("addBriefRowsButton"));
    m_add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_replace = new Button(tr("Replace sheet"), ButtonKind::Quiet);
    m_replace->setObjectName(QStringLiteral("replaceSheetButton"));
    foot->setLayout(row({Wide{m_add, 1}, m_replace}, 8, QMargins(16, 0, 8, 0)));
    setTooltip(m_add, tr("Write these rows below the sheet"), actions[ActionId::ComposeAddBriefRows]->shortcut());
    setTooltip(m_replace, tr("Write these rows instead of the sheet; can be undone"),
        actions[ActionId::ComposeReplaceSheet]->shortcut());
    connect(m_add, &QAbstractButton::clicked, this, &BriefPane::addRowsRequested);
    connect(m_replace, &QAbstractButton::clicked, this, &BriefPane::replaceSheetRequested);
    connect(actions[ActionId::ComposeAddBriefRows], &QAction::triggered, m_add, &QAbstractButton::click);
    connect(actions[ActionId::ComposeReplaceSheet], &QAction::triggered, m_replace, &QAbstractButton::click);
    return foot;
}

void BriefPane::fillBriefs()
{
    m_name->menu()->clear();
    for (int i = 0; i < m_book.briefs().size(); ++i) {
        QString name = m_book.briefs()[i].name;
        QAction* action = m_name->menu()->addAction(name.replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(i == m_book.currentIndex());
        connect(action, &QAction::triggered, this, [this, i] { m_book.choose(i); });
    }
    m_name->menu()->addSeparator();
    connect(m_name->menu()->addAction(themedIcon(IconId::Plus), tr("New brief")), &QAction::triggered, &m_book,
        &BriefBook::addNew);
}

void BriefPane::fillMenu()
{
    QMenu* menu = m_more->menu();
    menu->clear();
    connect(
        menu->addAction(themedIcon(IconId::Plus), tr("New brief")), &QAction::triggered, &m_book, &BriefBook::addNew);
    connect(
        menu->addAction(themedIcon(IconId::Pencil), tr("Rename…")), &QAction::triggered, this, &BriefPane::askForName);
    connect(menu->addAction(themedIcon(IconId::Copy), tr("Duplicate")), &QAction::triggered, &m_book,
        &BriefBook::duplicate);
    menu->addSeparator();
    QAction* remove = menu->addAction(themedIcon(IconId::Trash), tr("Delete the brief"));
    setDanger(remove);
    connect(remove, &QAction::triggered, this, &BriefPane::removeBrief);
}

void BriefPane::askForName()
{
    auto* card = new PopupCard(this);
    card->setObjectName(QStringLiteral("renameCard"));
    card->setAttribute(Qt::WA_DeleteOnClose);
    auto* name = new TextField(tr("Name of the brief"));
    name->setText(m_book.current().name);
    name->setMinimumWidth(scaled(240));
    name->edit()->selectAll();
    name->edit()->setObjectName(QStringLiteral("briefNameEdit"));
    auto* done = new Button(tr("Rename"));
    card->setLayout(column({name, row({Stretch{}, done})}, 12, margins(12)));
    const auto rename = [this, name, card] {
        m_book.rename(name->text());
        card->close();
    };
    connect(name->edit(), &QLineEdit::returnPressed, this, rename);
    connect(done, &QAbstractButton::clicked, this, rename);
    card->openBelow(m_name);
    name->edit()->setFocus();
}

void BriefPane::removeBrief()
{
    const Brief gone = m_book.current();
    const int index = m_book.currentIndex();
    m_book.remove();
    Q_EMIT said(tr("“%1” deleted").arg(gone.name), [this, gone, index] { m_book.restore(gone, index); });
}

void BriefPane::showBrief()
{
    m_name->setText(m_book.current().name);
    if (m_text->toPlainText() != m_book.current().text) {
        const QSignalBlocker blocker(m_text);
        m_text->setPlainText(m_book.current().text);
        m_text->updateGeometry();
    }
    refresh();
}

void BriefPane::refresh()
{
    refreshLists();
    refreshCount();
}

// Editors stay as long as their list does, so that the one being typed into keeps its cursor.
void BriefPane::refreshLists()
{
    const QList<BriefList> lists = shownLists(m_book.current());
    const QStringList used = placeholders(m_book.current().text);
    QList<ListEditor*> shown;
    for (const BriefList& list : lists) {
        const auto known = std::find_if(
            m_editors.begin(), m_editors.end(), [&](const ListEditor* editor) { return editor->name() == list.name; });
        ListEditor* editor = known != m_editors.end() ? *known : nullptr;
        if (!editor) {
            editor = new ListEditor(list.name);
            connect(editor, &ListEditor::tabStopsChanged, this, &BriefPane::orderTabStops);
            connect(editor, &ListEditor::valuesEdited, this,
                [this, name = list.name](const QStringList& values) { m_book.setValues(name, values); });
        }
        editor->setValues(list.values);
        editor->setUsed(used.contains(list.name, Qt::CaseInsensitive));
        shown.append(editor);
    }
    if (shown == m_editors)
        return;
    for (ListEditor* editor : std::as_const(m_editors)) {
        m_lists->removeWidget(editor);
        if (!shown.contains(editor)) {
            editor->hide();
            editor->deleteLater();
        }
    }
    m_editors = shown;
    for (ListEditor* editor : std::as_const(m_editors)) {
        m_lists->addWidget(editor);
        editor->show();
    }
    orderTabStops();
}

// What is made later would else come behind the buttons at the foot.
void BriefPane::orderTabStops()
{
    QWidget* before = m_text;
    for (const ListEditor* editor : std::as_const(m_editors)) {
        for (QWidget* stop : editor->tabStops()) {
            setTabOrder(before, stop);
            before = stop;
        }
    }
}

// Beside the fields: as with Enter, and the keyboard stays where it was.
void BriefPane::mousePressEvent(QMouseEvent*)
{
    for (ListEditor* editor : std::as_const(m_editors))
        editor->addTyped();
}

void BriefPane::refreshCount()
{
    const Result<BriefCount> count = countBrief(m_book.current());
    m_total = count ? count->total : 0;
    m_fault = count || m_book.current().text.isEmpty() ? QString() : count.error().what;
    m_countTitle->setText(counted(static_cast<int>(m_total), tr("1 image"), tr("%1 images")));
    m_countNote->setText(count ? factorText(*count) : QString());
    m_preview->setPrompts(count ? expandBrief(m_book.current(), promptsShown).valueOr({}) : QStringList(), m_total);
    m_add->setText(counted(static_cast<int>(m_total), tr("Add 1 row"), tr("Add %1 rows")));
    setRoom(m_room);
}

void BriefPane::setRoom(int rows)
{
    m_room = rows;
    m_add->setEnabled(m_total > 0 && m_total <= rows);
    m_replace->setEnabled(m_total > 0 && m_total <= rows);
    m_problem->setText(m_total > rows
            ? tr("That is more than the sheet has room for: %1 rows. Take values away, or split the brief.")
                  .arg(QLocale().toString(rows))
            : m_fault);
    m_problem->setVisible(!m_problem->text().isEmpty());
}

} // namespace batchroom
