// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between the compared pictures, first; what is the same, below; and the answer: keep one, reject the
// rest.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/asset.h"

#include <QWidget>

class QGridLayout;

namespace batchroom {

class Button;
struct ComparedFact;
struct Comparison;
class TextLabel;

class DifferencePane : public QWidget {
    Q_OBJECT
public:
    explicit DifferencePane(const Catalog& catalog, QWidget* parent = nullptr);
    void setAssets(const QList<Asset>& assets, int active);
    void setActive(int active);

Q_SIGNALS:
    void moreLikeThisRequested();
    void keepRequested();

private:
    void fill();
    QWidget* makeTable(const Comparison& comparison);
    // Both return the next free line.
    int addDifferent(QGridLayout& grid, int line, int first, const ComparedFact& fact);
    static int addSame(QGridLayout& grid, int line, int columns, const ComparedFact& fact);

    const Catalog& m_catalog;
    QList<Asset> m_assets;
    int m_active = 0;
    TextLabel* m_count;
    class ScrollArea* m_scroll;
    Button* m_more;
    Button* m_keep;
};

} // namespace batchroom
