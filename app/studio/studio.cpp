// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"

#include "app/core/log.h"
#include "app/library/document_shelf.h"
#include "app/net/url_rules.h"
#include "app/store/store.h"
#include "app/studio/callback_desk.h"
#include "app/studio/callback_feed.h"
#include "app/studio/event_desk.h"
#include "app/studio/providers.h"
#include "app/studio/public_address.h"
#include "app/webhooks/callbacks.h"
#include "app/webhooks/signature.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <algorithm>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(studioLog, "batchroom.studio")

constexpr int askingThreads = 2; // quotes and key checks; they wait for the network, not for a core

} // namespace

namespace {

struct LibraryParts {
    std::unique_ptr<Clock> clock;
    std::unique_ptr<Store> store;
    std::unique_ptr<AssetStore> originals;
};

Result<std::shared_ptr<LibraryParts>> openLibrary(const QString& folder)
{
    auto clock = std::make_unique<SystemClock>();
    Result<std::unique_ptr<Store>> store = Store::open(folder, *clock);
    if (!store)
        return store.error();
    log::setFile(log::fileIn((*store)->folder()));
    log::note(studioLog(), QStringLiteral("library opened"),
        {{QStringLiteral("event"), QStringLiteral("opened")},
            {QStringLiteral("version"), QStringLiteral(BATCHROOM_VERSION)},
            {QStringLiteral("unclean"), (*store)->wasUncleanlyClosed()}});
    Result<std::unique_ptr<AssetStore>> originals = AssetStore::open(**store);
    if (!originals)
        return originals.error();
    auto library = std::make_shared<LibraryParts>();
    library->clock = std::move(clock);
    library->store = *std::move(store);
    library->originals = *std::move(originals);
    return library;
}

} // namespace

namespace {

Result<CallbackEndpoint> callbackEndpoint(const CallbackTarget& target)
{
    if (target.secretFile.isEmpty())
        return CallbackEndpoint::create(target.address, {}, target.reach);
    const Result<QList<Secret>> secrets = readCallbackSecrets(target.secretFile);
    if (!secrets)
        return secrets.error();
    return CallbackEndpoint::create(target.address, *secrets, target.reach);
}

} // namespace

// In order of dependence; destroyed from the bottom up.
class Studio::Private {
public:
    Private(LibraryParts library, const StudioOptions& options)
        : ownClock(std::move(library.clock))
        , clock(*ownClock)
        , providers(Catalog::builtIn(), clock, options.apiBase, options.dialect, options.sandboxLatency)
        , store(std::move(library.store))
        , originals(std::move(library.originals))
        , index(*store)
        , documents(*store, clock)
        , exporter(*store, *originals)
        , queue(*store, *originals, providers.factory(), clock, random, queueOptions(options))
        , events({*store, *originals, clock, Catalog::builtIn()}, queue, exporter)
        , addressTest(events, clock)
        , callbackDesk(*store)
    {
        asking.setMaxThreadCount(askingThreads);
        QObject::connect(&queue, &JobQueue::assetStored, &index, &AssetIndex::noteStored);
        QObject::connect(&callbackDesk, &CallbackDesk::sentAgain, &events, &EventDesk::sendCallbacksNow);
        QObject::connect(&events, &EventDesk::pictureImported, &index, &AssetIndex::noteStored);
    }
    ~Private()
    {
        askingStop.request_stop();
        asking.waitForDone();
    }

    static JobQueue::Options queueOptions(const StudioOptions& options)
    {
        JobQueue::Options queue;
        queue.placeLimit = options.placeLimit;
        queue.caps = options.caps;
        queue.onlyNewBatches = options.onlyNewBatches;
        return queue;
    }

