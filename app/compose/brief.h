// SPDX-License-Identifier: GPL-3.0-or-later
// A brief: template with {placeholders} fed from lists and {a|b|c} permutations, expanded to prompts. Pure.
#pragma once

#include "app/core/result.h"

#include <QList>
#include <QStringList>

namespace batchroom {

struct BriefList {
    QString name; // "product"
    QStringList values;
    friend bool operator==(const BriefList&, const BriefList&) = default;
};

struct Brief {
    QString name;
    QString text; // "{product}, {line}, on {coral|sand} paper"
    QList<BriefList> lists;
    friend bool operator==(const Brief&, const Brief&) = default;
};

struct BriefFactor {
    QString name; // list name, or the alternatives themselves
    qint64 count = 0;
};

struct BriefCount {
    qint64 total = 0;           // saturates at 1,000,000
    QList<BriefFactor> factors; // "3 products x 4 lines x 2 ..."
};

// Placeholders in order of first use.
QStringList placeholders(const QString& text);
// Errors: unbalanced braces, placeholder without a list or with an empty one.
Result<BriefCount> countBrief(const Brief& brief);
// The first `limit` prompts, the last factor turning fastest.
Result<QStringList> expandBrief(const Brief& brief, qint64 limit);
QByteArray toJson(const Brief& brief);
Result<Brief> briefFromJson(const QByteArray& json);

} // namespace batchroom
