// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_model.h"

#include "ui/models/sheet_cell_look.h"
#include "ui/models/sheet_commands.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int undoSteps = 200;
constexpr qint64 planningNanoseconds = 3'000'000; // a portion between two events

const std::initializer_list<SheetColumn> shownColumns{SheetColumn::Prompt, SheetColumn::Model, SheetColumn::Style,
    SheetColumn::Aspect, SheetColumn::Resolution, SheetColumn::Speed, SheetColumn::MagicPrompt,
    SheetColumn::NegativePrompt, SheetColumn::Seed, SheetColumn::Palette, SheetColumn::Campaign, SheetColumn::Name};

bool isRightAligned(const SheetField& field)
{
    return field.kind == SheetField::Kind::Price || field.is(SheetColumn::Images);
}

} // namespace

SheetModel::SheetModel(const Catalog& catalog, QObject* parent)
    : QAbstractTableModel(parent)
    , m_catalog(catalog)
{
    for (const SheetColumn column : shownColumns)
        m_fields.push_back(fieldOf(column));
    m_fields.push_back(fieldOf(SheetColumn::Images));
    m_fields.push_back({SheetField::Kind::Price, SheetColumn::Prompt, {}});
    m_undoStack.setUndoLimit(undoSteps);
    m_planTimer.setSingleShot(true);
    m_planTimer.setInterval(0);
    connect(&m_planTimer, &QTimer::timeout, this, &SheetModel::planSome);
}

SheetModel::~SheetModel() = default;

int SheetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sheet.rows.size());
}

int SheetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size());
}

int SheetModel::columnOf(const SheetField& field) const
{
    const auto found = std::find(m_fields.begin(), m_fields.end(), field);
    return found == m_fields.end() ? -1 : static_cast<int>(found - m_fields.begin());
}

bool SheetModel::isUsed(int column) const
{
    const SheetField& asked = field(column);
    return asked.kind == SheetField::Kind::Price
        || std::any_of(m_sheet.rows.begin(), m_sheet.rows.end(),
            [&](const SheetRow& row) { return !cellText(row, asked).isEmpty(); });
}

bool SheetModel::isEmpty() const
{
    return std::all_of(m_sheet.rows.begin(), m_sheet.rows.end(), [](const SheetRow& row) { return row.isEmpty(); });
}

const RowShare& SheetModel::share(int row) const
{
    if (!m_shares[static_cast<size_t>(row)].isPlanned)
        planRowNow(row);
    return m_shares[static_cast<size_t>(row)];
}

const Model& SheetModel::modelOf(int row) const
{
    const Model* model = share(row).model;
    return model ? *model : m_catalog.defaultModel();
}

QList<CellIssue> SheetModel::issuesAt(const QModelIndex& index) const
{
    QList<CellIssue> issues;
    if (!index.isValid() || field(index.column()).kind != SheetField::Kind::Cell)
        return issues;
    for (const CellIssue& issue : share(index.row()).issues) {
        if (issue.column != field(index.column()).column)
            continue;
        if (issue.severity == CellIssue::Severity::Error)
            issues.prepend(issue);
        else
            issues.append(issue);
    }
    return issues;
}

QModelIndex SheetModel::nextIssue(CellIssue::Severity severity, const QModelIndex& from) const
{
    const int rows = rowCount();
    for (int step = 0; step <= rows && rows > 0; ++step) {
        const int row = ((from.isValid() ? from.row() : 0) + step) % rows;
        for (int column = 0; column < columnCount(); ++column) {
            const bool isPassed = from.isValid() && step == 0 && column <= from.column();
            const QList<CellIssue> issues = isPassed ? QList<CellIssue>() : issuesAt(index(row, column));
            if (std::any_of(
                    issues.begin(), issues.end(), [&](const CellIssue& issue) { return issue.severity == severity; }))
                return index(row, column);
        }
    }
    return {};
}

