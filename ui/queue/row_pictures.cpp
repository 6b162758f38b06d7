// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/row_pictures.h"

#include "ui/kit/paint.h"

#include <QPainterPath>

namespace batchroom {

namespace {

constexpr int cacheKilobytes = 24 * 1024;
constexpr int keptSquares = 400;
constexpr int pictureRadius = 4;
constexpr qint64 fadeMs = 120;

} // namespace

RowPictures::RowPictures(AssetStore& originals, AssetIndex& index, QObject* parent)
    : QObject(parent)
    , m_thumbnails(originals, index, ThumbnailSize::Small, cacheKilobytes)
    , m_squares(keptSquares)
{
    m_clock.start();
    m_frame.setInterval(16);
    connect(&m_frame, &QTimer::timeout, this, &RowPictures::stepFades);
    connect(&m_thumbnails, &ThumbnailCache::loaded, this, [this](const QList<AssetId>& assets) {
        if (animationsWanted())
            beginFade(assets);
        Q_EMIT changed(assets);
    });
}

void RowPictures::want(const QList<AssetId>& assets)
{
    if (assets == m_wanted)
        return;
    m_wanted = assets;
    m_thumbnails.want(assets);
}

void RowPictures::beginFade(const QList<AssetId>& assets)
{
    for (const AssetId asset : assets)
        m_fades.insert(asset, m_clock.elapsed());
    m_frame.start();
}

void RowPictures::stepFades()
{
    const QList<AssetId> fading = m_fades.keys();
    const qint64 now = m_clock.elapsed();
    m_fades.removeIf([now](const auto& fade) { return now - fade.value() >= fadeMs; });
    if (m_fades.isEmpty())
        m_frame.stop();
    Q_EMIT changed(fading);
}

QPixmap RowPictures::square(AssetId asset, int side, qreal dpr)
{
    const int pixels = qRound(side * dpr);
    if (const QPixmap* known = m_squares.object({asset, pixels}))
        return *known;
    const QPixmap whole = m_thumbnails.pixmap(asset);
    if (whole.isNull())
        return {};
    const QPixmap filling = whole.scaled(pixels, pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    QPixmap cropped = filling.copy((filling.width() - pixels) / 2, (filling.height() - pixels) / 2, pixels, pixels);
    cropped.setDevicePixelRatio(dpr);
    m_squares.insert({asset, pixels}, new QPixmap(cropped));
    return cropped;
}

void RowPictures::paint(QPainter& painter, const QRect& box, AssetId asset, qreal dpr)
{
    const QPixmap picture = asset ? square(asset, box.width(), dpr) : QPixmap();
    const bool isFading = m_fades.contains(asset);
    if (picture.isNull() || isFading)
        paintPanel(painter, box, pictureRadius, asset ? theme().controlFill : QColor(), theme().controlEdge, 1.0,
            asset ? Qt::SolidLine : Qt::DashLine);
    if (picture.isNull())
        return;
    painter.save();
    if (isFading)
        painter.setOpacity(std::min(1.0, static_cast<double>(m_clock.elapsed() - m_fades.value(asset)) / fadeMs));
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(box, pictureRadius, pictureRadius);
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.drawPixmap(box.topLeft(), picture);
    painter.restore();
}

} // namespace batchroom