    std::unique_ptr<Clock> ownClock; // the store keeps a reference to it
    Clock& clock;
    SystemRandom random;
    Providers providers;
    std::unique_ptr<Store> store;
    std::unique_ptr<AssetStore> originals;
    AssetIndex index;
    DocumentShelf documents;
    Exporter exporter;
    JobQueue queue;
    EventDesk events;
    PublicAddressTest addressTest;
    CallbackDesk callbackDesk;
    std::unique_ptr<CallbackFeed> callbacks;
    std::stop_source askingStop;
    QThreadPool asking;
};

Studio::Studio(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}

Studio::~Studio() = default;

Result<std::unique_ptr<Studio>> Studio::open(const StudioOptions& options)
{
    Result<std::shared_ptr<LibraryParts>> library = openLibrary(options.libraryFolder);
    if (!library)
        return library.error();
    return std::unique_ptr<Studio>(new Studio(std::make_unique<Private>(std::move(**library), options)));
}

void Studio::openInBackground(
    const StudioOptions& options, QObject* context, std::function<void(Result<std::unique_ptr<Studio>>)> done)
{
    QtConcurrent::run([folder = options.libraryFolder] {
        return openLibrary(folder);
    }).then(context, [options, done = std::move(done)](const Result<std::shared_ptr<LibraryParts>>& library) {
        if (!library) {
            done(library.error());
            return;
        }
        done(std::unique_ptr<Studio>(new Studio(std::make_unique<Private>(std::move(**library), options))));
    });
}

Result<QString> Studio::restoreNewestBackup(const QString& libraryFolder)
{
    const SystemClock clock;
    return Store::restoreNewestBackup(libraryFolder, clock);
}

const Catalog& Studio::catalog() const
{
    return Catalog::builtIn();
}
Result<LedgerReport> Studio::checkLedger()
{
    Result<LedgerReport> report =
        store().read<LedgerReport>([](Connection& connection) { return batchroom::checkLedger(connection); });
    const Result<QStringList> lost = report ? originals().missingOriginals() : Result<QStringList>(QStringList());
    if (!lost)
        return lost.error();
    for (const QString& path : *lost)
        report->findings.append({{},
            QCoreApplication::translate("LedgerCheck",
                "The picture “%1” is in the library, but its file is not whole "
                "or not there.")
                .arg(path)});
    return report;
}

Store& Studio::store()
{
    return *d->store;
}
JobQueue& Studio::queue()
{
    return d->queue;
}
AssetIndex& Studio::assets()
{
    return d->index;
}
AssetStore& Studio::originals()
{
    return *d->originals;
}
DocumentShelf& Studio::documents()
{
    return d->documents;
}
Exporter& Studio::exporter()
{
    return d->exporter;
}
EventDesk& Studio::events()
{
    return d->events;
}
CallbackDesk& Studio::callbacks()
{
    return d->callbackDesk;
}
QString Studio::libraryFolder() const
{
    return d->store->folder();
}
bool Studio::wasUncleanlyClosed() const
{
    return d->store->wasUncleanlyClosed();
}

void Studio::setKey(const Secret& key)
{
    log::redact(key);
    d->providers.setKey(key);
}

void Studio::checkKey(const Secret& key, QObject* context, std::function<void(Result<void>)> done)
{
    log::redact(key);
    QtConcurrent::run(&d->asking, [providers = &d->providers, key, stop = d->askingStop.get_token()] {
        return providers->checkKey(key, stop);
    }).then(context, std::move(done));
}

// Windows that lie near each other are one question.
Result<QList<UsageFinding>> usageFindings(
    const Providers& providers, const Store& store, const Secret& adminKey, qint64 nowMs, std::stop_token stop)
{
    const auto tries = store.read<QList<LedgerTry>>(
        [](Connection& connection) { return triesAroundUnknown(connection, QStringLiteral("ideogram"), 2 * hourMs); });
    if (!tries)
        return tries.error();
    QList<UsageBucket> buckets;
    const QList<UsageWindow> windows = usageWindows(*tries);
    for (qsizetype first = 0; first < windows.size();) {
        qsizetype next = first + 1;
        while (next < windows.size() && windows.at(next).endMs - windows.at(first).startMs <= longestUsageMs)
            ++next;
        const Result<QList<UsageBucket>> part = providers.usage(adminKey, windows.at(first).startMs,
            std::clamp(nowMs, windows.at(first).startMs + 1, windows.at(next - 1).endMs), stop);
        if (!part)
            return part.error();
        buckets += *part;
        first = next;
    }
    return compareUsage(*tries, buckets, nowMs);
}

