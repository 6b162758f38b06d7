// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns of the sheet are shown, and how wide.
#include "ui/compose/sheet_delegate.h"
#include "ui/compose/sheet_view.h"
#include "ui/kit/theme.h"
#include "ui/models/sheet_model.h"

#include <algorithm>

namespace batchroom {

namespace {

constexpr int leastPrompt = 160;
constexpr int scrolledPrompt = 240; // where not everything is in view anyway
constexpr int roomyPrompt = 300;    // below it the other columns give way

// From compact to tight, without the model's note, as far as the prompt needs the room; to the least only where that
// keeps every column in view.
struct ColumnWidth {
    int roomy;
    int compact;
    int tight;
    int least;
};

ColumnWidth widthOf(const SheetField& field)
{
    if (field.kind == SheetField::Kind::Price)
        return {72, 68, 60, 60};
    if (field.kind == SheetField::Kind::Extra)
        return {128, 104, 80, 64};
    switch (field.column) {
    case SheetColumn::Model: return {152, 84, 60, 56};
    case SheetColumn::Style: return {128, 120, 112, 102};
    case SheetColumn::Aspect: return {124, 100, 84, 80};
    case SheetColumn::Speed: return {100, 88, 76, 72};
    case SheetColumn::Images: return {72, 68, 60, 58};
    case SheetColumn::NegativePrompt: return {200, 160, 112, 88};
    case SheetColumn::Palette: return {152, 128, 96, 72};
    case SheetColumn::MagicPrompt: return {108, 100, 72, 68};
    default: return {128, 112, 80, 64};
    }
}

// How far from `low` to `high` the room goes, 0 to 1.
double share(int room, int low, int high)
{
    return std::clamp(double(room - scaled(low)) / std::max(1, scaled(high - low)), 0.0, 1.0);
}

int between(double share, int low, int high)
{
    return scaled(static_cast<int>(low + (high - low) * share));
}

} // namespace

QList<int> SheetView::shownColumns() const
{
    QList<int> columns;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (!isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

bool SheetView::isOptional(int column) const
{
    const SheetField& field = m_model.field(column);
    if (field.kind == SheetField::Kind::Extra)
        return true;
    static const QSet<SheetColumn> always{SheetColumn::Prompt, SheetColumn::Model, SheetColumn::Style,
        SheetColumn::Aspect, SheetColumn::Speed, SheetColumn::Images};
    return field.kind == SheetField::Kind::Cell && !always.contains(field.column);
}

bool SheetView::isColumnShown(int column) const
{
    return !isOptional(column) || m_wanted.contains(fieldTitle(m_model.field(column))) || m_model.isUsed(column);
}

bool SheetView::canHide(int column) const
{
    return isOptional(column) && !m_model.isUsed(column);
}

void SheetView::setColumnWanted(int column, bool isWanted)
{
    const QString title = fieldTitle(m_model.field(column));
    if (isWanted)
        m_wanted.insert(title);
    else
        m_wanted.remove(title);
    refreshColumns();
}

void SheetView::refreshColumns()
{
    for (int column = 0; column < m_model.columnCount(); ++column)
        setColumnHidden(column, !isColumnShown(column));
    layoutColumns();
}

void SheetView::layoutColumns()
{
    if (m_isLayingOut)
        return;
    m_isLayingOut = true;
    QList<int> others = shownColumns();
    others.removeOne(m_model.columnOf(SheetColumn::Prompt));
    ColumnWidth all{};
    for (const int column : others) {
        const ColumnWidth width = widthOf(m_model.field(column));
        all.roomy += width.roomy;
        all.compact += width.compact;
        all.tight += width.tight;
        all.least += width.least;
    }
    const int room = viewport()->width();
    const int left = room - scaled(roomyPrompt); // for the others
    const bool isCompact = left < scaled(all.roomy);
    m_delegate->setCompact(isCompact);
    const double ease = share(left, all.tight, all.compact);
    const int most = room - scaled(leastPrompt);
    const bool isWider = most < scaled(all.least);
    const bool isCramped = most < scaled(all.tight) && !isWider;
    const double squeeze = share(most, all.least, all.tight);
    int taken = 0;
    for (const int column : others) {
        const ColumnWidth width = widthOf(m_model.field(column));
        setColumnWidth(column,
            isCramped       ? between(squeeze, width.least, width.tight)
                : isCompact ? between(ease, width.tight, width.compact)
                            : scaled(width.roomy));
        taken += columnWidth(column);
    }
    setColumnWidth(
        m_model.columnOf(SheetColumn::Prompt), std::max(scaled(isWider ? scrolledPrompt : leastPrompt), room - taken));
    m_isLayingOut = false;
}

} // namespace batchroom
