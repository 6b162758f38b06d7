// SPDX-License-Identifier: GPL-3.0-or-later
// The sheets and the brief that come with the program (resources/samples, compiled in). Any thread.
#pragma once

#include "app/compose/brief.h"
#include "app/compose/sheet.h"

namespace batchroom {

// Four rows for the first start.
Sheet firstStartSheet();
// A whole campaign, models and styles mixed.
Sheet summerSaleSheet();
Brief haldenSummerBrief();

} // namespace batchroom