void Studio::checkUsage(const Secret& adminKey, QObject* context, std::function<void(Result<QList<UsageFinding>>)> done)
{
    log::redact(adminKey);
    QtConcurrent::run(&d->asking,
        [providers = &d->providers, store = d->store.get(), adminKey, now = d->clock.now().count(),
            stop = d->askingStop.get_token()] { return usageFindings(*providers, *store, adminKey, now, stop); })
        .then(context, std::move(done));
}

void Studio::checkAdminKey(const Secret& key, QObject* context, std::function<void(Result<void>)> done)
{
    log::redact(key);
    QtConcurrent::run(&d->asking,
        [providers = &d->providers, key, now = d->clock.now().count(), stop = d->askingStop.get_token()] {
            const auto billed = providers->usage(key, now - hourMs, now, stop);
            return billed ? Result<void>() : Result<void>(billed.error());
        })
        .then(context, std::move(done));
}

void Studio::setWebhookAddress(const QUrl& address)
{
    d->providers.setWebhook(address);
}

void Studio::testPublicAddress(const QUrl& address, std::function<void(Result<void>)> done)
{
    d->addressTest.start(address, std::move(done));
}

Result<void> Studio::setCallback(const CallbackTarget& target)
{
    const Result<CallbackEndpoint> endpoint = callbackEndpoint(target);
    if (!endpoint)
        return endpoint.error();
    d->callbacks =
        std::make_unique<CallbackFeed>(*d->store, d->clock, d->queue, d->index, *d->originals, d->exporter, *endpoint);
    QObject::connect(&d->events, &EventDesk::exported, d->callbacks.get(), &CallbackFeed::tellExport);
    (void)QtConcurrent::run(
        &d->asking, [store = d->store.get(), named = *endpoint] { return reopenEndpoint(*store, named).hasValue(); });
    return {};
}

void Studio::finishCallbacks(const QList<BatchSummary>& batches, const QList<JobRow>& jobs,
    std::chrono::milliseconds atMost, std::function<void(OutboxCounts)> done)
{
    if (d->callbacks)
        d->callbacks->finish(batches, jobs, atMost, std::move(done));
    else
        done({});
}

QFuture<QuoteResults> Studio::quote(const QString& account, const QList<GenerationRequest>& requests)
{
    return QtConcurrent::run(
        &d->asking, [make = d->providers.factory(), account, requests, stop = d->askingStop.get_token()] {
            const std::unique_ptr<ImageProvider> provider = make(account);
            QHash<QByteArray, Result<Quote>> known;
            QuoteResults results;
            for (const GenerationRequest& request : requests) {
                const QByteArray set = optionSet(request);
                if (!known.contains(set))
                    known.insert(set, provider->quote(request, stop));
                results.append(*known.constFind(set));
            }
            return results;
        });
}

QList<GenerationRequest> requestsOf(const BatchDraft& draft)
{
    QList<GenerationRequest> requests;
    for (const JobDraft& job : draft.jobs)
        requests.append(job.request);
    return requests;
}

bool isSafeForKeys(const QUrl& apiBase)
{
    return apiBase.scheme() == QLatin1StringView("https")
        || (apiBase.scheme() == QLatin1StringView("http") && isLoopbackHost(apiBase));
}

Result<void> checkCallback(const CallbackTarget& target)
{
    const Result<CallbackEndpoint> endpoint = callbackEndpoint(target);
    return endpoint ? Result<void>() : Result<void>(endpoint.error());
}

} // namespace batchroom
