// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deliver_preview.h"

#include "app/imaging/picture.h"
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"

namespace batchroom {

namespace {

constexpr int longestSide = 1600;
constexpr int mostKilobytes = 96 * 1024; // seven pictures or so

} // namespace

DeliverPreview::DeliverPreview(AssetStore& originals, AssetIndex& index, QObject* parent)
    : QObject(parent)
    , m_originals(originals)
    , m_index(index)
    , m_kept(mostKilobytes)
{
    m_pool.setMaxThreadCount(1);
}

DeliverPreview::~DeliverPreview()
{
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void DeliverPreview::want(AssetId shown, const QList<AssetId>& soon)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_pool.clear();
    if (shown)
        begin(shown, m_stop.get_token());
    for (const AssetId asset : soon)
        begin(asset, m_stop.get_token());
}

const PictureLevels& DeliverPreview::levels(AssetId asset) const
{
    static const PictureLevels none;
    const Kept* kept = m_kept.object(asset);
    return kept ? kept->levels : none;
}

void DeliverPreview::begin(AssetId asset, const std::stop_token& stop)
{
    const Kept* kept = m_kept.object(asset);
    if (kept && kept->isOriginal)
        return;
    if (!kept)
        m_pool.start([this, asset, stop] {
            const Result<QByteArray> bytes = m_originals.thumbnail(asset, ThumbnailSize::Large);
            if (stop.stop_requested() || !bytes)
                return; // the original follows anyway
            const QImage picture = QImage::fromData(*bytes, "JPEG").convertToFormat(QImage::Format_RGB32);
            keep(asset, PictureLevels(picture, longestSide), false);
        });
    m_index.asset(asset).then(this, [this, asset, stop](const Result<Asset>& found) {
        if (stop.stop_requested())
            return;
        if (found)
            decode(*found, stop);
        else
            Q_EMIT failed(asset, found.error().what);
    });
}

void DeliverPreview::decode(const Asset& asset, const std::stop_token& stop)
{
    m_pool.start([this, asset, stop] {
        if (stop.stop_requested())
            return;
        const Result<QImage> picture =
            m_originals.readOriginal(asset).andThen([](const QByteArray& bytes) { return decodePicture(bytes); });
        if (stop.stop_requested())
            return;
        if (picture) {
            keep(asset.id, PictureLevels(*picture, longestSide), true);
            return;
        }
        QMetaObject::invokeMethod(
            this, [this, id = asset.id, what = picture.error().what] { Q_EMIT failed(id, what); },
            Qt::QueuedConnection);
    });
}

void DeliverPreview::keep(AssetId asset, const PictureLevels& levels, bool isOriginal)
{
    if (levels.isNull())
        return;
    QMetaObject::invokeMethod(
        this,
        [this, asset, levels, isOriginal] {
            const Kept* kept = m_kept.object(asset);
            if (kept && kept->isOriginal)
                return;
            m_kept.insert(asset, new Kept{levels, isOriginal}, levels.kilobytes());
            Q_EMIT arrived(asset);
        },
        Qt::QueuedConnection);
}

} // namespace batchroom
