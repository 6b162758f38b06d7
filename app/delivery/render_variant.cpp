// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/render_variant.h"

#include "app/library/recipe_file.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

// The recipe takes its bytes from the limit too: when both together do not fit, the picture gets what is left.
Result<FittedPicture> encodeWithRecipe(
    const QImage& image, const EncodeOptions& encoding, qint64 maxBytes, const Recipe& recipe)
{
    qint64 room = maxBytes;
    for (;;) {
        Result<FittedPicture> fitted = encodeWithin(image, encoding, room);
        if (!fitted)
            return fitted;
        Result<QByteArray> complete = withRecipe(fitted->bytes, recipe);
        if (!complete)
            return complete.error();
        if (maxBytes <= 0 || complete->size() <= maxBytes)
            return FittedPicture{*std::move(complete), fitted->quality};
        const qint64 left = maxBytes - (complete->size() - fitted->bytes.size());
        if (left <= 0 || left >= room)
            return Error{ErrorCode::PictureTooLarge,
                QCoreApplication::translate("Delivery",
                    "The recipe alone is larger than the %1 KB that are allowed here. Export without the recipe.")
                    .arg(maxBytes / 1024),
                {}};
        room = left;
    }
}

} // namespace

Result<RenderedVariant> renderVariant(
    const QImage& picture, const Asset& asset, const Preset& preset, const ExportOptions& options)
{
    RenderedVariant variant;
    variant.crop = coverCrop(picture.size(), preset.size, asset.focalPoint);
    variant.lossShare = cropLoss(picture.size(), preset.size);
    variant.isEnlarged = variant.crop.width() < preset.size.width() || variant.crop.height() < preset.size.height();

    QImage scaled = resampled(picture, variant.crop, preset.size);
    if (scaled.isNull())
        return {ErrorCode::PictureTooLarge,
            QCoreApplication::translate(
                "Delivery", "There is not enough free memory for %1 x %2 pixels. Close other programs and try again.")
                .arg(preset.size.width())
                .arg(preset.size.height()),
            {}};
    if (!preset.allowsAlpha)
        scaled = flattenedOnWhite(scaled);

    EncodeOptions encoding;
    encoding.format = options.format;
    encoding.quality = options.quality;
    Result<FittedPicture> fitted = options.recipe == WriteRecipe::Yes
        ? encodeWithRecipe(scaled, encoding, preset.maxBytes, asset.recipe)
        : encodeWithin(scaled, encoding, preset.maxBytes);
    if (!fitted)
        return fitted.error();
    variant.bytes = std::move(fitted->bytes);
    variant.quality = options.format == PictureFormat::Png ? 0 : fitted->quality;
    return variant;
}

} // namespace batchroom
