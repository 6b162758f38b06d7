// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/icons.h"

#include "ui/kit/icon_masks.h"

#include <QCache>
#include <QIconEngine>
#include <QPainter>

#include <array>
#include <cmath>

namespace batchroom {
namespace {

// The same tables as in render_icons.cpp.
constexpr std::array<int, 3> sizes{14, 16, 20};
constexpr std::array<int, 6> scalesInQuarters{4, 5, 6, 8, 10, 12};

struct MaskPlace {
    qsizetype offset = 0;
    int side = 0;
};

// The mask of exactly this form and device side, else the smallest larger one of that form.
MaskPlace maskFor(int size, int deviceSide)
{
    const int form = size <= 14 ? 14 : size <= 18 ? 16 : 20;
    qsizetype offset = 0;
    MaskPlace last;
    for (const int candidate : sizes) {
        for (const int quarters : scalesInQuarters) {
            const int side = candidate * quarters / 4;
            if (candidate == form) {
                last = {offset, side};
                if (side >= deviceSide)
                    return last;
            }
            offset += qsizetype(side) * side;
        }
    }
    return last;
}

const QByteArray& masksOf(IconId id)
{
    static std::array<QByteArray, iconCount> unpacked;
    QByteArray& masks = unpacked[static_cast<size_t>(id)];
    if (masks.isEmpty()) {
        const PackedIcon& packed = packedIcons[static_cast<size_t>(id)];
        masks = qUncompress(packed.bytes, packed.size);
    }
    return masks;
}

QImage tinted(IconId id, const QColor& color, int size, int deviceSide)
{
    const MaskPlace place = maskFor(size, deviceSide);
    const QByteArray& masks = masksOf(id);
    QImage image(place.side, place.side, QImage::Format_ARGB32_Premultiplied);
    const auto* alpha = reinterpret_cast<const uchar*>(masks.constData()) + place.offset;
    for (int y = 0; y < place.side; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < place.side; ++x) {
            const int opacity = *alpha++ * color.alpha() / 255;
            line[x] = qPremultiply(qRgba(color.red(), color.green(), color.blue(), opacity));
        }
    }
    if (place.side != deviceSide)
        image = image.scaled(deviceSide, deviceSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image;
}

class ThemedIconEngine : public QIconEngine {
public:
    ThemedIconEngine(IconId id, ColorRole role)
        : m_id(id)
        , m_role(role)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, m_id, rect, colorFor(mode), std::min(rect.width(), rect.height()));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_id, colorFor(mode), std::min(size.width(), size.height()), 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int device = std::min(size.width(), size.height());
        return iconPixmap(m_id, colorFor(mode), static_cast<int>(std::lround(device / scale)), scale);
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(m_id, m_role); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? blended(theme()[m_role], theme().panel, 0.42) : theme()[m_role];
    }
    IconId m_id;
    ColorRole m_role;
};

QPixmap loadedAppIcon(const PackedAppIcon& packed)
{
    QPixmap pixmap;
    pixmap.loadFromData(packed.bytes, static_cast<uint>(packed.size), "PNG");
    return pixmap;
}

} // namespace

QIcon themedIcon(IconId id, ColorRole role)
{
    return QIcon(new ThemedIconEngine(id, role));
}

QPixmap iconPixmap(IconId id, const QColor& color, int size, qreal dpr)
{
    static QCache<QString, QPixmap> cache(2000);
    const QString key =
        QStringLiteral("%1/%2/%3/%4").arg(static_cast<int>(id)).arg(color.rgba()).arg(size).arg(std::lround(dpr * 100));
    if (const QPixmap* known = cache.object(key))
        return *known;
    QPixmap pixmap =
        QPixmap::fromImage(tinted(id, color, size, std::max(1, static_cast<int>(std::lround(size * dpr)))));
    pixmap.setDevicePixelRatio(dpr);
    cache.insert(key, new QPixmap(pixmap));
    return pixmap;
}

void paintIcon(QPainter& painter, IconId id, const QRect& box, const QColor& color, int size)
{
    const qreal dpr = painter.device()->devicePixelRatio();
    const QPoint corner(box.x() + (box.width() - size) / 2, box.y() + (box.height() - size) / 2);
    painter.drawPixmap(corner, iconPixmap(id, color, size, dpr));
}

QLatin1StringView iconFileName(IconId id)
{
    static constexpr std::array<const char*, iconCount> names{
#define BATCHROOM_ICON(icon, file) file,
#include "ui/kit/icon_list.inc"
#undef BATCHROOM_ICON
    };
    return QLatin1StringView(names[static_cast<size_t>(id)]);
}

QIcon appIcon()
{
    QIcon icon;
    for (int i = 0; i < packedAppIconCount; ++i)
        icon.addPixmap(loadedAppIcon(packedAppIcons[i]));
    return icon;
}

QPixmap appIconPixmap(int size, qreal dpr)
{
    const int wanted = static_cast<int>(std::lround(size * dpr));
    QPixmap pixmap;
    for (int i = 0; i < packedAppIconCount; ++i) {
        pixmap = loadedAppIcon(packedAppIcons[i]);
        if (pixmap.width() >= wanted)
            break;
    }
    if (pixmap.width() != wanted)
        pixmap = pixmap.scaled(wanted, wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    pixmap.setDevicePixelRatio(dpr);
    return pixmap;
}

} // namespace batchroom
