// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_bill.h"

#include <algorithm>

namespace batchroom {

RowShare rowShare(const SheetRow& row, int rowNumber, const Catalog& catalog, Billing billing)
{
    const RowPlan plan = planRow(row, rowNumber, catalog, {}, billing);
    RowShare share;
    share.isPlanned = true;
    share.issues = plan.issues;
    share.model = plan.model;
    if (plan.jobs.isEmpty()) {
        share.isBlocked = !row.isEmpty();
        return share;
    }
    const JobDraft& first = plan.jobs.constFirst();
    share.images = plan.images;
    share.each = first.price;
    if (const SpeedOption* speed = plan.model ? plan.model->speed(first.request.speed) : nullptr)
        share.duration = speed->typicalDuration;
    if (billing == Billing::Charged)
        share.options = optionSet(first.request);
    return share;
}

std::chrono::milliseconds SheetBill::duration(int places) const
{
    if (images == 0)
        return std::chrono::milliseconds(0);
    // Images are taken as places become free: whole rounds of the average, never less than the longest.
    const int rounds = (images + std::max(places, 1) - 1) / std::max(places, 1);
    return std::max(longest, work / images * rounds);
}

Money BillCounter::priceEach(const RowShare& share, const QuotedPrices& quotes)
{
    const auto quoted = share.options.isEmpty() ? quotes.cend() : quotes.constFind(share.options);
    return quoted == quotes.cend() ? share.each : *quoted;
}

void BillCounter::count(const RowShare& share, const QuotedPrices& quotes, int sign)
{
    for (const CellIssue& issue : share.issues)
        (issue.severity == CellIssue::Severity::Error ? m_errors : m_warnings) += sign;
    m_rows += share.images > 0 || share.isBlocked ? sign : 0;
    if (share.images == 0)
        return;
    const int images = sign * share.images;
    Sum& sum = m_models[share.model];
    sum.images += images;
    sum.price += priceEach(share, quotes) * images;
    sum.unquoted += quotes.contains(share.options) ? 0 : sign;
    m_work += share.duration * images;
    int& alike = m_imagesByDuration[share.duration];
    alike += images;
    if (alike == 0)
        m_imagesByDuration.erase(share.duration);
}

SheetBill BillCounter::bill(const Catalog& catalog, Billing billing) const
{
    SheetBill bill;
    bill.rows = m_rows;
    bill.warnings = m_warnings;
    bill.errors = m_errors;
    bill.isFree = billing == Billing::Free;
    bill.isQuoted = !bill.isFree;
    bill.work = m_work;
    bill.longest =
        m_imagesByDuration.empty() ? std::chrono::milliseconds(0) : std::prev(m_imagesByDuration.end())->first;
    for (const Model& model : catalog.models()) {
        const Sum sum = m_models.value(&model);
        if (sum.images == 0)
            continue;
        bill.models.append({model.shortName, sum.images, sum.price});
        bill.images += sum.images;
        bill.total += sum.price;
        bill.isQuoted = bill.isQuoted && sum.unquoted == 0;
        if (bill.priceDate.isEmpty() || model.prices.date < bill.priceDate)
            bill.priceDate = model.prices.date;
    }
    return bill;
}

} // namespace batchroom