QVariant SheetModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SheetField& shown = field(index.column());
    const SheetRow& row = m_sheet.rows[index.row()];
    if (role == Qt::EditRole)
        return cellText(row, shown);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((isRightAligned(shown) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    const RowShare& meaning = share(index.row());
    if (role == Qt::ToolTipRole)
        return tooltip(index);
    if (role == IssueRole || role == IssueTextRole || role == Qt::AccessibleDescriptionRole) {
        const QList<CellIssue> issues = issuesAt(index);
        if (role != IssueRole)
            return issues.isEmpty() ? QString() : issues.constFirst().what;
        return issues.isEmpty() ? 0 : issues.constFirst().severity == CellIssue::Severity::Error ? 2 : 1;
    }
    if (shown.kind == SheetField::Kind::Price) {
        const Money price = BillCounter::priceEach(meaning, m_quotes) * meaning.images;
        if (role == IsDefaultRole)
            return true;
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return {};
        return meaning.images == 0 ? QString() : m_billing == Billing::Free ? tr("free") : price.toText();
    }
    const CellLook look = cellLook(row, shown, meaning.model, m_catalog);
    switch (role) {
    case Qt::DisplayRole: return look.text;
    case Qt::AccessibleTextRole: return tr("%1: %2").arg(fieldTitle(shown), look.text);
    case NoteRole: return look.note;
    case PictureRole: return look.picture;
    case IsDefaultRole: return look.isDefault;
    default: return {};
    }
}

// What is wrong, or the whole of a text that is too long for its cell.
QString SheetModel::tooltip(const QModelIndex& index) const
{
    QString text = index.data(IssueTextRole).toString();
    if (text.isEmpty() && index.data(Qt::DisplayRole).toString().size() > 40)
        text = index.data(Qt::DisplayRole).toString().left(2000);
    return text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

QVariant SheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return fieldTitle(field(section));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((isRightAligned(field(section)) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    return {};
}

Qt::ItemFlags SheetModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && field(index.column()).kind != SheetField::Kind::Price)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool SheetModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    setCells({{index.row(), field(index.column()), value.toString()}},
        tr("change of %1").arg(fieldTitle(field(index.column()))));
    return true;
}

void SheetModel::setCells(const QList<CellEdit>& edits, const QString& what)
{
    QList<CellEdit> real;
    for (const CellEdit& edit : edits) {
        const bool exists = edit.row >= 0 && edit.row < rowCount() && edit.field.kind != SheetField::Kind::Price;
        if (exists && cellText(m_sheet.rows[edit.row], edit.field) != edit.text)
            real.append(edit);
    }
    if (!real.isEmpty())
        m_undoStack.push(new CellsCommand(*this, real, what));
}

void SheetModel::addRows(int at, const QList<SheetRow>& rows, const QString& what)
{
    if (!rows.isEmpty())
        m_undoStack.push(new RowsCommand(*this, std::clamp(at, 0, rowCount()), 0, rows, what));
}

void SheetModel::takeRows(const QList<int>& rows, const QString& what)
{
    const QSet<int> gone(rows.begin(), rows.end());
    if (gone.isEmpty())
        return;
    const auto [first, last] = std::minmax_element(gone.begin(), gone.end());
    QList<SheetRow> kept;
    for (int row = *first; row <= *last; ++row) {
        if (!gone.contains(row))
            kept.append(m_sheet.rows[row]);
    }
    m_undoStack.push(new RowsCommand(*this, *first, *last - *first + 1, kept, what));
}

void SheetModel::replaceRows(const QList<SheetRow>& rows, const QString& what)
{
    if (rows != m_sheet.rows)
        m_undoStack.push(new RowsCommand(*this, 0, rowCount(), rows, what));
}

int SheetModel::shiftRows(const QList<int>& rows, int before, const QString& what)
{
    const QSet<int> moving(rows.begin(), rows.end());
    if (moving.isEmpty())
        return before;
    const auto [lowest, highest] = std::minmax_element(moving.begin(), moving.end());
    const int first = std::min(*lowest, before);
    const int end = std::max(*highest + 1, before);
    QList<SheetRow> above;
    QList<SheetRow> moved;
    QList<SheetRow> below;
    for (int row = first; row < end; ++row)
        (moving.contains(row) ? moved : row < before ? above : below).append(m_sheet.rows[row]);
    const QList<SheetRow> after = above + moved + below;
    if (after != m_sheet.rows.mid(first, end - first))
        m_undoStack.push(new RowsCommand(*this, first, end - first, after, what));
    return first + static_cast<int>(above.size());
}

void SheetModel::load(const Sheet& sheet)
{
    m_undoStack.clear();
    splice(0, rowCount(), sheet.rows);
}

void SheetModel::writeCells(const QList<CellEdit>& edits)
{
    int first = rowCount();
    int last = -1;
    for (const CellEdit& edit : edits) {
        setCellText(m_sheet.rows[edit.row], edit.field, edit.text);
        forgetPlan(edit.row);
        first = std::min(first, edit.row);
        last = std::max(last, edit.row);
    }
    planSome();
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    Q_EMIT sheetChanged();
}

void SheetModel::splice(int at, int count, const QList<SheetRow>& rows)
{
    ensureExtras(rows);
    const int added = static_cast<int>(rows.size());
    const int common = std::min(count, added);
    for (int i = 0; i < common; ++i) {
        m_sheet.rows[at + i] = rows[i];
        forgetPlan(at + i);
    }
    if (common > 0)
        Q_EMIT dataChanged(index(at, 0), index(at + common - 1, columnCount() - 1));
    if (count > common) {
        beginRemoveRows({}, at + common, at + count - 1);
        for (int row = at + common; row < at + count; ++row)
            forgetPlan(row);
        m_unplanned -= count - common;
        m_sheet.rows.remove(at + common, count - common);
        m_shares.erase(m_shares.begin() + at + common, m_shares.begin() + at + count);
        endRemoveRows();
    }
    if (added > common) {
        beginInsertRows({}, at + common, at + added - 1);
        m_sheet.rows.insert(at + common, added - common, SheetRow());
        std::copy(rows.begin() + common, rows.end(), m_sheet.rows.begin() + at + common);
        m_shares.insert(m_shares.begin() + at + common, static_cast<size_t>(added - common), RowShare());
        m_unplanned += added - common;
        endInsertRows();
    }
    m_cursor = std::min(m_cursor, at);
    planSome();
    Q_EMIT sheetChanged();
}

// Columns of the person's own appear with the first row that has them and stay.
void SheetModel::ensureExtras(const QList<SheetRow>& rows)
{
    for (const SheetRow& row : rows) {
        for (auto extra = row.extras.cbegin(); extra != row.extras.cend(); ++extra) {
            const SheetField own{SheetField::Kind::Extra, SheetColumn::Prompt, extra.key()};
            if (columnOf(own) >= 0)
                continue;
            const int place = columnOf(SheetColumn::Images);
            beginInsertColumns({}, place, place);
            m_fields.insert(m_fields.begin() + place, own);
            endInsertColumns();
        }
    }
}

void SheetModel::forgetPlan(int row)
{
    RowShare& known = m_shares[static_cast<size_t>(row)];
    if (known.isPlanned) {
        m_counter.remove(known, m_quotes);
        known = RowShare();
        ++m_unplanned;
    }
    m_cursor = std::min(m_cursor, row);
}

void SheetModel::planRowNow(int row) const
{
    RowShare& place = m_shares[static_cast<size_t>(row)];
    place = rowShare(m_sheet.rows[row], row + 1, m_catalog, m_billing);
    m_counter.add(place, m_quotes);
    --m_unplanned;
}

void SheetModel::planSome()
{
    QElapsedTimer spent;
    spent.start();
    while (m_cursor < rowCount() && spent.nsecsElapsed() < planningNanoseconds) {
        if (!m_shares[static_cast<size_t>(m_cursor)].isPlanned)
            planRowNow(m_cursor);
        ++m_cursor;
    }
    if (m_cursor < rowCount())
        m_planTimer.start();
    Q_EMIT billChanged();
}

void SheetModel::setBilling(Billing billing)
{
    if (billing == m_billing)
        return;
    for (int row = 0; row < rowCount(); ++row)
        forgetPlan(row);
    m_billing = billing;
    planSome();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, columnCount() - 1), index(rowCount() - 1, columnCount() - 1));
}

QList<GenerationRequest> SheetModel::unquotedRequests(int limit) const
{
    QSet<QByteArray> seen;
    QList<GenerationRequest> requests;
    for (int row = 0; row < rowCount() && requests.size() < limit; ++row) {
        const RowShare& planned = m_shares[static_cast<size_t>(row)];
        if (planned.options.isEmpty() || m_quotes.contains(planned.options) || seen.contains(planned.options))
            continue;
        seen.insert(planned.options);
        const RowPlan plan = planRow(m_sheet.rows[row], row + 1, m_catalog, {}, m_billing);
        if (!plan.jobs.isEmpty())
            requests.append(plan.jobs.constFirst().request);
    }
    return requests;
}

void SheetModel::setQuotes(const QuotedPrices& quotes)
{
    m_quotes = quotes;
    m_counter = {};
    for (const RowShare& share : m_shares) {
        if (share.isPlanned)
            m_counter.add(share, m_quotes);
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, columnCount() - 1), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT billChanged();
}

} // namespace batchroom
