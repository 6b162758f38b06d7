// SPDX-License-Identifier: GPL-3.0-or-later
// review, export: the person's decisions and what leaves the library.
#include "app/cli/commands.h"
#include "app/cli/open_studio.h"

#include <QCoreApplication>
#include <QDir>

namespace batchroom::cli {

namespace {

QString tr(const char* text, qsizetype n = -1)
{
    return QCoreApplication::translate("ChangeCommands", text, nullptr, static_cast<int>(n));
}

template <typename IdType>
QList<IdType> idsOf(const QStringList& words)
{
    QList<IdType> ids;
    for (const QString& word : words)
        ids.append(IdType{word.toLongLong()});
    return ids;
}

void exportAssets(Studio& studio, const QList<Asset>& assets, const Options& options, Console& console,
    QObject* context, const Finish& finish)
{
    Exporter& exporter = studio.exporter();
    ExportOptions exporting = options.exporting;
    if (exporting.folder.isEmpty())
        exporting.folder = studio.libraryFolder() + QStringLiteral("/exports");
    QObject::connect(
        &exporter, &Exporter::variantFinished, context, [&console](const VariantResult& result, int done, int total) {
            if (result.error)
                console.fail(*result.error);
            else
                console.json({
                    {QStringLiteral("type"), QStringLiteral("variant")},
                    {QStringLiteral("asset"), result.variant.asset.value},
                    {QStringLiteral("preset"), result.variant.preset},
                    {QStringLiteral("path"), result.variant.path},
                    {QStringLiteral("width"), result.variant.size.width()},
                    {QStringLiteral("height"), result.variant.size.height()},
                    {QStringLiteral("bytes"), result.variant.bytes},
                    {QStringLiteral("sha256"), result.variant.sha256},
                });
            console.progress(done, total, tr("files"));
        });
    QObject::connect(&exporter, &Exporter::failed, context, [&console, finish](const Error& error) {
        console.fail(error);
        finish(someNeedAttention);
    });
    QObject::connect(&exporter, &Exporter::finished, context, [&console, finish](const ExportSummary& summary) {
        console.say(tr("%n file(s). Manifest: %1", summary.variants.size())
                        .arg(QDir::toNativeSeparators(summary.manifestPath)));
        finish(summary.failures.isEmpty() ? everythingDone : someNeedAttention);
    });
    exporter.start(assets, exporting);
}

} // namespace

Session beginReview(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    auto guard = std::make_shared<QObject>();
    AssetIndex& index = studio.assets();
    const QList<AssetId> ids = idsOf<AssetId>(options.positional);
    QObject::connect(&index, &AssetIndex::failed, guard.get(), [&console, finish](const Error& error) {
        console.fail(error);
        finish(badUsage);
    });
    QObject::connect(
        &index, &AssetIndex::reviewed, guard.get(), [&console, finish, ids](const QList<AssetId>& reviewed) {
            if (reviewed != ids)
                return; // somebody else's
            console.json(
                {{QStringLiteral("type"), QStringLiteral("review")}, {QStringLiteral("assets"), reviewed.size()}});
            console.say(tr("%n picture(s) decided.", reviewed.size()));
            finish(everythingDone);
        });
    index.assets(ids).then(guard.get(), [&index, &options, &console, ids, finish](const Result<QList<Asset>>& assets) {
        if (!assets || assets->size() != ids.size()) {
            console.fail(assets ? Error{ErrorCode::NotFound, tr("Not all of these pictures are in this library."), {}}
                                : assets.error());
            finish(badUsage);
            return;
        }
        index.review({ids, options.decision, options.decisionNote, options.rating});
    });
    return guard;
}

int exportCommand(const Options& options, Console& console)
{
    return withStudio(options, console, WhichBatches::All, [&](Studio& studio, const Finish& finish) {
        auto guard = std::make_shared<QObject>();
        QObject* context = guard.get();
        const auto exportAll = [&, context, finish](const Result<QList<Asset>>& assets) {
            if (!assets) {
                console.fail(assets.error());
                finish(badUsage);
            } else if (assets->isEmpty()) {
                console.fail({ErrorCode::NotFound, tr("No picture matches, so there is nothing to export."), {}});
                finish(badUsage);
            } else {
                exportAssets(studio, *assets, options, console, context, finish);
            }
        };
        if (!options.approvedOnly) {
            studio.assets().assets(idsOf<AssetId>(options.positional)).then(context, exportAll);
            return guard;
        }
        AssetFilter approved;
        approved.decisions.append(Decision::Approved);
        studio.assets().select(approved).then(
            context, [&studio, context, exportAll](const Result<AssetSelection>& selection) {
                QList<AssetId> ids;
                if (selection)
                    for (const AssetRow& row : selection->rows)
                        ids.append(row.id);
                studio.assets().assets(ids).then(context, exportAll);
            });
        return guard;
    });
}

} // namespace batchroom::cli
