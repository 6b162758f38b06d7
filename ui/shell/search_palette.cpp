// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/search_palette.h"

#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/shell/palette_delegate.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QListView>

namespace batchroom {

namespace {

constexpr int shadowRoom = 16;
constexpr int listWidth = 560;
constexpr int mostHeight = 440;
constexpr int gapAbove = 5; // below the field, with the upper end of the shadow
constexpr int padding = 5;  // edge 1 and padding 4

// A press outside closes the list and does what it would do anyway.
class PressElsewhere : public QObject {
public:
    PressElsewhere(QWidget& card, const QWidget& field)
        : QObject(&card)
        , m_card(card)
        , m_field(field)
    {
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::MouseButtonPress)
            return false;
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && widget != &m_field && widget != &m_card && !m_card.isAncestorOf(widget))
            m_card.hide();
        return false;
    }

private:
    QWidget& m_card;
    const QWidget& m_field;
};

} // namespace

SearchPalette::SearchPalette(SearchField& field, QWidget* window)
    : QWidget(window)
    , m_field(field)
    , m_list(new PaletteList(this))
    , m_view(new QListView)
    , m_pressElsewhere(new PressElsewhere(*this, field))
{
    setObjectName(QStringLiteral("searchPalette"));
    setAccessibleName(tr("Actions, places and campaigns"));
    m_view->setObjectName(QStringLiteral("paletteView"));
    m_view->setAccessibleName(accessibleName());
    m_view->setModel(m_list);
    m_view->setItemDelegate(new PaletteDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setMouseTracking(true);
    m_view->viewport()->setAutoFillBackground(false);
    m_hints = boxed(
        row({new KeyHint(QStringLiteral("↑ ↓"), tr("choose")), Gap{8}, new KeyHint(tr("Enter"), tr("take")), Gap{8},
                new KeyHint(tr("Esc"), tr("close")), Stretch{}, new KeyHint(QStringLiteral(">"), tr("only actions"))},
            0, margins(12, 0)));
    m_hints->setFixedHeight(scaled(36));
    setLayout(column({Wide{m_view}, m_hints}, 0,
        QMargins(shadowRoom + padding, gapAbove + padding, shadowRoom + padding, shadowRoom + padding)));
    hide();
    m_field.installEventFilter(this);
    window->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        if (now == &m_field && before)
            m_focusBefore = before;
    });
    connect(&m_field, &QLineEdit::textEdited, this, &SearchPalette::follow);
    connect(m_view, &QListView::clicked, this, &SearchPalette::take);
}

void SearchPalette::open()
{
    m_field.setFocus(Qt::ShortcutFocusReason);
    m_field.selectAll();
    showList();
    // What is searched for already is selected, to be typed over: until then everything is on offer.
    m_list->setTyped({});
    moveTo(m_list->firstChoice());
    place();
}

void SearchPalette::openForActions()
{
    m_field.setFocus(Qt::ShortcutFocusReason);
    m_field.setText(QStringLiteral(">"));
    follow(m_field.text());
}

void SearchPalette::follow(const QString& typed)
{
    showList();
    m_list->setTyped(typed);
    moveTo(m_list->firstChoice());
    place();
}

void SearchPalette::showList()
{
    if (isOpen() || !m_source)
        return;
    const Offer offer = m_source();
    m_list->setEntries(offer.entries, offer.recentIds);
    show();
    raise();
}

void SearchPalette::place()
{
    const QWidget* window = parentWidget();
    const QRect field(m_field.mapTo(window, QPoint(0, 0)), m_field.size());
    const int width = std::min(std::max(field.width(), scaled(listWidth)), window->width() - 32);
    const int left = std::clamp(field.center().x() - width / 2, 16, window->width() - 16 - width);
    const int top = field.bottom() + 1;
    int rows = 0;
    for (int row = 0; row < m_list->rowCount(); ++row)
        rows += m_view->itemDelegate()->sizeHint({}, m_list->index(row)).height();
    const int room = std::min(scaled(mostHeight), window->height() - top - gapAbove - scaled(48));
    const int height = std::min(rows + m_hints->height() + 2 * padding, room);
    setGeometry(left - shadowRoom, top, width + 2 * shadowRoom, gapAbove + height + shadowRoom);
}

void SearchPalette::moveTo(int row)
{
    const QModelIndex index = row < 0 ? QModelIndex() : m_list->index(row);
    m_view->setCurrentIndex(index);
    if (!index.isValid()) {
        m_view->scrollToTop();
        return;
    }
    // The head above the first entry of a group belongs to it.
    if (row > 0 && m_list->index(row - 1).data(PaletteList::IsHeadRole).toBool())
        m_view->scrollTo(m_list->index(row - 1));
    m_view->scrollTo(index);
    QAccessibleEvent focused(m_view, QAccessible::Focus);
    focused.setChild(row);
    QAccessible::updateAccessibility(&focused);
}

bool SearchPalette::takeKey(int key)
{
    const int current = m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
    switch (key) {
    case Qt::Key_Down: moveTo(m_list->nextChoice(current, 1)); return true;
    case Qt::Key_Up: moveTo(m_list->nextChoice(current, -1)); return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp: {
        int row = current;
        for (int i = 0; i < 8; ++i)
            row = m_list->nextChoice(row, key == Qt::Key_PageDown ? 1 : -1);
        moveTo(row);
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current < 0)
            return false; // the field's own Enter searches the pictures
        take(m_view->currentIndex());
        return true;
    case Qt::Key_Escape: giveBack(); return true;
    default: return false;
    }
}

void SearchPalette::take(const QModelIndex& index)
{
    if (!index.flags().testFlag(Qt::ItemIsEnabled))
        return;
    const auto group = static_cast<PaletteGroup>(index.data(PaletteList::GroupRole).toInt());
    if (group == PaletteGroup::Pictures) {
        const QString text = m_field.text().trimmed();
        hide();
        Q_EMIT picturesRequested(text);
        return;
    }
    const QString id = index.data(PaletteList::IdRole).toString();
    giveBack();
    Q_EMIT chosen(id);
}

// The field and the keyboard as they were before.
void SearchPalette::giveBack()
{
    hide();
    m_field.setText(m_textBefore);
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    else
        m_field.clearFocus();
}

bool SearchPalette::filterField(QEvent* event)
{
    switch (event->type()) {
    case QEvent::FocusIn: m_textBefore = m_field.text(); break;
    case QEvent::FocusOut: {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            hide();
        break;
    }
    case QEvent::MouseButtonRelease:
        if (m_field.text().isEmpty())
            open();
        break;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (isOpen())
            return takeKey(key);
        if (key == Qt::Key_Down) {
            open();
            return true;
        }
        break;
    }
    default: break;
    }
    return false;
}

bool SearchPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_field)
        return filterField(event);
    if (watched == parentWidget() && event->type() == QEvent::Resize && isOpen())
        place();
    return false;
}

void SearchPalette::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    qApp->installEventFilter(m_pressElsewhere);
}

void SearchPalette::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    qApp->removeEventFilter(m_pressElsewhere);
}

void SearchPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect card = rect().adjusted(shadowRoom, gapAbove, -shadowRoom, -shadowRoom);
    paintShadow(painter, card, cardRadius);
    paintPanel(painter, card, cardRadius, theme().raised, theme().controlEdge);
    paintHorizontalLine(painter, card.left() + 1, card.right(), m_hints->y(), theme().line);
}

} // namespace batchroom
