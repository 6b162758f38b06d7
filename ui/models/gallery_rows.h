// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of the gallery in view order: flat rows, which are chosen, which is the current one, and what they count
// up to. Grid, lightbox and filmstrip look at the same rows. GUI thread; nothing here is linear per change but a reset.
#pragma once

#include "app/library/asset_index.h"

#include <QObject>

#include <vector>

namespace batchroom {

class GalleryRows : public QObject {
    Q_OBJECT
public:
    enum class Pick { Only, Keep, Toggle, Extend }; // Keep: the current one moves, the chosen ones stay

    explicit GalleryRows(QObject* parent = nullptr);

    const QList<AssetRow>& rows() const { return m_rows; }
    int count() const { return static_cast<int>(m_rows.size()); }
    const AssetRow& at(int index) const { return m_rows[index]; }
    AssetId idAt(int index) const { return index >= 0 && index < count() ? m_rows[index].id : AssetId(); }
    int indexOf(AssetId asset) const; // -1: not among them
    const AssetTotals& totals() const { return m_totals; }
    AssetSort sort() const { return m_sort; }

    // Other rows; the current and the chosen pictures stay so where they are among them.
    void reset(const AssetSelection& selection, AssetSort sort);
    // Adds what came since, in its place; what is there stays, even if it would no longer match the filter. Returns
    // how many.
    int insertNew(const AssetSelection& selection);
    // What was decided; pictures that are not among the rows are passed over.
    void noteReview(const QList<AssetId>& assets, std::optional<Decision> decision, std::optional<int> rating);

    int current() const { return m_current; }
    AssetId currentId() const { return idAt(m_current); }
    bool isChosen(int index) const { return m_chosen[static_cast<size_t>(index)]; }
    int chosenCount() const { return m_chosenCount; }
    QList<AssetId> chosen() const; // in view order
    int firstChosen() const;
    void pick(int index, Pick how);
    void pickRange(const QList<int>& indexes, bool isAdded);
    void pickAll();
    void pickNone();

Q_SIGNALS:
    void rowsReset();
    void rowsInserted(int first, int count);
    void rowsChanged(const QList<int>& indexes);
    void chosenChanged();
    void currentChanged(int index);

private:
    void choose(int index, bool isChosen);
    void chooseOnly(int index);
    void moveCurrent(int index);
    void count(const AssetRow& row, int number);
    int placeForNew() const;

    QList<AssetRow> m_rows;
    std::vector<bool> m_chosen;
    AssetTotals m_totals;
    AssetSort m_sort = AssetSort::NewestFirst;
    AssetId m_newest; // the largest id known
    int m_chosenCount = 0;
    int m_current = -1;
    int m_anchor = -1; // where Shift extends from
};

} // namespace batchroom
