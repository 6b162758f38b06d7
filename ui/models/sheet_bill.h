// SPDX-License-Identifier: GPL-3.0-or-later
// The bill of a sheet, counted row by row so that one edit costs one row. Values; any thread.
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/plan_batch.h"

#include <QHash>

#include <map>

namespace batchroom {

// What one row comes to; made from its RowPlan.
struct RowShare {
    bool isPlanned = false;
    bool isBlocked = false; // has an error: nothing of it is counted
    QList<CellIssue> issues;
    const Model* model = nullptr;
    int images = 0;
    Money each; // per image, by the price list; 0 on the Sandbox
    std::chrono::milliseconds duration{0};
    QByteArray options; // optionSet(); empty when nothing is charged
};
RowShare rowShare(
    const SheetRow& row, int rowNumber, const Catalog& catalog, Billing billing); // issues keep this number

struct ModelShare {
    QString shortName;
    int images = 0;
    Money price;
};

struct SheetBill {
    int rows = 0; // with something in them
    int images = 0;
    Money total;
    QList<ModelShare> models; // in the order of the catalogue
    int warnings = 0;
    int errors = 0;
    bool isFree = true;
    bool isQuoted = false; // every price was quoted by the provider
    QString priceDate;     // oldest price list that was used
    // With this many in flight.
    std::chrono::milliseconds duration(int places) const;

    std::chrono::milliseconds work{0};
    std::chrono::milliseconds longest{0};
};

using QuotedPrices = QHash<QByteArray, Money>; // by optionSet(), per image

class BillCounter {
public:
    void add(const RowShare& share, const QuotedPrices& quotes) { count(share, quotes, 1); }
    void remove(const RowShare& share, const QuotedPrices& quotes) { count(share, quotes, -1); }
    SheetBill bill(const Catalog& catalog, Billing billing) const;
    static Money priceEach(const RowShare& share, const QuotedPrices& quotes);

private:
    void count(const RowShare& share, const QuotedPrices& quotes, int sign);
    struct Sum {
        int images = 0;
        int unquoted = 0; // rows
        Money price;
    };
    int m_rows = 0;
    int m_warnings = 0;
    int m_errors = 0;
    std::chrono::milliseconds m_work{0};
    std::map<std::chrono::milliseconds, int> m_imagesByDuration;
    QHash<const Model*, Sum> m_models;
};

} // namespace batchroom
