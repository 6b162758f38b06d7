// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_delegate.h"

#include "app/compose/cell_values.h"
#include "ui/compose/prompt_editor.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/palette_swatch.h"
#include "ui/kit/telling_text.h"
#include "ui/models/sheet_model.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QLineEdit>

#include <utility>

namespace batchroom {

namespace {

constexpr int padding = 8;
constexpr int pictureSide = 20;
constexpr qsizetype longestShown = 2000;

bool isLongText(const SheetField& field)
{
    return field.is(SheetColumn::Prompt) || field.is(SheetColumn::NegativePrompt);
}

bool isCurrent(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    return view && view->currentIndex() == index;
}

QString lineOf(const QModelIndex& index)
{
    QString text = index.data(Qt::DisplayRole).toString().left(longestShown);
    return text.replace(u'\n', QStringLiteral(" ⏎ "));
}

// Rows of a brief differ in a few words, which a cut at any fixed place would take away.
QString shownPrompt(const QModelIndex& index, const QFontMetrics& metrics, int width)
{
    const auto textAt = [&index](int row) { return lineOf(index.siblingAtRow(row)); };
    const QStringList neighbours = neighboursOf(index.row(), index.model()->rowCount(), textAt);
    return elidedAmong(lineOf(index), neighbours, metrics, width);
}

} // namespace

bool hasPicker(const SheetModel& model, int column)
{
    const SheetField& field = model.field(column);
    if (field.kind != SheetField::Kind::Cell)
        return false;
    switch (field.column) {
    case SheetColumn::Model:
    case SheetColumn::Style:
    case SheetColumn::Aspect:
    case SheetColumn::Speed:
    case SheetColumn::Images:
    case SheetColumn::MagicPrompt:
    case SheetColumn::Palette:
    case SheetColumn::Seed: return true;
    default: return false;
    }
}

SheetDelegate::SheetDelegate(const SheetModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

void SheetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isTheCurrent = isCurrent(option, index);
    paintGround(*painter, option, index);
    QRect area = option.rect.adjusted(padding, 0, -padding - 1, -1);
    const int issue = index.data(SheetModel::IssueRole).toInt();
    if (issue > 0) {
        const QRect box(area.right() - 15, area.top(), 16, area.height());
        paintIcon(
            *painter, issue == 2 ? IconId::Attention : IconId::Warn, box, issue == 2 ? theme().bad : theme().warn);
        area.setRight(box.left() - 6);
    } else if (isTheCurrent && hasPicker(m_model, index.column())) {
        const QRect box(area.right() - 15, area.top(), 16, area.height());
        paintIcon(*painter, IconId::ChevronDown, box, theme().muted);
        area.setRight(box.left() - 4);
    }
    area.setLeft(paintPicture(*painter, area, index, isSelected));
    paintWords(*painter, area, index);
    if (isTheCurrent)
        paintCurrentCell(*painter, option.rect.adjusted(0, 0, -1, -1));
}

void SheetDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& t = theme();
    const int issue = index.data(SheetModel::IssueRole).toInt();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QColor& ground = issue == 2 ? t.softBad : issue == 1 ? t.softWarn : isSelected ? t.selection : t.window;
    painter.fillRect(option.rect, ground);
    paintHorizontalLine(painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(), t.line);
    if (m_model.field(index.column()).kind != SheetField::Kind::Price) // the last one ends at the edge of the pane
        paintVerticalLine(painter, option.rect.right(), option.rect.top(), option.rect.bottom(), t.sheetLine);
    if (issue > 0)
        paintPanel(painter, option.rect.adjusted(0, 0, -1, -1), 0, QColor(), issue == 2 ? t.bad : t.warn);
}

