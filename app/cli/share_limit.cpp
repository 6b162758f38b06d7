// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/share_limit.h"

#include <algorithm>

namespace batchroom::cli {

SharedLimit shareLimit(Money limit, const QList<LimitShare>& batches)
{
    Money left = limit;
    for (const LimitShare& batch : batches)
        left = left - batch.used;
    left = std::max(left, Money());
    SharedLimit shared;
    shared.firstShort = batches.size();
    for (qsizetype i = 0; i < batches.size(); ++i) {
        const Money granted = std::min(batches[i].waiting, left);
        left = left - granted;
        shared.caps.append(batches[i].used + granted);
        if (granted < batches[i].waiting)
            shared.firstShort = std::min(shared.firstShort, i);
    }
    if (!shared.caps.isEmpty())
        shared.caps.last() += left;
    return shared;
}

} // namespace batchroom::cli
