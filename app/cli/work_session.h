// SPDX-License-Identifier: GPL-3.0-or-later
// `run` and `resume`: works until its batches (one a campaign) are finished, exports, and sums up. Main thread, driven
// by the queue's signals.
#pragma once

#include "app/cli/console.h"
#include "app/cli/options.h"
#include "app/cli/share_limit.h"
#include "app/studio/studio.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

namespace batchroom::cli {

struct RunTotals;

class WorkSession : public QObject {
    Q_OBJECT
public:
    WorkSession(Studio& studio, Console& console, const Options& options, std::function<void(int)> finished);
    // One after the other; the caps of the drafts are set from Options::maxSpend, which covers them together. What was
    // asked for the bill, by optionSet(), is not asked again.
    void run(QList<BatchDraft> drafts, const QHash<QByteArray, Money>& quotes = {});
    void resume();
    // Ctrl+C: where it stands, and how to go on.
    void interrupt();

private:
    void connectQueue();
    void watchPauses();
    void releaseHold();
    bool isPriceAgreed(const QueueSnapshot& snapshot);
    void noteQueued(const QList<BatchId>& batches, const SharedLimit& limit);
    void adoptUnfinished(const QueueSnapshot& snapshot);
    void limitAdopted(const QueueSnapshot& snapshot);
    void beginWork();
    void noteIdle();
    void openNext(const QueueSnapshot& snapshot);
    void noteJobs(const QList<JobRow>& jobs);
    void sayBatchHold(const Hold& hold);
    void sayDelay(const JobRow& job);
    void noteAsset(AssetId id);
    void settle(); // nothing runs any more
    void exportPictures(const QueueSnapshot& snapshot);
    void tellOthers(const QueueSnapshot& snapshot);
    void sumUp(const QueueSnapshot& snapshot);
    void sayTotals(const QueueSnapshot& snapshot, const RunTotals& totals);
    bool isOurs(BatchId batch) const { return m_batches.contains(batch); }
    bool isPausedMeanwhile() const;

    Studio& m_studio;
    Console& m_console;
    const Options m_options;
    std::function<void(int)> m_finished;
    std::shared_ptr<QObject> m_rules; // see carryOutRules()
    QSet<BatchId> m_batches;
    QList<BatchId> m_waitingTurn; // paused until those before them have settled and the rest of the limit is known
    QHash<JobId, JobState> m_states;
    QHash<JobId, QString> m_delays;  // told
    QSet<BatchId> m_pausedBefore;    // by a person, before this began
    QSet<BatchId> m_pausedMeanwhile; // by another program's command; this one waits for it to continue
    bool m_isPaused = false;         // the same, the whole queue
    int m_variants = 0;
    int m_failedVariants = 0;
    int m_pendingAssetLines = 0;
    bool m_isWorking = false;
    bool m_isSettling = false;
};

// The JSON line and the sentence of one stored picture.
QJsonObject jsonOf(const Asset& asset, const QString& path);

} // namespace batchroom::cli
