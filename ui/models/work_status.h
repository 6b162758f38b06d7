// SPDX-License-Identifier: GPL-3.0-or-later
// What the frame says about the work: progress, money, what needs a person. Follows the queue's signals. GUI thread.
#pragma once

#include "app/queue/job_queue.h"
#include "ui/models/queue_words.h"
#include "ui/models/time_left.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace batchroom {

struct WorkFigures {
    int total = 0;   // jobs of the batches that are not finished
    int done = 0;    // of those, pictures made
    int settled = 0; // of those, done or in a state where nothing more happens by itself
    int inFlight = 0;
    int waiting = 0;
    int held = 0;           // of the waiting, those whose account or batch is on hold
    int needPerson = 0;     // in all batches
    bool isMoving = false;  // something is made, or will be without anybody's doing
    qint64 nextStartMs = 0; // when nothing moves: the next start of a batch, wall clock; 0: none is planned
    Money spent;            // of the batches that are not finished
    Money today;            // of all accounts
    std::optional<Money> dayCap;
    std::chrono::milliseconds remaining{0}; // 0: not known
    bool isPaused = false;
    std::optional<Hold> hold; // of the active account
    bool isRunning() const { return settled < total; }
};

// Of all its jobs: done, or in a state where nothing more happens by itself.
bool isSettled(const BatchSummary& batch);

struct CampaignEntry {
    CampaignId id;
    QString name;
    friend bool operator==(const CampaignEntry&, const CampaignEntry&) = default;
};

class WorkStatus : public QObject {
    Q_OBJECT
public:
    WorkStatus(JobQueue& queue, const QString& account, QObject* parent = nullptr);
    const WorkFigures& figures() const { return m_figures; }
    const QList<CampaignEntry>& campaigns() const { return m_campaigns; } // newest work first, then imports
    const QList<BatchSummary>& batches() const { return m_batches; }      // newest first
    // Of pictures that were made elsewhere; they come after those of batches.
    void setImportCampaigns(const QList<CampaignEntry>& campaigns);
    void setAccount(const QString& account);
    void setNow(std::function<qint64()> now) { m_now = std::move(now); }

Q_SIGNALS:
    void changed();
    void campaignsChanged();

private:
    void adopt(const QueueSnapshot& snapshot);
    void noteBatches(const QList<BatchSummary>& batches);
    void noteMix(const QList<JobRow>& jobs);
    void noteDurations(const QList<JobRow>& jobs);
    void derive();
    void deriveCampaigns();
    void deriveRemaining(WorkFigures& figures);
    void noteMotion(WorkFigures& figures, const BatchSummary& batch) const;
    bool isOnHold(const BatchSummary& batch) const;
    double imageMs(BatchId batch) const;

    QString m_account;
    QList<BatchSummary> m_batches;
    QHash<QString, SpendSummary> m_spend;
    QHash<QString, Hold> m_holds;
    QList<CampaignEntry> m_campaigns;
    QList<CampaignEntry> m_importCampaigns;
    WorkFigures m_figures;
    int m_placeLimit = 10;
    MeasuredTimes m_times;
    QHash<BatchId, QHash<std::pair<QString, QString>, int>> m_mix; // its jobs by model and speed
    SteadyCountdown m_countdown;
    std::function<qint64()> m_now;
};

// "about 3 min", "about 20 s".
QString aboutDuration(std::chrono::milliseconds time);

} // namespace batchroom
