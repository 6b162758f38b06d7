// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/tile_paint.h"

#include "ui/gallery/tile_picture.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/paint.h"

#include <QFontMetrics>

namespace batchroom {

namespace {

constexpr double rejectedShare = 0.42;
constexpr int starSize = 11;
constexpr int starGap = 2;
constexpr int widthForWords = 190;

void paintPicture(QPainter& painter, const GalleryTile& tile, const AssetRow& row, const TileLook& look)
{
    const double share = row.decision == static_cast<quint8>(Decision::Rejected) ? rejectedShare : 1.0;
    painter.save();
    painter.setOpacity(share);
    if (look.picture.isNull() || look.presence < 1)
        paintPanel(painter, tile.picture, controlRadius, QColor::fromRgb(row.color));
    if (!look.picture.isNull()) {
        painter.setOpacity(share * look.presence);
        const QSizeF size = look.picture.deviceIndependentSize();
        if (size == QSizeF(tile.picture.size())) {
            painter.drawPixmap(tile.picture.topLeft(), look.picture);
        } else {
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawPixmap(tile.picture, look.picture, coverPart(look.picture.size(), tile.picture.size()));
        }
    }
    painter.restore();
}

void paintRing(QPainter& painter, const GalleryTile& tile, const TileLook& look)
{
    if (look.isChosen)
        paintPanel(painter, QRectF(tile.picture).adjusted(-4, -4, 4, 4), controlRadius + 4, QColor(),
            look.hasFocus || !look.isCurrent ? theme().accent : theme().selectionEdge, 2);
    if (look.isCurrent && !look.isChosen && look.hasFocus)
        paintPanel(painter, QRectF(tile.picture).adjusted(-4, -4, 4, 4), controlRadius + 4, QColor(), theme().muted, 2);
}

void paintDecision(QPainter& painter, const QRect& caption, Decision decision)
{
    if (decision == Decision::None)
        return;
    const BadgeLook look = lookOf(decision);
    const QColor color = theme()[look.role];
    const int words = caption.width() > widthForWords
        ? QFontMetrics(fontOf(FontRole::SmallMedium)).horizontalAdvance(look.word) + 4
        : 0;
    const QRect icon(caption.right() - words - 18, caption.top(), 16, caption.height());
    paintIcon(painter, look.icon, icon, color, 16);
    if (words > 0)
        paintText(painter, QRect(icon.right() + 5, caption.top(), words + 2, caption.height()), look.word,
            FontRole::SmallMedium, color);
}

} // namespace

void paintTile(QPainter& painter, const GalleryTile& tile, const AssetRow& row, const TileLook& look)
{
    paintPicture(painter, tile, row, look);
    paintRing(painter, tile, look);
    if (row.rating > 0) {
        const QPoint at(tile.caption.left() + 3, tile.caption.center().y() - starSize / 2);
        paintStars(painter, at, row.rating, starSize, starGap, look.isChosen ? theme().text : theme().muted);
    }
    paintDecision(painter, tile.caption, static_cast<Decision>(row.decision));
}

} // namespace batchroom
