// SPDX-License-Identifier: GPL-3.0-or-later
// Renders variants of assets for presets into a folder: decode once per picture, then every preset from it.
// runExport() blocks and is for worker threads; Exporter runs it on its own pool and lives on the
// GUI thread.
#pragma once

#include "app/core/asset.h"
#include "app/core/preset.h"
#include "app/core/result.h"
#include "app/imaging/picture.h"

#include <QObject>
#include <QRect>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace batchroom {

class AssetStore;
class Store;

enum class WriteRecipe { Yes, No };

struct ExportOptions {
    QList<Preset> presets;
    QString folder;
    PictureFormat format = PictureFormat::Jpeg;
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
    QRect crop;              // pixels of the original
    int quality = 0;         // the one it became: lower than asked for where the preset has a byte limit; 0 for PNG
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
    QString manifestPath; // manifest.json in the folder (manifest-2.json beside a foreign one); empty: not written
    bool isCancelled = false;
};

// Cover crop of `picture` for `target` that keeps the focal point as central as it can be.
QRect coverCrop(QSize picture, QSize target, QPointF focalPoint);
double cropLoss(QSize picture, QSize target);

// A file name without its extension. Fields: {campaign} {batch} {name} {preset} {w} {h} {seed} {index} {n} {n:03}
// {date} {model} {prompt:40}. Safe on Windows, macOS and Linux, at most 120 bytes with a "-9999" and the extension.
// {index} is the number of the asset in the library, {n} the one of the picture in this export. Numbers take {n:03},
// texts a length {prompt:40}. Unknown fields are an error.
Result<QString> variantName(const QString& nameTemplate, const Asset& asset, const Preset& preset, int number);

// Never overwrites: a taken name gets -2, -3, ... An asset that fails does not stop the others; when stopped, what is
// finished is kept. `onVariant` is called from the workers, one at a time. The Error is for an export that could not
// begin.
Result<ExportSummary> runExport(const QList<Asset>& assets, const ExportOptions& options, const AssetStore& originals,
    Store& store, const std::function<void(const VariantResult&)>& onVariant, std::stop_token stop, int workers = 2);

class Exporter : public QObject {
    Q_OBJECT
public:
    Exporter(Store& store, const AssetStore& originals, QObject* parent = nullptr);
    ~Exporter() override;
    bool isRunning() const;
    // While one runs, the next waits for it.
    void start(const QList<Asset>& assets, const ExportOptions& options);
    // Also those that wait. finished() still comes, with isCancelled.
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
