// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the Sandbox's pictures: posters, packs, still lifes and landscapes that look like a campaign. The same request
// gives the same pixels on one machine. Needs a QGuiApplication (any platform) for type; any thread, blocks.
#pragma once

#include <QImage>
#include <QString>
#include <QStringList>

namespace batchroom {

struct PaintRequest {
    QString prompt; // text in quotes ("…", “…”) is set as typography
    QString
        style; // "design", "realistic", "render_3d", "anime", "general", "fiction", "auto", ... any case; empty: auto
    QSize size;
    qint64 seed = 0;
    QStringList palette; // "#RRGGBB"; empty: chosen from prompt and seed
};

QImage paintPicture(const PaintRequest& request);

} // namespace batchroom
