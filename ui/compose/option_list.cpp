// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/option_list.h"

#include "app/core/generation.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/palette_swatch.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace batchroom {

namespace {

enum OptionRole { CellRole = Qt::UserRole + 1, NoteRole, PriceRole, PictureKindRole, PictureRole, ChosenRole };

constexpr int rowsShown = 9;
constexpr int frameColumns = 4;

QSize frameCell()
{
    return {scaled(95), scaled(100)};
}
QSize numberCell()
{
    return {scaled(60), scaled(52)};
}

class OptionDelegate : public QStyledItemDelegate {
public:
    OptionDelegate(OptionList::Look look, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_look(look)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        if (m_look == OptionList::Look::Rows)
            return {240, scaled(44)};
        return m_look == OptionList::Look::Frames ? frameCell() : numberCell();
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        const QRect box = m_look == OptionList::Look::Rows ? option.rect : option.rect.adjusted(2, 2, -2, -2);
        if (isCurrent || isHovered)
            paintPanel(*painter, box, 6, isCurrent ? theme().selection : theme().hover,
                isCurrent && m_look != OptionList::Look::Rows ? theme().accent : QColor());
        if (m_look == OptionList::Look::Rows)
            paintRow(*painter, box, index);
        else
            paintTile(*painter, box, index, isCurrent);
    }

private:
    static void paintPicture(QPainter& painter, const QRect& box, const QModelIndex& index, int side, bool isCurrent)
    {
        QRect place(0, 0, side, side);
        place.moveCenter(box.center());
        const QString id = index.data(PictureRole).toString();
        switch (static_cast<PickOption::Picture>(index.data(PictureKindRole).toInt())) {
        case PickOption::Picture::Swatch: paintStyleSwatch(painter, place, id); break;
        case PickOption::Picture::Frame:
            paintAspectFrame(painter, place, id, side, isCurrent ? theme().accent : theme().muted);
            break;
        case PickOption::Picture::Palette: paintPaletteSwatch(painter, place, Palette{id, {}}); break;
        case PickOption::Picture::None: break;
        }
    }
    static void paintRow(QPainter& painter, const QRect& box, const QModelIndex& index)
    {
        QRect area = box.adjusted(12, 0, -12, 0);
        const auto kind = static_cast<PickOption::Picture>(index.data(PictureKindRole).toInt());
        if (kind != PickOption::Picture::None) {
            paintPicture(painter, QRect(area.left(), area.top(), 24, area.height()), index, 24, false);
            area.setLeft(area.left() + 36);
        }
        if (index.data(ChosenRole).toBool())
            paintIcon(painter, IconId::Check, QRect(area.right() - 15, area.top(), 16, area.height()), theme().accent);
        area.setRight(area.right() - 24);
        const QString price = index.data(PriceRole).toString();
        if (!price.isEmpty()) {
            paintText(painter, area, price, FontRole::Small, theme().muted, Qt::AlignRight | Qt::AlignVCenter);
            area.setRight(area.right() - 12 - QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(price));
        }
        const QString note = index.data(NoteRole).toString();
        const QString title = index.data(Qt::DisplayRole).toString();
        if (note.isEmpty()) {
            paintText(painter, area, title, FontRole::BodyMedium, theme().text);
            return;
        }
        const QRect upper(area.left(), area.top() + 4, area.width(), area.height() / 2 - 3);
        paintText(painter, upper, title, FontRole::BodyMedium, theme().text);
        paintText(painter, upper.translated(0, upper.height() - 1), note, FontRole::Small, theme().muted);
    }
    void paintTile(QPainter& painter, const QRect& box, const QModelIndex& index, bool isCurrent) const
    {
        const int line = QFontMetrics(fontOf(FontRole::BodyMedium)).height();
        const QString title = index.data(Qt::DisplayRole).toString();
        const QString note = index.data(NoteRole).toString();
        QRect words(box.left(), box.bottom() - 2 * line - 4, box.width(), line);
        if (m_look == OptionList::Look::Frames)
            paintPicture(painter, QRect(box.left(), box.top() + 6, box.width(), words.top() - box.top() - 8), index, 40,
                isCurrent);
        else
            words.moveTop(box.top() + (box.height() - 2 * line) / 2);
        paintText(painter, words, title, FontRole::BodyMedium, theme().text, Qt::AlignCenter);
        paintText(painter, words.translated(0, line), note, FontRole::Small, theme().muted, Qt::AlignCenter);
    }
    OptionList::Look m_look;
};

} // namespace

OptionList::OptionList(const QList<PickOption>& options, Look look, QWidget* parent)
    : QListView(parent)
    , m_look(look)
    , m_options(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("optionList"));
    for (const PickOption& option : options) {
        auto* item = new QStandardItem(option.title);
        item->setData(option.cell, CellRole);
        item->setData(option.note, NoteRole);
        item->setData(option.price, PriceRole);
        item->setData(static_cast<int>(option.picture), PictureKindRole);
        item->setData(option.pictureId, PictureRole);
        item->setData(
            QStringList{option.title, option.note, option.price}.join(u' ').simplified(), Qt::AccessibleTextRole);
        m_options->appendRow(item);
    }
    setModel(m_options);
    setItemDelegate(new OptionDelegate(look, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    if (look != Look::Rows) {
        setFlow(LeftToRight);
        setWrapping(true);
        setResizeMode(Adjust);
    }
    setFixedSize(sizeHint());
    connect(this, &QListView::clicked, this,
        [this](const QModelIndex& index) { Q_EMIT picked(index.data(CellRole).toString()); });
}

void OptionList::choose(const QString& cell)
{
    for (int row = 0; row < m_options->rowCount(); ++row) {
        const bool isChosen = m_options->item(row)->data(CellRole).toString() == cell;
        m_options->item(row)->setData(isChosen, ChosenRole);
        if (isChosen)
            setCurrentIndex(m_options->index(row, 0));
    }
    if (!currentIndex().isValid())
        setCurrentIndex(m_options->index(0, 0));
}

void OptionList::typeAhead(const QString& text)
{
    if (!text.trimmed().isEmpty())
        keyboardSearch(text);
}

QSize OptionList::sizeHint() const
{
    const int count = m_options->rowCount();
    if (m_look == Look::Rows)
        return {scaled(304), scaled(44) * std::clamp(count, 1, rowsShown)};
    const QSize cell = m_look == Look::Frames ? frameCell() : numberCell();
    const int lines = (count + frameColumns - 1) / frameColumns;
    const int shown = std::clamp(lines, 1, 5);
    return {cell.width() * frameColumns + 18, cell.height() * shown + 1};
}

void OptionList::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid())
        Q_EMIT picked(currentIndex().data(CellRole).toString());
    else if (event->key() == Qt::Key_Escape || isEnter)
        event->ignore();
    else
        QListView::keyPressEvent(event);
}

} // namespace batchroom
