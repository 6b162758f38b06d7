// SPDX-License-Identifier: GPL-3.0-or-later
// What the search of the top bar can offer at this moment, out of the actions and the campaigns. GUI thread.
#pragma once

#include "ui/actions/action_catalog.h"
#include "ui/models/palette_list.h"
#include "ui/models/work_status.h"

namespace batchroom {

// An action of the place in view when it can run now. One of another place when it needs nothing chosen there: nobody
// approves, cancels or pays for what is not in view.
bool isOffered(const ActionSpec& spec, const ActionCatalog& catalog, Place inView);
QList<PaletteEntry> paletteEntries(
    const ActionCatalog& catalog, Place inView, const QList<CampaignEntry>& campaigns, const QString& currentCampaign);

bool isPlaceAction(ActionId id); // goes to a place
QString paletteId(ActionId action);
QString campaignPaletteId(const QString& name); // empty: all campaigns
std::optional<ActionId> actionOfPalette(const QString& id);
std::optional<QString> campaignOfPalette(const QString& id);

} // namespace batchroom
