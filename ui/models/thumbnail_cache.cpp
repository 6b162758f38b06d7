// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/thumbnail_cache.h"

#include "app/library/asset_index.h"

#include <QImage>
#include <QThreadPool>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace batchroom {

namespace {

struct LoadedThumbnail {
    AssetId asset;
    QImage image; // null: there is none
};

int kilobytesOf(const QPixmap& pixmap)
{
    return pixmap.width() * pixmap.height() * 4 / 1024 + 1;
}

} // namespace

class ThumbnailCache::Loader {
public:
    Loader(AssetStore& originals, ThumbnailSize size, std::function<void()> notify)
        : m_originals(originals)
        , m_size(size)
        , m_notify(std::move(notify))
        , m_thread([this](const std::stop_token& stop) { work(stop); })
    {
    }

    void want(QList<AssetId> assets)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_wanted = std::move(assets);
        }
        m_wake.notify_one();
    }

    QList<LoadedThumbnail> takeLoaded()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_loaded, {});
    }

private:
    void work(const std::stop_token& stop)
    {
        while (const std::optional<AssetId> asset = next(stop)) {
            LoadedThumbnail thumbnail{*asset, {}};
            if (const Result<QByteArray> bytes = m_originals.thumbnail(*asset, m_size))
                thumbnail.image = QImage::fromData(*bytes, "JPEG").convertToFormat(QImage::Format_RGB32);
            put(std::move(thumbnail));
        }
    }

    std::optional<AssetId> next(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, stop, [this] { return !m_wanted.isEmpty(); });
        if (stop.stop_requested())
            return std::nullopt;
        return m_wanted.takeFirst();
    }

    void put(LoadedThumbnail thumbnail)
    {
        bool isFirst = false;
        {
            const std::lock_guard lock(m_mutex);
            isFirst = m_loaded.isEmpty();
            m_loaded.append(std::move(thumbnail));
        }
        if (isFirst)
            m_notify();
    }

    AssetStore& m_originals;
    const ThumbnailSize m_size;
    const std::function<void()> m_notify;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    QList<AssetId> m_wanted;
    QList<LoadedThumbnail> m_loaded;
    std::jthread m_thread; // last: it uses everything above
};

ThumbnailCache::ThumbnailCache(
    AssetStore& originals, AssetIndex& index, ThumbnailSize size, int maxKilobytes, QObject* parent)
    : QObject(parent)
    , m_originals(originals)
    , m_index(index)
    , m_pixmaps(maxKilobytes)
    , m_loader(std::make_unique<Loader>(originals, size, [this] {
        QMetaObject::invokeMethod(
            this, [this] { take(); }, Qt::QueuedConnection);
    }))
{
}

ThumbnailCache::~ThumbnailCache() = default;

QPixmap ThumbnailCache::pixmap(AssetId asset) const
{
    const QPixmap* found = m_pixmaps.object(asset);
    return found ? *found : QPixmap();
}

void ThumbnailCache::want(const QList<AssetId>& assets)
{
    QList<AssetId> missing;
    for (const AssetId asset : assets)
        if (!m_pixmaps.contains(asset) && !m_hopeless.contains(asset))
            missing.append(asset);
    m_loader->want(std::move(missing));
}

void ThumbnailCache::take()
{
    QList<AssetId> arrived;
    for (const LoadedThumbnail& thumbnail : m_loader->takeLoaded()) {
        if (thumbnail.image.isNull()) {
            makeAgain(thumbnail.asset);
            continue;
        }
        auto pixmap = std::make_unique<QPixmap>(QPixmap::fromImage(thumbnail.image));
        const int cost = kilobytesOf(*pixmap);
        m_pixmaps.insert(thumbnail.asset, pixmap.release(), cost);
        arrived.append(thumbnail.asset);
    }
    if (!arrived.isEmpty())
        Q_EMIT loaded(arrived);
}

// The thumbnail file may be deleted at any time; the originals bring it back.
void ThumbnailCache::makeAgain(AssetId asset)
{
    if (m_hopeless.contains(asset))
        return;
    m_hopeless.insert(asset);
    AssetStore* originals = &m_originals;
    m_index.asset(asset)
        .then(QThreadPool::globalInstance(),
            [originals](const Result<Asset>& found) { return found && originals->makeThumbnails(*found).hasValue(); })
        .then(this, [this, asset](bool isMade) {
            if (!isMade)
                return;
            m_hopeless.remove(asset);
            Q_EMIT loaded({asset});
        });
}

} // namespace batchroom
