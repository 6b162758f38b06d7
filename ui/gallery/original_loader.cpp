// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/original_loader.h"

#include "app/imaging/picture.h"
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"

#include <memory>

namespace batchroom {

namespace {

constexpr int maxKilobytes = 192 * 1024;
constexpr int mostAtOnce = 2;

} // namespace

OriginalLoader::OriginalLoader(const AssetIndex& index, const AssetStore& originals, QObject* parent)
    : QObject(parent)
    , m_index(index)
    , m_originals(originals)
    , m_images(maxKilobytes)
{
    m_pool.setMaxThreadCount(mostAtOnce);
    m_pool.setThreadPriority(QThread::LowPriority);
}

OriginalLoader::~OriginalLoader() = default;

QImage OriginalLoader::image(AssetId asset) const
{
    const QImage* found = m_images.object(asset);
    return found ? *found : QImage();
}

void OriginalLoader::want(const QList<AssetId>& assets)
{
    m_wanted = assets;
    m_tried.clear();
    startNext();
}

void OriginalLoader::startNext()
{
    while (m_running < mostAtOnce && !m_wanted.isEmpty()) {
        const AssetId asset = m_wanted.takeFirst();
        if (!asset || m_images.contains(asset) || m_tried.contains(asset))
            continue;
        m_tried.insert(asset);
        ++m_running;
        m_index.asset(asset)
            .then(&m_pool,
                [originals = &m_originals](const Result<Asset>& found) -> Result<QImage> {
                    if (!found)
                        return found.error();
                    return originals->readOriginal(*found).andThen(
                        [](const QByteArray& bytes) { return decodePicture(bytes); });
                })
            .then(this, [this, asset](const Result<QImage>& image) { take(asset, image); });
    }
}

void OriginalLoader::take(AssetId asset, const Result<QImage>& image)
{
    --m_running;
    if (image) {
        auto kept = std::make_unique<QImage>(*image);
        const int cost = int(kept->sizeInBytes() / 1024) + 1;
        m_images.insert(asset, kept.release(), cost);
        Q_EMIT loaded(asset, *image);
    } else if (image.error().code != ErrorCode::Cancelled) {
        Q_EMIT failed(asset, image.error());
    }
    startNext();
}

} // namespace batchroom
