// SPDX-License-Identifier: GPL-3.0-or-later
// Tells others what happens: turns facts of the queue and the exporter into callbacks of the outbox. Main thread.
#pragma once

#include "app/library/asset_index.h"
#include "app/queue/job_queue.h"
#include "app/store/outbox_repository.h"
#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/callback_sender.h"

#include <QThreadPool>

#include <functional>

namespace batchroom {

class AssetStore;
class Exporter;
struct ExportSummary;

class CallbackFeed : public QObject {
    Q_OBJECT
public:
    CallbackFeed(Store& store, Clock& clock, JobQueue& queue, AssetIndex& index, const AssetStore& originals,
        const Exporter& exporter, const CallbackEndpoint& endpoint);
    // The final facts of these batches once more (what a killed run did not get to say; repeats are ignored), then what
    // can be delivered within the time. done is called once, with what is left.
    void finish(const QList<BatchSummary>& batches, const QList<JobRow>& jobs, std::chrono::milliseconds atMost,
        std::function<void(OutboxCounts)> done);
    // What was exported by others than the exporter it follows.
    void tellExport(const ExportSummary& summary);

private:
    void tellJobs(const QList<JobRow>& jobs);
    void tellPicture(const JobRow& job);
    void tellFailures(const QList<JobRow>& jobs);
    void tellBatch(const BatchSummary& batch);
    void noteAnswered();

    Store& m_store;
    AssetIndex& m_index;
    const AssetStore& m_originals;
    QHash<BatchId, BatchSummary> m_batches;
    int m_lookingUp = 0;
    QList<CallbackEvent> m_afterLookUps; // a batch is complete only after its pictures
    std::chrono::milliseconds m_atMost{0};
    std::function<void(OutboxCounts)> m_done;
    CallbackSender m_sender;
    QThreadPool m_readers;
};

} // namespace batchroom
