// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/asset.h"

namespace batchroom {

QString decisionName(Decision decision)
{
    switch (decision) {
    case Decision::None: return QStringLiteral("none");
    case Decision::Approved: return QStringLiteral("approved");
    case Decision::Rejected: return QStringLiteral("rejected");
    case Decision::NeedsChange: return QStringLiteral("needs_change");
    }
    return {};
}

std::optional<Decision> decisionFromName(QStringView name)
{
    for (const Decision decision : {Decision::None, Decision::Approved, Decision::Rejected, Decision::NeedsChange})
        if (name.compare(decisionName(decision), Qt::CaseInsensitive) == 0)
            return decision;
    return std::nullopt;
}

} // namespace batchroom
