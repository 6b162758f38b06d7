// SPDX-License-Identifier: GPL-3.0-or-later
// How every state of a job and every decision is shown: a word people know, an icon, a colour. Paint it with
// paintBadge(), or use Badge.
#pragma once

#include "app/core/asset.h"
#include "app/core/job.h"
#include "ui/kit/chips.h"

namespace batchroom {

BadgeLook lookOf(JobState state);
BadgeLook lookOf(Decision decision); // None: "To review"

} // namespace batchroom
