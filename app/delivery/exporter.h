// SPDX-License-Identifier: GPL-3.0-or-later
// Renders variants of assets for presets into a folder: decode once per picture, then every preset from it.
// planExport() is pure; runExport() blocks and is for worker threads; Exporter runs it on its own pool and lives on the
// GUI thread.
#pragma once

#include "app/core/asset.h"
#include "app/core/preset.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>

namespace batchroom {

class AssetStore;
class Store;

enum class VariantFormat { Jpeg, Png, WebP };
enum class WriteRecipe { Yes, No };

struct ExportOptions {
    QList<Preset> presets;
    QString folder;
    VariantFormat format = VariantFormat::Jpeg;
    int quality = 85; // 1 to 100; PNG ignores it
    QString nameTemplate = QStringLiteral("{campaign}_{name}_{preset}_{n:03}");
    WriteRecipe recipe = WriteRecipe::Yes;
};

struct Variant {
    AssetId asset;
    QString preset;
    QString path;
    QSize size;
    qint64 bytes = 0;
    QString sha256;
    double lossShare = 0;    // 0..1 of the picture's area cropped away
    bool isEnlarged = false; // the crop had fewer pixels than the preset
};

struct VariantResult {
    Variant variant;
    std::optional<Error> error;
};

struct ExportSummary {
    QList<Variant> variants;
    QList<VariantResult> failures;
    QString manifestPath; // manifest.json in the folder
};

// Cover crop of `picture` for `target` that keeps the focal point as central as it can be.
QRect coverCrop(QSize picture, QSize target, QPointF focalPoint);
double cropLoss(QSize picture, QSize target);

// Fields: {campaign} {batch} {name} {preset} {w} {h} {seed} {index} {n} {n:03} {date} {model} {prompt:40}. Safe on
// Windows, macOS and Linux, at most 120 bytes. Unknown fields are an error.
Result<QString> variantName(const QString& nameTemplate, const Asset& asset, const Preset& preset, int number);

// Never overwrites: a taken name gets -2, -3, ... An asset that fails does not stop the others.
Result<ExportSummary> runExport(const QList<Asset>& assets, const ExportOptions& options, const AssetStore& originals,
    Store& store, const std::function<void(const VariantResult&)>& onVariant, std::stop_token stop, int workers = 2);

class Exporter : public QObject {
    Q_OBJECT
public:
    Exporter(Store& store, const AssetStore& originals, QObject* parent = nullptr);
    ~Exporter() override;
    bool isRunning() const;
    void start(const QList<Asset>& assets, const ExportOptions& options);
    void cancel();

Q_SIGNALS:
    void started(int files);
    void variantFinished(const batchroom::VariantResult& result, int done, int total);
    void finished(const batchroom::ExportSummary& summary);
    void failed(const batchroom::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace batchroom
