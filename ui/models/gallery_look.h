// SPDX-License-Identifier: GPL-3.0-or-later
// What the person set in the gallery of a campaign: filters, order, shape and size. Kept as a document of the library.
#pragma once

#include "app/library/asset_index.h"
#include "ui/models/gallery_layout.h"

namespace batchroom {

struct GalleryLook {
    static constexpr int smallest = 96;
    static constexpr int largest = 420;
    AssetFilter filter; // its campaign is not part of the document: the document belongs to the campaign
    GalleryShape shape = GalleryShape::Justified;
    int pictureHeight = 195;
    friend bool operator==(const GalleryLook&, const GalleryLook&) = default;
};

QByteArray toJson(const GalleryLook& look);
// Anything unknown, damaged or out of range falls back to its default: a filter is never worth a refusal.
GalleryLook galleryLookFromJson(const QByteArray& json);
QString galleryDocument(std::optional<CampaignId> campaign);

} // namespace batchroom
