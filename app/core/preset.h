// SPDX-License-Identifier: GPL-3.0-or-later
// A target size with rules, read from presets.json by app/catalog and used by app/delivery.
#pragma once

#include <QList>
#include <QMarginsF>
#include <QSize>
#include <QString>
#include <QStringList>

namespace batchroom {

struct Preset {
    QString id;          // "og"
    QStringList aliases; // "instagram" for ig_sq, "twitter-header" for x_header
    QString platform;    // "Instagram"
    QString placement;   // "Feed, portrait 4:5"
    QString label;       // short, "Feed 4:5"
    QSize size;
    qint64 maxBytes = 0; // 0: no limit known
    bool allowsAlpha = true;
    QMarginsF safeZone; // pixels of `size` that are covered on each side; null: none known
    QString note;
    QString source;   // where the figure was read
    QString checked;  // ISO date
    QChar confidence; // A, B or C as in the preset page
};

} // namespace batchroom
