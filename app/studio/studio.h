// SPDX-License-Identifier: GPL-3.0-or-later
// Composition root: wires store, library, queue, provider, sandbox, delivery and settings for both programs.
// Lives on the main thread; members are declared in order of dependence and destroyed in reverse.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/clock.h"
#include "app/core/random_source.h"
#include "app/core/secret.h"
#include "app/delivery/exporter.h"
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"
#include "app/store/ledger_check.h"
#include "app/store/outbox_repository.h"
#include "app/studio/usage_check.h"
#include "app/webhooks/callback_endpoint.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace batchroom {

class CallbackDesk;
class DocumentShelf;
class EventDesk;
class Store;

struct StudioOptions {
    QString libraryFolder;
    QUrl apiBase;                   // empty: https://api.ideogram.ai; plain http only to loopback
    std::optional<Dialect> dialect; // forced; otherwise what the model says
    int placeLimit = 10;
    SpendCaps caps;
    bool onlyNewBatches = false;                             // earlier batches are left alone
    std::optional<std::chrono::milliseconds> sandboxLatency; // none: like the real service, by speed
};

// One entry a request, in order.
using QuoteResults = QList<Result<Quote>>;

class Studio : public QObject {
    Q_OBJECT
public:
    // Blocks for the time the library takes to open.
    static Result<std::unique_ptr<Studio>> open(const StudioOptions& options);
    // The same without blocking this thread; done is called on it, unless context died.
    static void openInBackground(
        const StudioOptions& options, QObject* context, std::function<void(Result<std::unique_ptr<Studio>>)> done);
    // For a damaged library that is not open: the newest backup takes its place, the damaged file is kept. Blocks.
    static Result<QString> restoreNewestBackup(const QString& libraryFolder);
    ~Studio() override;

    const Catalog& catalog() const;
    Store& store();
    JobQueue& queue();
    AssetIndex& assets();
    AssetStore& originals();
    DocumentShelf& documents();
    Exporter& exporter();
    EventDesk& events();
    CallbackDesk& callbacks();
    QString libraryFolder() const;
    bool wasUncleanlyClosed() const;
    // Adds the money up again from the ledger alone, and looks for every original's file. Blocks.
    Result<LedgerReport> checkLedger();

    // The key of the Ideogram account for this session; an empty one makes its queue hold with KeyMissing.
    void setKey(const Secret& key);
    // Free: one dry_run quote with that key. NotAllowed, KeyRefused, Network ... done is called on this thread.
    void checkKey(const Secret& key, QObject* context, std::function<void(Result<void>)> done);
    // Free: how many of the account's unknown jobs the provider billed, by the hour; empty when none is unknown. Asked
    // with an administrator's key, without one with the session's. done is called on this thread, unless context died.
    void checkUsage(const Secret& adminKey, QObject* context, std::function<void(Result<QList<UsageFinding>>)> done);
    // Free: asks with that key what was billed in the last hour. KeyRefused, Network ... done is called on this thread.
    void checkAdminKey(const Secret& key, QObject* context, std::function<void(Result<void>)> done);
    // Ideogram is told where to say that a generation is finished, with asynchronous jobs from now on; empty: nowhere.
    void setWebhookAddress(const QUrl& address);
    // Sends a signed event through a public address to the listener; see PublicAddressTest.
    void testPublicAddress(const QUrl& address, std::function<void(Result<void>)> done);
    // From now on others are told what happens. An endpoint that had said it is gone is asked again: naming it is the
    // person's word.
    Result<void> setCallback(const CallbackTarget& target);
    // Gives waiting callbacks a moment; done is called on this thread, at once when there is no endpoint.
    void finishCallbacks(const QList<BatchSummary>& batches, const QList<JobRow>& jobs,
        std::chrono::milliseconds atMost, std::function<void(OutboxCounts)> done);
    // Free: what the account asks for one image of each request; requests of one option set are asked once.
    QFuture<QuoteResults> quote(const QString& account, const QList<GenerationRequest>& requests);

private:
    class Private;
    explicit Studio(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

QList<GenerationRequest> requestsOf(const BatchDraft& draft);
// https, or plain http to this computer: anything else would show the key to others.
bool isSafeForKeys(const QUrl& apiBase);
// Whether callbacks may go there. BadInput with a sentence.
Result<void> checkCallback(const CallbackTarget& target);

} // namespace batchroom
