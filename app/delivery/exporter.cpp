// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/exporter.h"

#include <QThreadPool>

#include <deque>
#include <mutex>

namespace batchroom {

namespace {

struct WaitingExport {
    QList<Asset> assets;
    ExportOptions options;
};

} // namespace

class Exporter::Private {
public:
    Private(Exporter& exporter, Store& libraryStore, const AssetStore& assetStore)
        : q(exporter)
        , store(libraryStore)
        , originals(assetStore)
    {
        pool.setMaxThreadCount(1);
    }

    void startNext();
    void run(const WaitingExport& work, std::stop_token stopped);
    void keepResult(const VariantResult& result);
    void deliverResults();
    void finish(const Result<ExportSummary>& summary);

    Exporter& q;
    Store& store;
    const AssetStore& originals;
    std::deque<WaitingExport> waiting;
    bool isRunning = false;
    int done = 0;
    int total = 0;
    std::stop_source stop;

    // Results the GUI thread has not seen yet: one event brings all of them, however many there are.
    std::mutex mutex;
    QList<VariantResult> results;

    QThreadPool pool; // last: nothing above goes away before its threads have
};

void Exporter::Private::startNext()
{
    if (waiting.empty())
        return;
    const WaitingExport next = waiting.front();
    waiting.pop_front();
    isRunning = true;
    done = 0;
    total = int(next.assets.size() * next.options.presets.size());
    stop = std::stop_source();
    Q_EMIT q.started(total);
    pool.start([this, next, token = stop.get_token()] { run(next, token); });
}

void Exporter::Private::run(const WaitingExport& work, std::stop_token stopped)
{
    const Result<ExportSummary> summary = runExport(
        work.assets, work.options, originals, store, [this](const VariantResult& result) { keepResult(result); },
        std::move(stopped));
    QMetaObject::invokeMethod(
        &q,
        [this, summary] {
            deliverResults();
            finish(summary);
        },
        Qt::QueuedConnection);
}

void Exporter::Private::keepResult(const VariantResult& result)
{
    bool isFirst = false;
    {
        const std::scoped_lock lock(mutex);
        isFirst = results.isEmpty();
        results.append(result);
    }
    if (isFirst)
        QMetaObject::invokeMethod(
            &q, [this] { deliverResults(); }, Qt::QueuedConnection);
}

void Exporter::Private::deliverResults()
{
    QList<VariantResult> arrived;
    {
        const std::scoped_lock lock(mutex);
        arrived.swap(results);
    }
    for (const VariantResult& result : std::as_const(arrived))
        Q_EMIT q.variantFinished(result, ++done, total);
}

void Exporter::Private::finish(const Result<ExportSummary>& summary)
{
    isRunning = false;
    if (summary)
        Q_EMIT q.finished(*summary);
    else
        Q_EMIT q.failed(summary.error());
    if (!isRunning) // somebody may have started the next one while being told
        startNext();
}

Exporter::Exporter(Store& store, const AssetStore& originals, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store, originals))
{
}

Exporter::~Exporter()
{
    d->waiting.clear();
    d->stop.request_stop();
    d->pool.waitForDone();
}

bool Exporter::isRunning() const
{
    return d->isRunning || !d->waiting.empty();
}

void Exporter::start(const QList<Asset>& assets, const ExportOptions& options)
{
    d->waiting.push_back({assets, options});
    if (!d->isRunning)
        d->startNext();
}

void Exporter::cancel()
{
    d->waiting.clear();
    d->stop.request_stop();
}

} // namespace batchroom
