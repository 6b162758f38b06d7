// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/issue_card.h"

#include "ui/compose/sheet_view.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/models/sheet_repairs.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QShortcut>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int cardWidth = 320;

} // namespace

IssueCard::IssueCard(SheetModel& model, SheetView& view)
    : QWidget(&view)
    , m_model(model)
    , m_view(view)
{
    setObjectName(QStringLiteral("issueCard"));
    setFixedWidth(scaled(cardWidth));
    hide();
    connect(&view, &SheetView::chosenChanged, this, &IssueCard::refresh);
    connect(&view, &SheetView::scrolled, this, &IssueCard::refresh);
    connect(&model, &SheetModel::billChanged, this, &IssueCard::refresh);
    auto* enter = new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Return), &view);
    enter->setContext(Qt::WidgetWithChildrenShortcut);
    connect(enter, &QShortcut::activated, this, [this] {
        if (auto* first = findChild<QAbstractButton*>())
            first->setFocus(Qt::ShortcutFocusReason);
    });
}

void IssueCard::refresh()
{
    const QModelIndex index = m_view.currentIndex();
    const QList<CellIssue> issues = m_model.issuesAt(index);
    const bool isSeen = index.isValid() && m_view.viewport()->rect().intersects(m_view.visualRect(index));
    const QItemSelection chosen = m_view.selectionModel()->selection();
    const bool isRange = chosen.size() > 1 || (!chosen.isEmpty() && chosen.constFirst().height() > 1);
    if (issues.isEmpty() || !isSeen || isRange) {
        hide();
        return;
    }
    const QString wanted =
        QStringLiteral("%1/%2/%3").arg(index.row()).arg(index.column()).arg(issues.constFirst().what);
    if (wanted != m_shown || !isVisible()) {
        m_shown = wanted;
        hide(); // parts that join a visible card have no size before the next turn of the loop
        rebuild(issues.constFirst(), index);
    }
    place(index);
    show();
    raise();
}

void IssueCard::rebuild(const CellIssue& issue, const QModelIndex& index)
{
    delete layout();
    // One of the buttons may be the one that asked.
    for (QWidget* child : findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        child->hide();
        child->setParent(nullptr);
        child->deleteLater();
    }
    m_isError = issue.severity == CellIssue::Severity::Error;
    const IssueWords words = issueWords(issue);
    auto* icon =
        new IconLabel(m_isError ? IconId::Attention : IconId::Warn, m_isError ? ColorRole::Bad : ColorRole::Warn);
    auto* title = new TextLabel(words.title, FontRole::BodyStrong);
    title->setWrapping(true);
    auto* more = new TextLabel(words.more, FontRole::Body, ColorRole::Muted);
    more->setWrapping(true);
    more->setVisible(!words.more.isEmpty());
    auto* buttons = new FlowLayout(nullptr, 8);
    const QList<Repair> repairs = repairsFor(m_model.sheet().rows[index.row()], index.row(), issue, m_model.catalog());
    for (const Repair& repair : repairs) {
        auto* button = new Button(repair.label);
        button->setSize(ButtonSize::Small);
        buttons->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, repair] {
            m_view.setFocus(Qt::OtherFocusReason);
            m_model.setCells(repair.edits, repair.label);
        });
    }
    auto* ways = boxed(buttons);
    ways->setVisible(!repairs.isEmpty());
    auto* text = boxed(column({title, more, Gap{4}, ways}, 2));
    setLayout(row({Aligned{icon, Qt::AlignTop}, Wide{text, 1}}, 8, QMargins(13, 13, 13, 13)));
    setAccessibleName(issue.what);
}

void IssueCard::place(const QModelIndex& index)
{
    const QRect cell = m_view.visualRect(index).translated(m_view.viewport()->pos());
    const QRect room = m_view.viewport()->geometry();
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
    int top = cell.bottom() + 8;
    if (top + height > room.bottom() && cell.top() - 8 - height >= 0)
        top = cell.top() - 8 - height;
    const int left = std::clamp(cell.left(), 8, std::max(8, room.right() - width() - 8));
    setGeometry(left, top, width(), height);
}

void IssueCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(painter, rect(), cardRadius, theme().raised, theme().controlEdge);
}

void IssueCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        m_view.setFocus(Qt::OtherFocusReason);
    else
        QWidget::keyPressEvent(event);
}

} // namespace batchroom
