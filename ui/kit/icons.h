// SPDX-License-Identifier: GPL-3.0-or-later
// Our line icons: drawn as SVG in resources/icons, rendered to alpha masks when the program is built, tinted here.
// themedIcon() follows the theme and the screen by itself; iconPixmap() is for painting. GUI thread; cached.
#pragma once

#include "ui/kit/theme.h"

#include <QIcon>
#include <QPixmap>

namespace batchroom {

// Values are in the order of the names in icon_names.txt (alphabetical), which the build checks.
enum class IconId {
#define BATCHROOM_ICON(id, file) id,
#include "ui/kit/icon_list.inc"
#undef BATCHROOM_ICON
};
inline constexpr int iconCount = 0
#define BATCHROOM_ICON(id, file) +1
#include "ui/kit/icon_list.inc"
#undef BATCHROOM_ICON
    ;

// Drawn in the theme's colour at the moment of painting: stays right after a change of theme or screen.
QIcon themedIcon(IconId id, ColorRole role = ColorRole::Text);
// size in logical pixels: 14, 16 and 20 are drawn for it, others are scaled from the next larger one.
QPixmap iconPixmap(IconId id, const QColor& color, int size, qreal dpr);
// Paints into the centre of box, on whole device pixels.
void paintIcon(QPainter& painter, IconId id, const QRect& box, const QColor& color, int size = 16);
QLatin1StringView iconFileName(IconId id);  // "chevron-down"
QIcon appIcon();                            // 16 to 256 px
QPixmap appIconPixmap(int size, qreal dpr); // the mark at the top left

} // namespace batchroom
