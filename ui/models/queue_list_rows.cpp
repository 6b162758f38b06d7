// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows of the Queue come and go: only ranges, so that selection, scroll position and hover stay where they are.
#include "ui/models/queue_list_section.h"

#include <algorithm>

namespace batchroom {

namespace {

// With more separate ranges than this, replacing all rows of the batch at once is cheaper.
constexpr int mostRanges = 200;
// So few rows are moved one by one.
constexpr int fewRows = 64;

int sizeOf(const std::vector<int>& list)
{
    return static_cast<int>(list.size());
}

std::vector<char> marksOf(const std::vector<int>& rows, int jobs)
{
    std::vector<char> marks(static_cast<size_t>(jobs), 0);
    for (const int row : rows)
        marks[static_cast<size_t>(row)] = 1;
    return marks;
}

int rangesIn(const std::vector<int>& rows, const std::vector<char>& marks)
{
    int ranges = 0;
    bool isMarked = true;
    for (const int row : rows) {
        const bool now = marks[static_cast<size_t>(row)] != 0;
        ranges += now != isMarked ? 1 : 0;
        isMarked = now;
    }
    return ranges;
}

} // namespace

int QueueList::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || m_shown.empty())
        return 0;
    return m_shown.back()->firstRow + m_shown.back()->rowCount();
}

QueueList::Section* QueueList::section(BatchId batch) const
{
    return m_byBatch.value(batch, nullptr);
}

const QueueList::Section* QueueList::sectionAt(int row) const
{
    const auto after = std::upper_bound(m_shown.begin(), m_shown.end(), row,
        [](int wanted, const Section* section) { return wanted < section->firstRow; });
    if (after == m_shown.begin() || row < 0)
        return nullptr;
    const Section* found = *std::prev(after);
    return row < found->firstRow + found->rowCount() ? found : nullptr;
}

QueueRow QueueList::at(int row) const
{
    const Section* section = sectionAt(row);
    if (!section)
        return {};
    const int within = row - section->firstRow - 1;
    if (within < 0)
        return {QueueRowKind::Head, &section->batch, nullptr};
    if (within >= sizeOf(section->jobs))
        return {QueueRowKind::Footer, &section->batch, nullptr};
    return {QueueRowKind::Job, &section->batch, &section->batch.job(section->jobs[static_cast<size_t>(within)])};
}

int QueueList::rowOf(JobId job) const
{
    const Section* home = section(m_batchOf.value(job));
    if (!home || !home->isShown)
        return -1;
    const auto found = std::find(home->jobs.begin(), home->jobs.end(), home->batch.indexOf(job));
    return found == home->jobs.end() ? -1 : home->firstRow + 1 + static_cast<int>(found - home->jobs.begin());
}

int QueueList::headOf(BatchId batch) const
{
    const Section* home = section(batch);
    return home && home->isShown ? home->firstRow : -1;
}

QList<QueueSection> QueueList::sections() const
{
    QList<QueueSection> sections;
    for (const Section* section : m_shown)
        sections.append({&section->batch, section->firstRow, sizeOf(section->jobs), section->hasFooter});
    return sections;
}

void QueueList::setFilter(QueueFilter filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    for (const auto& section : m_batches)
        present(*section);
    headsChanged();
}

void QueueList::setExpanded(BatchId batch, bool expanded)
{
    Section* home = section(batch);
    if (!home || home->batch.isExpanded == expanded)
        return;
    home->batch.isExpanded = expanded;
    present(*home);
    tellChanged(*home, {});
}

void QueueList::setShowsAll(BatchId batch, bool all)
{
    Section* home = section(batch);
    if (!home || home->batch.showsAll == all)
        return;
    home->batch.showsAll = all;
    present(*home);
    tellChanged(*home, {});
}

// Brings the rows of one batch in step with what is worth showing now.
void QueueList::present(Section& section)
{
    QueueBatch::Rows rows = section.batch.rowsFor(m_filter);
    if (!rows.isShown) {
        if (section.isShown)
            hideSection(section);
        return;
    }
    if (!section.isShown) {
        showSection(section, std::move(rows));
        return;
    }
    setRows(section, rows.jobs);
    setFooter(section, rows.hasFooter);
}

void QueueList::showSection(Section& section, QueueBatch::Rows rows)
{
    int first = 0;
    auto place = m_shown.begin();
    for (const auto& candidate : m_batches) {
        if (candidate.get() == &section)
            break;
        if (candidate->isShown) {
            first = candidate->firstRow + candidate->rowCount();
            ++place;
        }
    }
    const int count = 1 + sizeOf(rows.jobs) + (rows.hasFooter ? 1 : 0);
    beginInsertRows({}, first, first + count - 1);
    section.jobs = std::move(rows.jobs);
    section.hasFooter = rows.hasFooter;
    section.firstRow = first;
    section.isShown = true;
    section.footer = composedFooter(section);
    m_shown.insert(place, &section);
    shiftAfter(section, count);
    endInsertRows();
}

void QueueList::hideSection(Section& section)
{
    const int count = section.rowCount();
    beginRemoveRows({}, section.firstRow, section.firstRow + count - 1);
    shiftAfter(section, -count);
    std::erase(m_shown, &section);
    section.isShown = false;
    section.jobs.clear();
    section.hasFooter = false;
    endRemoveRows();
}