// Where the words begin.
int SheetDelegate::paintPicture(QPainter& painter, const QRect& area, const QModelIndex& index, bool isSelected) const
{
    const SheetField& field = m_model.field(index.column());
    const QRect box(area.left(), area.center().y() - pictureSide / 2 + 1, pictureSide, pictureSide);
    if (field.is(SheetColumn::Palette)) {
        const QString cell = index.data(Qt::EditRole).toString();
        if (cell.trimmed().isEmpty())
            return area.left();
        const Result<Palette> palette = paletteFromCell(cell, m_model.catalog().palettePresets());
        if (!palette)
            return area.left();
        paintPaletteSwatch(painter, box, *palette);
        return box.right() + padding;
    }
    const QString picture = index.data(SheetModel::PictureRole).toString();
    if (picture.isEmpty())
        return area.left();
    const bool isDefault = index.data(SheetModel::IsDefaultRole).toBool();
    if (field.is(SheetColumn::Style)) {
        painter.setOpacity(isDefault ? 0.6 : 1);
        paintStyleSwatch(painter, box, picture);
        painter.setOpacity(1);
    } else {
        const QColor& color = isSelected ? theme().accent : isDefault ? theme().muted : theme().text;
        paintAspectFrame(painter, box, picture, 18, color);
    }
    return box.right() + padding;
}

void SheetDelegate::paintWords(QPainter& painter, const QRect& area, const QModelIndex& index) const
{
    const SheetField& field = m_model.field(index.column());
    const bool isMuted = index.data(SheetModel::IsDefaultRole).toBool();
    const QColor& color = isMuted ? theme().muted : theme().text;
    const bool isModel = field.is(SheetColumn::Model);
    const FontRole face = isModel                 ? FontRole::BodyMedium
        : field.is(SheetColumn::Seed) && !isMuted ? FontRole::Mono
                                                  : FontRole::Body;
    const auto side = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    const QString text =
        isLongText(field) ? shownPrompt(index, QFontMetrics(fontOf(face)), area.width()) : lineOf(index);
    const int used = paintText(painter, area, text, face, color, side);
    const QString note = m_isCompact ? QString() : index.data(SheetModel::NoteRole).toString();
    const QRect rest = area.adjusted(used + padding, 0, 0, 0);
    if (!note.isEmpty() && rest.width() > 40)
        paintText(painter, rest, note, FontRole::Small, theme().muted);
}

QWidget* SheetDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const SheetField& field = m_model.field(index.column());
    QWidget* editor = nullptr;
    if (isLongText(field)) {
        auto* prompt = new PromptEditor(parent);
        connect(prompt, &PromptEditor::finished, this, [this, prompt] {
            auto* self = const_cast<SheetDelegate*>(this);
            Q_EMIT self->commitData(prompt);
            Q_EMIT self->closeEditor(prompt, QAbstractItemDelegate::SubmitModelCache);
        });
        editor = prompt;
    } else {
        editor = new QLineEdit(parent);
    }
    editor->setObjectName(QStringLiteral("cellEditor"));
    editor->setAccessibleName(fieldTitle(field));
    return editor;
}

void SheetDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    // Called again when the model changes elsewhere: what is being typed stays.
    if (editor->property("isFilled").toBool())
        return;
    editor->setProperty("isFilled", true);
    auto* self = const_cast<SheetDelegate*>(this);
    const QString typed = std::exchange(self->m_typed, QString());
    const QString cell = index.data(Qt::EditRole).toString();
    if (auto* prompt = qobject_cast<PromptEditor*>(editor)) {
        prompt->begin(typed.isEmpty() ? cell : typed);
    } else if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setText(typed.isEmpty() ? cell : typed);
        if (typed.isEmpty())
            line->selectAll();
        else
            line->end(false);
    }
}

void SheetDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* prompt = qobject_cast<PromptEditor*>(editor))
        model->setData(index, prompt->toPlainText());
    else if (auto* line = qobject_cast<QLineEdit*>(editor))
        model->setData(index, line->text());
}

void SheetDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    if (auto* prompt = qobject_cast<PromptEditor*>(editor))
        prompt->setCell(option.rect);
    else
        editor->setGeometry(option.rect.adjusted(0, 0, -1, -1));
}

} // namespace batchroom
