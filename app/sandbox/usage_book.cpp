// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/usage_book.h"

#include "app/sandbox/sandbox_answers.h"

#include <QJsonObject>

namespace batchroom {

using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype mostHours = 92 * 24;

QJsonObject keyObject(const QByteArray& key)
{
    const QString shown = QString::fromLatin1(key);
    return {{QStringLiteral("id"), QStringLiteral("key_") + shown.right(5)},
        {QStringLiteral("label"), QStringLiteral("Sandbox")},
        {QStringLiteral("redacted_key"), shown.left(4) + QStringLiteral("...") + shown.right(4)}};
}

} // namespace

void UsageBook::add(const SandboxCharge& charge)
{
    if (charge.units <= 0)
        return;
    const qint64 hour = std::chrono::floor<hours>(charge.at).count();
    Sum& sum = m_hours[hour][{charge.product, charge.price.micros() / charge.units, charge.key}];
    sum.endpoint = charge.endpoint;
    sum.units += charge.units;
    sum.cost += charge.price;
    while (m_hours.size() > mostHours)
        m_hours.erase(m_hours.begin());
}

QJsonArray UsageBook::buckets(milliseconds from, milliseconds to, hours width) const
{
    QJsonArray buckets;
    for (milliseconds start = from; start < to; start += width) {
        QMap<Line, Sum> sums;
        const qint64 first = std::chrono::floor<hours>(start).count();
        for (auto hour = m_hours.lowerBound(first); hour != m_hours.end() && hour.key() < first + width.count(); ++hour)
            for (auto line = hour->begin(); line != hour->end(); ++line) {
                Sum& sum = sums[line.key()];
                sum.endpoint = line->endpoint;
                sum.units += line->units;
                sum.cost += line->cost;
            }
        QJsonArray items;
        for (auto line = sums.cbegin(); line != sums.cend(); ++line) {
            const auto& [product, unitPrice, key] = line.key();
            items.append(QJsonObject{{QStringLiteral("product"), product}, {QStringLiteral("endpoint"), line->endpoint},
                {QStringLiteral("description"), QStringLiteral("%1 images").arg(product)},
                {QStringLiteral("cost_total"), line->cost.toDecimal()},
                {QStringLiteral("currency_code"), QStringLiteral("USD")},
                {QStringLiteral("source"), QStringLiteral("api")},
                {QStringLiteral("billed_units"),
                    QJsonObject{{QStringLiteral("unit"), QStringLiteral("image")},
                        {QStringLiteral("quantity"), QString::number(line->units)},
                        {QStringLiteral("unit_price"), Money::fromMicros(unitPrice).toDecimal()}}},
                {QStringLiteral("api_key"), keyObject(key)}});
        }
        buckets.append(QJsonObject{{QStringLiteral("start_time"), wireTime(start)},
            {QStringLiteral("end_time"), wireTime(start + width)}, {QStringLiteral("line_items"), items}});
    }
    return buckets;
}

} // namespace batchroom
