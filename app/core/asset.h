// SPDX-License-Identifier: GPL-3.0-or-later
// Assets as values: one generated image in the library with its recipe, and what people decided about it.
#pragma once

#include "app/core/generation.h"
#include "app/core/ids.h"

#include <QMap>
#include <QPointF>

namespace batchroom {

enum class Decision { None, Approved, Rejected, NeedsChange };
QString decisionName(Decision decision);
std::optional<Decision> decisionFromName(QStringView name);

// Everything needed to make the picture again, and where it came from.
struct Recipe {
    GenerationRequest request;
    QString returnedPrompt;
    std::optional<qint64> seed; // the one used
    QString generationId;
    QString account;
    Money price;
    qint64 createdMs = 0;
    qint64 durationMs = 0; // from first byte sent to the answer with the picture
    QMap<QString, QString> metadata;
};

struct Asset {
    AssetId id;
    JobId job;
    BatchId batch;
    QString batchName;
    CampaignId campaign;
    QString campaignName;
    QString name;
    QString sha256;    // hex; the original is originals/ab/<sha256>.<ext>
    QString extension; // "png", "jpg", "webp"
    QSize size;
    qint64 bytes = 0;
    Decision decision = Decision::None;
    QString decisionNote;
    int rating = 0; // 0 to 5
    int exportCount = 0;
    QPointF focalPoint{0.5, 0.5}; // 0..1 of width and height
    Recipe recipe;
};

// What the gallery keeps of every picture in view order: 100,000 of them stay small.
struct AssetRow {
    AssetId id;
    BatchId batch;
    quint16 width = 0;
    quint16 height = 0;
    quint32 color = 0; // dominant colour 0xRRGGBB, shown until the thumbnail is there
    quint32 kilobytes = 0;
    quint8 decision = 0; // Decision
    quint8 rating = 0;
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::Asset)
Q_DECLARE_METATYPE(batchroom::AssetRow)
