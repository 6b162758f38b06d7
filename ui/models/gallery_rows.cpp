// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_rows.h"

#include <QSet>

#include <algorithm>

namespace batchroom {

GalleryRows::GalleryRows(QObject* parent)
    : QObject(parent)
{
}

int GalleryRows::indexOf(AssetId asset) const
{
    const auto isAt = [&](auto found) {
        return found != m_rows.cend() && found->id == asset ? int(found - m_rows.cbegin()) : -1;
    };
    switch (m_sort) {
    case AssetSort::NewestFirst:
        return isAt(std::lower_bound(m_rows.cbegin(), m_rows.cend(), asset,
            [](const AssetRow& row, AssetId wanted) { return row.id > wanted; }));
    case AssetSort::OldestFirst:
        return isAt(std::lower_bound(m_rows.cbegin(), m_rows.cend(), asset,
            [](const AssetRow& row, AssetId wanted) { return row.id < wanted; }));
    case AssetSort::BestFirst: break;
    }
    return isAt(std::find_if(m_rows.cbegin(), m_rows.cend(), [asset](const AssetRow& row) { return row.id == asset; }));
}

void GalleryRows::reset(const AssetSelection& selection, AssetSort sort)
{
    const AssetId current = currentId();
    const QList<AssetId> chosenBefore = chosen();
    m_rows = selection.rows;
    m_totals = selection.totals;
    m_sort = sort;
    m_newest = {};
    for (const AssetRow& row : m_rows)
        m_newest = std::max(m_newest, row.id);
    m_chosen.assign(static_cast<size_t>(m_rows.size()), false);
    m_chosenCount = 0;
    const QSet<AssetId> kept(chosenBefore.cbegin(), chosenBefore.cend());
    if (!kept.isEmpty())
        for (int i = 0; i < count(); ++i)
            if (kept.contains(m_rows[i].id))
                choose(i, true);
    m_current = current ? indexOf(current) : -1;
    if (m_current < 0)
        m_current = firstChosen();
    m_anchor = m_current;
    Q_EMIT rowsReset();
    Q_EMIT chosenChanged();
    Q_EMIT currentChanged(m_current);
}

int GalleryRows::placeForNew() const
{
    switch (m_sort) {
    case AssetSort::NewestFirst: return 0;
    case AssetSort::OldestFirst: return count();
    case AssetSort::BestFirst: break;
    }
    const auto unrated =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [](const AssetRow& row) { return row.rating == 0; });
    return int(unrated - m_rows.cbegin());
}

int GalleryRows::insertNew(const AssetSelection& selection)
{
    QList<AssetRow> fresh;
    for (const AssetRow& row : selection.rows)
        if (row.id > m_newest)
            fresh.append(row);
    if (fresh.isEmpty())
        return 0;
    const int place = placeForNew();
    const int number = static_cast<int>(fresh.size());
    // In front and at the end this moves nothing but the new ones.
    m_rows.insert(place, number, AssetRow());
    std::copy(fresh.cbegin(), fresh.cend(), m_rows.begin() + place);
    m_chosen.insert(m_chosen.begin() + place, static_cast<size_t>(number), false);
    for (const AssetRow& row : fresh) {
        m_newest = std::max(m_newest, row.id);
        count(row, 1);
    }
    if (m_current >= place)
        m_current += number;
    if (m_anchor >= place)
        m_anchor += number;
    Q_EMIT rowsInserted(place, number);
    return number;
}

void GalleryRows::count(const AssetRow& row, int number)
{
    m_totals.count += number;
    m_totals.bytes += qint64(row.kilobytes) * 1024 * number;
    switch (static_cast<Decision>(row.decision)) {
    case Decision::None: m_totals.undecided += number; break;
    case Decision::Approved: m_totals.approved += number; break;
    case Decision::Rejected: m_totals.rejected += number; break;
    case Decision::NeedsChange: m_totals.needChange += number; break;
    }
}

void GalleryRows::noteReview(const QList<AssetId>& assets, std::optional<Decision> decision, std::optional<int> rating)
{
    QList<int> changed;
    for (const AssetId asset : assets) {
        const int index = indexOf(asset);
        if (index < 0)
            continue;
        AssetRow& row = m_rows[index];
        const qint64 bytes = m_totals.bytes;
        count(row, -1);
        if (decision)
            row.decision = static_cast<quint8>(*decision);
        if (rating)
            row.rating = static_cast<quint8>(*rating);
        count(row, 1);
        m_totals.bytes = bytes;
        changed.append(index);
    }
    if (!changed.isEmpty())
        Q_EMIT rowsChanged(changed);
}

QList<AssetId> GalleryRows::chosen() const
{
    QList<AssetId> ids;
    ids.reserve(m_chosenCount);
    for (int i = 0; i < count() && ids.size() < m_chosenCount; ++i)
        if (isChosen(i))
            ids.append(m_rows[i].id);
    return ids;
}

int GalleryRows::firstChosen() const
{
    const auto found = std::find(m_chosen.cbegin(), m_chosen.cend(), true);
    return found == m_chosen.cend() ? -1 : int(found - m_chosen.cbegin());
}

void GalleryRows::choose(int index, bool isChosen)
{
    const auto at = m_chosen.begin() + index;
    if (*at == isChosen)
        return;
    *at = isChosen;
    m_chosenCount += isChosen ? 1 : -1;
}

void GalleryRows::chooseOnly(int index)
{
    if (m_chosenCount > 0)
        std::fill(m_chosen.begin(), m_chosen.end(), false);
    m_chosenCount = 0;
    if (index >= 0)
        choose(index, true);
}

void GalleryRows::moveCurrent(int index)
{
    if (m_current == index)
        return;
    m_current = index;
    Q_EMIT currentChanged(index);
}

void GalleryRows::pick(int index, Pick how)
{
    if (index < 0 || index >= count())
        return;
    switch (how) {
    case Pick::Only: chooseOnly(index); break;
    case Pick::Toggle: choose(index, !isChosen(index)); break;
    case Pick::Extend: {
        const int from = m_anchor < 0 ? index : m_anchor;
        chooseOnly(-1);
        for (int i = std::min(from, index); i <= std::max(from, index); ++i)
            choose(i, true);
        break;
    }
    case Pick::Keep: break;
    }
    if (how != Pick::Extend)
        m_anchor = index;
    else if (m_anchor < 0)
        m_anchor = index;
    moveCurrent(index);
    if (how != Pick::Keep)
        Q_EMIT chosenChanged();
}

void GalleryRows::pickRange(const QList<int>& indexes, bool isAdded)
{
    if (!isAdded)
        chooseOnly(-1);
    for (const int index : indexes)
        choose(index, true);
    if (!indexes.isEmpty()) {
        m_anchor = indexes.constFirst();
        moveCurrent(indexes.constFirst());
    }
    Q_EMIT chosenChanged();
}

void GalleryRows::pickAll()
{
    if (m_rows.isEmpty())
        return;
    std::fill(m_chosen.begin(), m_chosen.end(), true);
    m_chosenCount = count();
    if (m_current < 0)
        moveCurrent(0);
    Q_EMIT chosenChanged();
}

void GalleryRows::pickNone()
{
    chooseOnly(-1);
    Q_EMIT chosenChanged();
}

} // namespace batchroom
