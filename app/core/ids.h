// SPDX-License-Identifier: GPL-3.0-or-later
// Row ids of the library, one type each so that they cannot be mixed up. 0 means none.
#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>

#include <compare>

namespace batchroom {

template <typename Tag>
struct Id {
    qint64 value = 0;
    explicit operator bool() const { return value > 0; }
    QString toString() const { return QString::number(value); }
    friend auto operator<=>(const Id&, const Id&) = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using CampaignId = Id<struct CampaignTag>;
using BatchId = Id<struct BatchTag>;
using JobId = Id<struct JobTag>;
using AttemptId = Id<struct AttemptTag>;
using AssetId = Id<struct AssetTag>;

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::CampaignId)
Q_DECLARE_METATYPE(batchroom::BatchId)
Q_DECLARE_METATYPE(batchroom::JobId)
Q_DECLARE_METATYPE(batchroom::AssetId)