void QueueList::setRows(Section& section, const std::vector<int>& rows)
{
    if (section.jobs == rows)
        return;
    std::vector<char> isWanted = marksOf(rows, section.batch.jobCount());
    const std::vector<char> isThere = marksOf(section.jobs, section.batch.jobCount());
    if (rangesIn(section.jobs, isWanted) + rangesIn(rows, isThere) > mostRanges)
        std::fill(isWanted.begin(), isWanted.end(), char(0));
    removeUnwanted(section, isWanted);
    if (sizeOf(section.jobs) > fewRows)
        reorder(section, rows);
    insertAndMove(section, rows);
}

// One change of the layout, however many rows are somewhere else then.
void QueueList::reorder(Section& section, const std::vector<int>& rows)
{
    const std::vector<char> isThere = marksOf(section.jobs, section.batch.jobCount());
    std::vector<int> wanted;
    wanted.reserve(section.jobs.size());
    for (const int row : rows)
        if (isThere[static_cast<size_t>(row)])
            wanted.push_back(row);
    if (wanted == section.jobs)
        return;
    std::vector<int> place(isThere.size(), -1);
    for (int i = 0; i < sizeOf(wanted); ++i)
        place[static_cast<size_t>(wanted[static_cast<size_t>(i)])] = i;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const int first = section.firstRow + 1;
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after = before;
    for (QModelIndex& kept : after) {
        const int within = kept.row() - first;
        if (within >= 0 && within < sizeOf(section.jobs))
            kept = index(first + place[static_cast<size_t>(section.jobs[static_cast<size_t>(within)])], 0);
    }
    section.jobs = std::move(wanted);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void QueueList::removeUnwanted(Section& section, const std::vector<char>& isWanted)
{
    const auto wanted = [&](int at) {
        return isWanted[static_cast<size_t>(section.jobs[static_cast<size_t>(at)])] != 0;
    };
    for (int last = sizeOf(section.jobs) - 1; last >= 0; --last) {
        if (wanted(last))
            continue;
        int first = last;
        while (first > 0 && !wanted(first - 1))
            --first;
        beginRemoveRows({}, section.firstRow + 1 + first, section.firstRow + 1 + last);
        section.jobs.erase(section.jobs.begin() + first, section.jobs.begin() + last + 1);
        shiftAfter(section, -(last - first + 1));
        endRemoveRows();
        last = first;
    }
}

// Everything in section.jobs is in `rows` too, perhaps in another order.
void QueueList::insertAndMove(Section& section, const std::vector<int>& rows)
{
    const std::vector<char> isThere = marksOf(section.jobs, section.batch.jobCount());
    const auto there = [&](int at) { return isThere[static_cast<size_t>(rows[static_cast<size_t>(at)])] != 0; };
    for (int i = 0; i < sizeOf(rows); ++i) {
        const auto here = section.jobs.begin() + i;
        if (i < sizeOf(section.jobs) && *here == rows[static_cast<size_t>(i)])
            continue;
        const int row = section.firstRow + 1 + i;
        if (there(i)) {
            const auto from = std::find(here, section.jobs.end(), rows[static_cast<size_t>(i)]);
            const int fromRow = section.firstRow + 1 + static_cast<int>(from - section.jobs.begin());
            beginMoveRows({}, fromRow, fromRow, {}, row);
            std::rotate(here, from, from + 1);
            endMoveRows();
            continue;
        }
        int end = i;
        while (end < sizeOf(rows) && !there(end))
            ++end;
        beginInsertRows({}, row, row + end - i - 1);
        section.jobs.insert(here, rows.begin() + i, rows.begin() + end);
        shiftAfter(section, end - i);
        endInsertRows();
        i = end - 1;
    }
}

void QueueList::setFooter(Section& section, bool hasFooter)
{
    if (section.hasFooter == hasFooter)
        return;
    const int row = section.firstRow + 1 + sizeOf(section.jobs);
    if (hasFooter) {
        beginInsertRows({}, row, row);
        section.hasFooter = true;
        section.footer = composedFooter(section);
        shiftAfter(section, 1);
        endInsertRows();
    } else {
        beginRemoveRows({}, row, row);
        section.hasFooter = false;
        shiftAfter(section, -1);
        endRemoveRows();
    }
}

void QueueList::shiftAfter(const Section& section, int rows)
{
    bool isAfter = false;
    for (Section* shown : m_shown) {
        if (isAfter)
            shown->firstRow += rows;
        isAfter = isAfter || shown == &section;
    }
}

// The head and the footer always, of the jobs those that have rows.
void QueueList::tellChanged(Section& section, const std::vector<int>& jobs)
{
    if (!section.isShown)
        return;
    section.footer = composedFooter(section);
    const auto tell = [this](int first, int last) { Q_EMIT dataChanged(index(first), index(last)); };
    tell(section.firstRow, section.firstRow);
    if (section.hasFooter)
        tell(section.firstRow + section.rowCount() - 1, section.firstRow + section.rowCount() - 1);
    if (jobs.empty() || section.jobs.empty())
        return;
    const std::vector<char> isChanged = marksOf(jobs, section.batch.jobCount());
    const auto changed = [&](int at) {
        return isChanged[static_cast<size_t>(section.jobs[static_cast<size_t>(at)])] != 0;
    };
    for (int first = 0; first < sizeOf(section.jobs); ++first) {
        if (!changed(first))
            continue;
        int last = first;
        while (last + 1 < sizeOf(section.jobs) && changed(last + 1))
            ++last;
        tell(section.firstRow + 1 + first, section.firstRow + 1 + last);
        first = last;
    }
}

} // namespace batchroom
