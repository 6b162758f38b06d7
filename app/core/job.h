// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs, batches and attempts as values: what the queue tells and the store keeps.
#pragma once

#include "app/core/generation.h"
#include "app/core/ids.h"
#include "app/core/image_provider.h"

#include <QDateTime>
#include <QMap>

namespace batchroom {

enum class JobState {
    Draft,
    Queued,
    Held,
    Submitting,
    Accepted,
    Ready,
    Downloading,
    Done,
    Rejected,
    Withheld,
    Failed,
    Expired,
    Unknown,
    Dead,
    Cancelled,
};

// The stored and --json word: "queued", "unknown", ...
QString jobStateName(JobState state);
std::optional<JobState> jobStateFromName(QStringView name);
// Nothing more happens by itself and no person is asked: done, withheld, dead, cancelled, expired, failed, rejected.
bool isTerminal(JobState state);
// A person must answer: unknown, rejected, expired, dead.
bool needsPerson(JobState state);
// Occupies a place in the provider's limit of images in flight: submitting, accepted.
bool isInFlight(JobState state);

// The Sandbox draws its pictures for nothing; every other account is charged.
enum class Billing { Charged, Free };
Billing billingOf(QStringView account);

enum class HoldReason { OutOfCredit, KeyRefused, NotAllowed, KeyMissing, BudgetReached, DiskFull };
QString holdReasonName(HoldReason reason);
std::optional<HoldReason> holdReasonFromName(QStringView name);

// A price above what was planned, for one option set (see optionSet()).
struct PriceAsked {
    QByteArray options;
    Money price;
};

struct Hold {
    HoldReason reason = HoldReason::OutOfCredit;
    QString message;                   // for the person: what happened, what it means, what to do
    std::optional<PriceAsked> asked{}; // whoever releases the hold accepts this price for the jobs that wait
};

// One image to be made, before it has an id.
struct JobDraft {
    GenerationRequest request;
    QString name;                    // the row's name column, for file names
    Money price;                     // expected, per image
    int row = 0;                     // 1-based row of the sheet
    int indexInRow = 0;              // 0-based image of that row
    QMap<QString, QString> metadata; // the row's unknown columns
};

// Where a batch stands among those that wait.
enum class BatchPriority { Later = -1, Normal = 0, First = 1 };

struct BatchDraft {
    QString campaign; // by name, made when it does not exist
    QString name;
    QString account; // "sandbox" or "ideogram"
    SubmitMode mode = SubmitMode::Asynchronous;
    std::optional<Money> cap; // stop before the first job that would pass it
    BatchPriority priority = BatchPriority::Normal;
    qint64 startMs = 0; // wall clock: nothing of it is sent earlier; 0: at once
    QList<JobDraft> jobs;
};

// A job as lists show it; about what one row of a table needs.
struct JobRow {
    JobId id;
    BatchId batch;
    int row = 0;
    int indexInRow = 0;
    JobState state = JobState::Queued;
    QString account;
    QString model; // catalogue ids
    QString style;
    QString aspect;
    QString speed;
    QString prompt;
    QString name;
    Money price;     // expected, or charged once known
    QString message; // the reason when it is not going well
    QString detail;  // technical line for the fold-out
    AssetId asset;   // when done
    int attempts = 0;
    qint64 stateSinceMs = 0; // wall clock
    qint64 startedMs = 0;    // first byte of the latest attempt, 0 before
    qint64 finishedMs = 0;
    double position = 0;      // what waits is sent in this order, smallest first
    bool canAskAgain = false; // unknown, but its generation has an id: asking what became of it is free
};

struct BatchSummary {
    BatchId id;
    CampaignId campaign;
    QString campaignName;
    QString name;
    QString account;
    qint64 createdMs = 0;
    bool isPaused = false;
    QString holdMessage; // why it was paused: its own limit is reached; empty when a person paused it
    std::optional<Money> cap;
    BatchPriority priority = BatchPriority::Normal;
    qint64 startMs = 0; // see BatchDraft
    QMap<JobState, int> counts;
    Money planned;   // price of all its jobs
    Money spent;     // known to be billed
    Money quoted;    // what was quoted for that part of it whose charge the provider has named
    Money charged;   // and what was charged for that part
    Money committed; // in flight
    Money unknown;   // may have been billed
    int total() const
    {
        int sum = 0;
        for (const int count : counts)
            sum += count;
        return sum;
    }
    int count(JobState state) const { return counts.value(state); }
};

// What a campaign's pictures cost, and what of it was of use.
struct CampaignCost {
    CampaignId campaign;
    QString name;
    Money spent;
    Money unknown;
    int images = 0;
    int approved = 0;
    std::optional<Money> perApproved() const
    {
        return approved > 0 ? std::optional(Money::fromMicros(spent.micros() / approved)) : std::nullopt;
    }
};

// Work of a draft that is in the library already: the same recipe waits, is being made, or was made.
struct DuplicateWork {
    int waiting = 0;                   // jobs of the draft whose recipe is on its way
    int done = 0;                      // whose picture is there
    QList<int> rows;                   // of the sheet, ascending, each once
    QList<std::pair<int, int>> images; // the same one by one: JobDraft::row and ::indexInRow
    Money price;                       // what they would cost again
    bool isEmpty() const { return waiting == 0 && done == 0; }
};

struct SpendSummary {
    QString account;
    Money today;
    Money thisMonth;
    Money committed;
    Money unknown;
    std::optional<Money> dayCap;
    std::optional<Money> monthCap;
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::JobRow)
Q_DECLARE_METATYPE(batchroom::BatchSummary)
Q_DECLARE_METATYPE(batchroom::SpendSummary)
