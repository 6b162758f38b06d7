// SPDX-License-Identifier: GPL-3.0-or-later
// What work cost, in words: what is sure and what is only possible are never one figure. Pure.
#pragma once

#include "app/core/job.h"

namespace batchroom {

// "Quoted $4.80 · charged $4.74 · $0.32 per approved image"; "free" on an account that charges nothing.
QString costWords(const BatchSummary& batch, int approved);
// "$0.32 per approved image", "$4.74 spent", "free"; empty while there is nothing to say.
QString shortCostWords(const CampaignCost& cost);
// The same as sentences: of how many images, and what else may have been charged; empty where nothing was paid.
QString costSentences(const CampaignCost& cost);
// A sum that was divided: to the cent, below ten cents to a tenth of one.
QString shareText(Money sum, int among);

} // namespace batchroom
