// SPDX-License-Identifier: GPL-3.0-or-later
// The place and its pages. Queueing: compose_queueing.cpp; rows that come from elsewhere: compose_intake.cpp.
#include "ui/compose/compose_place.h"

#include "app/compose/samples.h"
#include "app/queue/job_queue.h"
#include "app/settings/preferences.h"
#include "ui/actions/action_catalog.h"
#include "ui/compose/bill_bar.h"
#include "ui/compose/brief_pane.h"
#include "ui/compose/cell_picker.h"
#include "ui/compose/first_start.h"
#include "ui/compose/import_problems.h"
#include "ui/compose/issue_card.h"
#include "ui/compose/queue_press.h"
#include "ui/compose/sheet_bar.h"
#include "ui/compose/sheet_editing.h"
#include "ui/compose/sheet_files.h"
#include "ui/compose/sheet_keeper.h"
#include "ui/compose/sheet_view.h"
#include "ui/kit/layout.h"
#include "ui/kit/toast.h"
#include "ui/models/brief_book.h"
#include "ui/models/sheet_model.h"

#include <QShortcut>
#include <QStackedWidget>

namespace batchroom {

namespace {

constexpr int briefWidth = 360;
constexpr int roomForBrief = 1000; // narrower places begin without it

} // namespace

ComposePlace::ComposePlace(const Catalog& catalog, JobQueue& queue, DocumentShelf& shelf, PreferencesStore& preferences,
    ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_actions(actions)
    , m_sheet(new SheetModel(catalog, this))
    , m_briefs(new BriefBook(this))
    , m_keeper(new SheetKeeper(shelf, *m_sheet, *m_briefs, this))
    , m_quotes(new QuoteWatch(*m_sheet, this))
    , m_press(new QueuePress(catalog, queue, this))
    , m_files(new SheetFiles(this))
    , m_view(new SheetView(*m_sheet))
    , m_editing(new SheetEditing(*m_sheet, *m_view, actions, this))
    , m_bill(new BillBar(actions))
    , m_bar(new SheetBar(*m_sheet, *m_view, actions))
    , m_problems(new ImportProblems)
    , m_brief(new BriefPane(*m_briefs, actions))
    , m_firstStart(new FirstStart(catalog, firstStartSheet()))
    , m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("composePlace"));
    setAcceptDrops(true);
    actions.attach(Place::Compose, this);
    m_sheetPage = makeSheetPane();
    m_pages->addWidget(new QWidget); // until it is known what to show
    m_pages->addWidget(m_sheetPage);
    m_pages->addWidget(m_firstStart);
    setLayout(column({m_pages}, 0));
    connectSheet();
    connectPress();
    connectFiles();
    connectBrief();
    connectFirstStart();
    applyPreferences(preferences.current());
    connect(&preferences, &PreferencesStore::changed, this,
        [this](const Preferences&, const Preferences& after) { applyPreferences(after); });
    QTimer::singleShot(0, this, &ComposePlace::begin);
}

ComposePlace::~ComposePlace()
{
    m_view->commitEditor(); // what is being typed is kept too
    // The keeper reads sheet and briefs for the last time; both die with this object's other children.
    delete std::exchange(m_keeper, nullptr);
    // The stack of steps tells that it is emptied when it dies, which is after the last line of this.
    m_sheet->undoStack().disconnect(this);
}

QWidget* ComposePlace::makeSheetPane()
{
    auto* left = boxed(column({m_bar, m_problems, Wide{m_view, 1}, m_bill}, 0));
    auto* split = new SplitPane(Qt::Horizontal);
    split->addPane(left, 1, 900);
    split->addPane(m_brief, 0, scaled(briefWidth));
    m_brief->setMinimumWidth(scaled(280));
    left->setMinimumWidth(scaled(480));
    new IssueCard(*m_sheet, *m_view);
    return split;
}

void ComposePlace::connectSheet()
{
    connect(m_sheet, &SheetModel::billChanged, this, &ComposePlace::refreshBill);
    connect(m_view, &SheetView::pickerRequested, this, [this](const QModelIndex& index, const QString& typed) {
        auto* picker = new CellPicker(*m_sheet, index, typed, m_view);
        connect(picker, &CellPicker::picked, this,
            [this, at = QPersistentModelIndex(index)](const QString& cell) { m_editing->fill(at, cell); });
        connect(picker, &PopupCard::closed, this, [this] { m_view->setFocus(Qt::PopupFocusReason); });
        picker->openBelow(m_view->globalCell(index));
    });
    // Tab belongs to the cells.
    auto* otherPane = new QShortcut(QKeySequence(Qt::Key_F6), this);
    otherPane->setContext(Qt::WidgetWithChildrenShortcut);
    connect(otherPane, &QShortcut::activated, this, [this] {
        const bool isInSheet = m_view->hasFocus() || m_view->isAncestorOf(focusWidget());
        (isInSheet && m_brief->isVisible() ? static_cast<QWidget*>(m_brief) : m_view)->setFocus(Qt::TabFocusReason);
    });
    connect(m_editing, &SheetEditing::said, this, &ComposePlace::say);
    connect(m_bill, &BillBar::queueRequested, this, [this] { queueSheet(0); });
    connect(m_bill, &BillBar::queueLaterRequested, this, &ComposePlace::askForStart);
    const auto goToNext = [this](CellIssue::Severity severity) {
        return [this, severity] { m_view->goTo(m_sheet->nextIssue(severity, m_view->currentIndex())); };
    };
    connect(m_bill, &BillBar::nextWarningRequested, this, goToNext(CellIssue::Severity::Warning));
    connect(m_bill, &BillBar::nextErrorRequested, this, goToNext(CellIssue::Severity::Error));
    connect(m_bar, &SheetBar::clearSheetRequested, this, [this] {
        m_sheet->replaceRows({}, tr("clear the sheet"));
        m_batchName.clear();
        say(tr("The sheet is empty"), true);
    });
    QUndoStack& steps = m_sheet->undoStack();
    connect(&steps, &QUndoStack::indexChanged, this, &ComposePlace::refreshUndo);
    connect(m_actions[ActionId::Undo], &QAction::triggered, this, [this] {
        if (isVisible())
            m_sheet->undoStack().undo();
    });
    connect(m_actions[ActionId::Redo], &QAction::triggered, this, [this] {
        if (isVisible())
            m_sheet->undoStack().redo();
    });
    connect(m_keeper, &SheetKeeper::failed, this, &ComposePlace::complain);
    connect(m_keeper, &SheetKeeper::loaded, this, [this] {
        m_view->refreshColumns();
        addRecipes(std::exchange(m_waiting, {}));
        showRightPage();
    });
    connect(&m_queue, &JobQueue::spendChanged, this, &ComposePlace::noteSpend);
    connect(&m_queue, &JobQueue::batchAdded, this, [this] { m_hasJobs = true; });
}

