// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/deliver_place.h"

#include "ui/actions/action_catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/layout.h"

namespace batchroom {

DeliverPlace::DeliverPlace(
    const Catalog&, AssetIndex&, AssetStore&, Exporter&, PreferencesStore&, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("deliverPlace"));
    actions.attach(Place::Deliver, this);
    auto* empty = new EmptyState(tr("Nothing approved yet"),
        tr("Approve pictures in the Gallery with P. They wait here to be cut and sent out."));
    Button* button = empty->setButton(tr("Go to the Gallery"));
    connect(button, &Button::clicked, this, &DeliverPlace::openGalleryRequested);
    setLayout(column({Wide{empty}}, 0));
}

void DeliverPlace::setAssets(const QList<AssetId>&) { }
void DeliverPlace::setCampaign(std::optional<CampaignId>) { }

} // namespace batchroom
