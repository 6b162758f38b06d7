// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a `run` or `resume`: export, callbacks, the summary; also when it is interrupted.
#include "app/cli/run_totals.h"
#include "app/cli/work_session.h"
#include "app/studio/event_desk.h"

#include <QCoreApplication>
#include <QDir>

namespace batchroom::cli {

namespace {

constexpr std::chrono::seconds callbackPatience{10};

QJsonObject jsonOf(const Variant& variant)
{
    return {
        {QStringLiteral("type"), QStringLiteral("variant")},
        {QStringLiteral("asset"), variant.asset.value},
        {QStringLiteral("preset"), variant.preset},
        {QStringLiteral("path"), variant.path},
        {QStringLiteral("width"), variant.size.width()},
        {QStringLiteral("height"), variant.size.height()},
        {QStringLiteral("bytes"), variant.bytes},
        {QStringLiteral("sha256"), variant.sha256},
    };
}

} // namespace

void WorkSession::settle()
{
    m_isWorking = false;
    m_isSettling = true;
    if (m_pendingAssetLines > 0)
        return;
    m_isSettling = false;
    m_studio.queue().snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        if (!snapshot) {
            m_console.fail(snapshot.error());
            m_finished(libraryUnavailable);
            return;
        }
        m_console.endProgress();
        if (m_options.exporting.presets.isEmpty())
            tellOthers(*snapshot);
        else
            exportPictures(*snapshot);
    });
}

void WorkSession::exportPictures(const QueueSnapshot& snapshot)
{
    QList<AssetId> ids;
    for (const JobRow& job : snapshot.jobs)
        if (isOurs(job.batch) && job.asset)
            ids.append(job.asset);
    m_studio.assets().assets(ids).then(this, [this, snapshot](const Result<QList<Asset>>& assets) {
        if (!assets || assets->isEmpty()) {
            if (!assets)
                m_console.fail(assets.error());
            tellOthers(snapshot);
            return;
        }
        ExportOptions options = m_options.exporting;
        if (options.folder.isEmpty())
            options.folder = m_studio.libraryFolder() + QStringLiteral("/exports");
        Exporter& exporter = m_studio.exporter();
        connect(&exporter, &Exporter::variantFinished, this, [this](const VariantResult& result, int done, int total) {
            if (result.error) {
                ++m_failedVariants;
                m_console.fail(*result.error);
            } else {
                ++m_variants;
                m_console.json(jsonOf(result.variant));
            }
            m_console.progress(done, total, tr("resized files"));
        });
        connect(&exporter, &Exporter::failed, this, [this, snapshot](const Error& error) {
            ++m_failedVariants;
            m_console.fail(error);
            tellOthers(snapshot);
        });
        connect(&exporter, &Exporter::finished, this, [this, snapshot](const ExportSummary& summary) {
            m_console.endProgress();
            m_console.say(tr("Resized files and manifest: %1").arg(QDir::toNativeSeparators(summary.manifestPath)));
            tellOthers(snapshot);
        });
        exporter.start(*assets, options);
    });
}

// Callbacks that cannot be delivered now stay in the outbox and are tried again by the next run with --callback.
void WorkSession::tellOthers(const QueueSnapshot& snapshot)
{
    QList<BatchSummary> batches;
    for (const BatchSummary& batch : snapshot.batches)
        if (isOurs(batch.id))
            batches.append(batch);
    QList<JobRow> jobs;
    for (const JobRow& job : snapshot.jobs)
        if (isOurs(job.batch))
            jobs.append(job);
    m_studio.finishCallbacks(batches, jobs, callbackPatience, [this, snapshot](const OutboxCounts& counts) {
        if (counts.waiting + counts.dead + counts.disabled > 0)
            m_console.say(tr("Callbacks: %1 delivered, %2 waiting, %3 given up.")
                              .arg(counts.delivered)
                              .arg(counts.waiting)
                              .arg(counts.dead + counts.disabled));
        // Rules of the library: what this run made is what they wait for.
        m_studio.events().finishWork(callbackPatience, [this, snapshot] { sumUp(snapshot); });
    });
}

void WorkSession::sumUp(const QueueSnapshot& snapshot)
{
    const RunTotals totals = totalsOf(snapshot, m_batches);
    for (auto it = snapshot.holds.cbegin(); it != snapshot.holds.cend(); ++it)
        if (totals.held > 0)
            m_console.say(tr("On hold: %1 Then: batchroom-cli resume").arg(it->message));
    if (snapshot.doubt)
        m_console.say(
            tr("An earlier state of the library was opened: %n waiting image(s) may have been sent since, for "
               "up to %1. Nothing was sent again. Answer with: batchroom-cli resolve JOB… "
               "--ask-again | --resend | --write-off",
                nullptr, snapshot.doubt->jobs)
                .arg(snapshot.doubt->possible.toText()));
    const QString lost = totals.unknown.isZero()
        ? QString()
        : tr(", %1 may have been charged for images whose answer was lost").arg(totals.unknown.toText());
    m_console.say(tr("%1 of %n image(s) done, %2 spent%3.", nullptr, totals.jobs)
                      .arg(QString::number(totals.count(JobState::Done)), totals.spent.toText(), lost));
    sayTotals(snapshot, totals);
    m_finished(exitCodeOf(totals, m_failedVariants));
}

void WorkSession::sayTotals(const QueueSnapshot& snapshot, const RunTotals& totals)
{
    QJsonObject line = summaryLine(totals, m_variants);
    line.insert(QStringLiteral("campaigns"), campaignsOf(snapshot, m_batches));
    m_console.json(line);
}

void WorkSession::interrupt()
{
    m_isWorking = false;
    m_studio.queue().snapshot().then(this, [this](const Result<QueueSnapshot>& snapshot) {
        m_console.endProgress();
        if (snapshot) {
            const RunTotals totals = totalsOf(*snapshot, m_batches);
            m_console.say(
                tr("Interrupted: %1 of %n image(s) done, %2 spent. What was sent is fetched and the rest sent "
                   "with: batchroom-cli resume",
                    nullptr, totals.jobs)
                    .arg(QString::number(totals.count(JobState::Done)), totals.spent.toText()));
            sayTotals(*snapshot, totals);
        }
        m_finished(interrupted);
    });
}

} // namespace batchroom::cli