void ComposePlace::connectFirstStart()
{
    connect(m_firstStart, &FirstStart::queueRequested, this, &ComposePlace::queueSamples);
    connect(m_firstStart, &FirstStart::openSheetRequested, this, [this] { openSheet(firstStartSheet().rows); });
    connect(m_firstStart, &FirstStart::emptySheetRequested, this, [this] { openSheet({SheetRow()}); });
    connect(m_firstStart, &FirstStart::importRequested, m_files, &SheetFiles::askForImport);
    connect(m_firstStart, &FirstStart::addKeyRequested, this, &ComposePlace::openSettingsRequested);
}

void ComposePlace::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    m_keeper->load();
    m_queue.snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        m_hasJobs = m_hasJobs.value_or(false) || !snapshot || !snapshot->batches.isEmpty();
        if (snapshot)
            takeSnapshot(*snapshot);
        showRightPage();
    });
}

void ComposePlace::takeSnapshot(const QueueSnapshot& snapshot)
{
    for (const SpendSummary& spend : snapshot.spend)
        noteSpend(spend);
}

void ComposePlace::showRightPage()
{
    if (!m_keeper->isLoaded())
        return;
    const bool isFresh = m_sheet->isEmpty() && !m_isSheetWanted;
    if (isFresh && !m_hasJobs)
        return; // not known yet
    QWidget* page = isFresh && !*m_hasJobs ? static_cast<QWidget*>(m_firstStart) : m_sheetPage;
    if (m_pages->currentWidget() == page)
        return;
    m_pages->setCurrentWidget(page);
    refreshUndo();
    if (isVisible() && (hasFocus() || isAncestorOf(focusWidget())))
        setFocus(Qt::OtherFocusReason);
}

void ComposePlace::openSheet(const QList<SheetRow>& rows)
{
    m_isSheetWanted = true;
    if (m_sheet->isEmpty())
        m_sheet->replaceRows(rows, tr("sample rows"));
    m_view->refreshColumns();
    showRightPage();
    if (m_sheet->rowCount() > 0 && !m_view->currentIndex().isValid())
        m_view->goTo(m_sheet->index(0, 0));
}

void ComposePlace::refreshUndo()
{
    if (!isVisible())
        return;
    Possibilities possible = m_actions.possible(Place::Everywhere);
    const bool isSheet = m_pages->currentWidget() == m_sheetPage;
    possible.setFlag(Possible::UndoStep, isSheet && m_sheet->undoStack().canUndo());
    possible.setFlag(Possible::RedoStep, isSheet && m_sheet->undoStack().canRedo());
    m_actions.setPossible(Place::Everywhere, possible);
}

void ComposePlace::applyPreferences(const Preferences& preferences)
{
    const QString& account = preferences.accounts.active;
    m_quotes->setAccount(account);
    m_sheet->setBilling(billingOf(account));
    m_firstStart->setBilling(billingOf(account));
    refreshBill();
}

void ComposePlace::setQuoteSource(QuoteWatch::Source source)
{
    m_quotes->setSource(std::move(source));
}

void ComposePlace::setCampaign(const QString& name)
{
    m_campaign = name;
}

void ComposePlace::say(const QString& text, bool canUndo)
{
    if (!m_toast)
        m_toast = window()->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    if (!m_toast)
        m_toast = new Toast(window());
    if (text.isEmpty())
        return;
    if (canUndo)
        m_toast->show(text, tr("Undo"), [this] { m_sheet->undoStack().undo(); });
    else
        m_toast->show(text);
}

void ComposePlace::complain(const Error& error)
{
    m_isQueuingSamples = false;
    say({}, false);
    m_toast->show(error.what, IconId::Attention, ColorRole::Bad);
}

void ComposePlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refreshUndo();
}

void ComposePlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_view->commitEditor();
}

void ComposePlace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isShown = m_isBriefWanted.value_or(width() >= scaled(roomForBrief));
    m_brief->setVisible(isShown);
    m_bar->setBriefShown(isShown);
}

// Beside the cells: what is being typed is meant.
void ComposePlace::mousePressEvent(QMouseEvent* event)
{
    m_view->commitEditor();
    QWidget::mousePressEvent(event);
}

void ComposePlace::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (m_pages->currentWidget() == m_sheetPage)
        m_view->setFocus(event->reason());
    else if (m_pages->currentWidget() == m_firstStart)
        m_firstStart->focusPrimary();
}

} // namespace batchroom
