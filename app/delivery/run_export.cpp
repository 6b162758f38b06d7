// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/sha256.h"
#include "app/delivery/export_plan.h"
#include "app/delivery/manifest.h"
#include "app/delivery/part_file.h"
#include "app/delivery/render_variant.h"
#include "app/delivery/variant_rows.h"
#include "app/imaging/picture_buffers.h"
#include "app/library/asset_store.h"
#include "app/store/durable_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QThreadPool>

#include <atomic>
#include <mutex>

namespace batchroom {

namespace {

// The pictures of one run, worked off by several workers; what they find is collected here.
class ExportRun {
public:
    ExportRun(const ExportPlan& plan, const ExportOptions& options, const AssetStore& originals, Store& store,
        const std::function<void(const VariantResult&)>& onVariant, std::stop_token stop)
        : m_plan(plan)
        , m_options(options)
        , m_originals(originals)
        , m_store(store)
        , m_onVariant(onVariant)
        , m_stop(std::move(stop))
        , m_results(size_t(plan.pictures.size()))
    {
    }

    void workOff()
    {
        const KeepPictureBuffers keep;
        while (!m_stop.stop_requested()) {
            const size_t next = m_next.fetch_add(1);
            if (next >= m_results.size())
                return;
            exportPicture(m_plan.pictures[qsizetype(next)], m_results[next]);
        }
    }

    // In the order of the assets, whichever worker was faster.
    ExportSummary summary() const
    {
        ExportSummary summary;
        for (const QList<VariantResult>& results : m_results) {
            for (const VariantResult& result : results) {
                if (!result.variant.path.isEmpty())
                    summary.variants.append(result.variant);
                if (result.error)
                    summary.failures.append(result);
            }
        }
        summary.isCancelled = m_stop.stop_requested() && m_finished < m_plan.files();
        return summary;
    }

private:
    void exportPicture(const PlannedPicture& planned, QList<VariantResult>& results)
    {
        const Result<QImage> picture = m_originals.readOriginal(planned.asset).andThen([](const QByteArray& bytes) {
            return decodePicture(bytes);
        });
        QList<VariantResult> made;
        for (qsizetype index = 0; index < m_plan.presets.size() && !m_stop.stop_requested(); ++index) {
            const Preset& preset = m_plan.presets[index];
            VariantResult result{variantOf(planned.asset, preset), std::nullopt};
            const Result<void> done =
                picture ? exportVariant(*picture, planned, index, result.variant) : Result<void>(picture.error());
            if (!done)
                result.error = done.error();
            made.append(result);
        }
        remember(planned.asset.id, made);
        results = made;
        for (const VariantResult& result : std::as_const(made))
            tell(result);
    }

    static Variant variantOf(const Asset& asset, const Preset& preset)
    {
        Variant variant;
        variant.asset = asset.id;
        variant.preset = preset.id;
        variant.size = preset.size;
        return variant;
    }

    Result<void> exportVariant(
        const QImage& picture, const PlannedPicture& planned, qsizetype index, Variant& variant) const
    {
        const Result<RenderedVariant> rendered =
            renderVariant(picture, planned.asset, m_plan.presets[index], m_options);
        if (!rendered)
            return rendered.error();
        const Result<QString> path = writeNewFile(m_options.folder, planned.names[index], rendered->bytes);
        if (!path)
            return path.error();
        variant.path = *path;
        variant.bytes = rendered->bytes.size();
        variant.sha256 = QString::fromLatin1(sha256Hex(rendered->bytes));
        variant.crop = rendered->crop;
        variant.quality = rendered->quality;
        variant.lossShare = rendered->lossShare;
        variant.isEnlarged = rendered->isEnlarged;
        return {};
    }

    // The files are there even when the library cannot note them; both is told.
    void remember(AssetId asset, QList<VariantResult>& made)
    {
        QList<Variant> written;
        for (const VariantResult& result : std::as_const(made))
            if (!result.error)
                written.append(result.variant);
        if (written.isEmpty())
            return;
        const Result<void> stored = storeVariants(m_store, asset, written);
        if (stored)
            return;
        for (VariantResult& result : made)
            if (!result.error)
                result.error = stored.error();
    }

    void tell(const VariantResult& result)
    {
        const std::scoped_lock lock(m_mutex);
        ++m_finished;
        if (m_onVariant)
            m_onVariant(result);
    }

    const ExportPlan& m_plan;
    const ExportOptions& m_options;
    const AssetStore& m_originals;
    Store& m_store;
    const std::function<void(const VariantResult&)>& m_onVariant;
    const std::stop_token m_stop;
    std::vector<QList<VariantResult>> m_results; // each written by one worker
    std::atomic<size_t> m_next = 0;
    std::mutex m_mutex;
    int m_finished = 0;
};

Result<void> prepareFolder(const QString& folder)
{
    const Result<void> there = ensureFolder(folder);
    if (there) {
        removeAbandonedParts(folder);
        return {};
    }
    return {there.error().code,
        QCoreApplication::translate(
            "Delivery", "The folder %1 cannot be made, so nothing was exported. Choose another one.")
            .arg(QDir::toNativeSeparators(folder)),
        there.error().detail};
}

void finishFolder(ExportSummary& summary, const ExportPlan& plan, const ExportOptions& options)
{
    QHash<AssetId, Asset> assets;
    for (const PlannedPicture& picture : plan.pictures)
        assets.insert(picture.asset.id, picture.asset);
    const Result<void> synced = syncFolder(options.folder);
    const Result<QString> manifest = writeManifest(options.folder, summary, assets, options.recipe);
    if (manifest)
        summary.manifestPath = *manifest;
    // A failure of the folder as a whole has no asset and no preset.
    if (!synced)
        summary.failures.append(VariantResult{{}, synced.error()});
    else if (!manifest)
        summary.failures.append(VariantResult{{}, manifest.error()});
}

} // namespace

Result<ExportSummary> runExport(const QList<Asset>& assets, const ExportOptions& options, const AssetStore& originals,
    Store& store, const std::function<void(const VariantResult&)>& onVariant, std::stop_token stop, int workers)
{
    originals.rest();
    const Result<ExportPlan> plan = planExport(assets, options);
    if (!plan)
        return plan.error();
    if (const Result<void> ready = prepareFolder(options.folder); !ready)
        return ready.error();

    ExportRun run(*plan, options, originals, store, onVariant, std::move(stop));
    QThreadPool pool;
    pool.setMaxThreadCount(std::max(1, workers));
    for (int worker = 0; worker < pool.maxThreadCount(); ++worker)
        pool.start([&run] { run.workOff(); });
    pool.waitForDone();

    ExportSummary summary = run.summary();
    finishFolder(summary, *plan, options);
    return summary;
}

} // namespace batchroom
