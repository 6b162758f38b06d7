// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/ledger_check.h"

#include "app/core/job_transitions.h"
#include "app/store/account_repository.h"
#include "app/store/attempt_ledger.h"
#include "app/store/batch_repository.h"
#include "app/store/query.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LedgerCheck", text);
}

struct Try {
    AttemptId id;
    int number = 0;
    QString outcome;
    Billed billed = Billed::Pending;
    Money price;
    QString account;
};

struct Step {
    AttemptId attempt;
    JobState from = JobState::Draft;
    JobState to = JobState::Draft;
};

struct BookedJob {
    JobId id;
    BatchId batch;
    JobState state = JobState::Draft;
    AttemptId attempt;
    AssetId asset;
    AttemptId assetAttempt;
    QList<Try> tries;
    QList<Step> steps;
};

struct Sums {
    Money spent;
    Money committed;
    Money unknown;
    void add(Billed billed, Money money)
    {
        switch (billed) {
        case Billed::Yes: spent += money; break;
        case Billed::Pending: committed += money; break;
        case Billed::Unknown: unknown += money; break;
        case Billed::No: break;
        }
    }
    bool operator==(const Sums& other) const = default;
    QString toText() const
    {
        return tr("%1 spent, %2 in flight, %3 unknown").arg(spent.toText(), committed.toText(), unknown.toText());
    }
};

// What the ledger's words say about money. A generation that is asked about once more stays unknown until the answer.
bool agree(const QString& outcome, Billed billed)
{
    struct Meaning {
        QLatin1StringView word;
        Billed billed;
    };
    static constexpr std::array meanings{
        Meaning{QLatin1StringView("submitting"), Billed::Pending},
        Meaning{QLatin1StringView("accepted"), Billed::Pending},
        Meaning{QLatin1StringView("not_sent"), Billed::No},
        Meaning{QLatin1StringView("throttled"), Billed::No},
        Meaning{QLatin1StringView("account_refused"), Billed::No},
        Meaning{QLatin1StringView("rejected"), Billed::No},
        Meaning{QLatin1StringView("generation_failed"), Billed::No},
        Meaning{QLatin1StringView("images"), Billed::Yes},
        Meaning{QLatin1StringView("completed"), Billed::Yes},
        Meaning{QLatin1StringView("withheld"), Billed::Yes},
        Meaning{QLatin1StringView("expired"), Billed::Yes},
        Meaning{QLatin1StringView("failed_download"), Billed::Yes},
        Meaning{QLatin1StringView("answer_lost"), Billed::Unknown},
        Meaning{QLatin1StringView("server_fault"), Billed::Unknown},
        Meaning{QLatin1StringView("interrupted"), Billed::Unknown},
        Meaning{QLatin1StringView("generation_gone"), Billed::Unknown},
        Meaning{QLatin1StringView("restored"), Billed::Unknown},
    };
    const auto found =
        std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& meaning) { return meaning.word == outcome; });
    return found != meanings.end() && found->billed == billed;
}

bool fits(JobState state, Billed latest)
{
    switch (state) {
    case JobState::Submitting: return latest == Billed::Pending;
    case JobState::Accepted: return latest == Billed::Pending || latest == Billed::Unknown;
    case JobState::Ready:
    case JobState::Downloading:
    case JobState::Done:
    case JobState::Withheld:
    case JobState::Failed:
    case JobState::Expired: return latest == Billed::Yes;
    case JobState::Unknown: return latest == Billed::Unknown;
    case JobState::Dead: return latest == Billed::No || latest == Billed::Unknown;
    case JobState::Draft:
    case JobState::Held:
    case JobState::Queued:
    case JobState::Rejected: // by the quote, before another try: the latest is an earlier one
    case JobState::Cancelled: return latest != Billed::Pending;
    }
    return false;
}

bool needsAnAttempt(JobState state)
{
    switch (state) {
    case JobState::Draft:
    case JobState::Queued:
    case JobState::Held:
    case JobState::Rejected: // by the quote
    case JobState::Cancelled: return false;
    default: return true;
    }
}

class Books {
public:
    explicit Books(Connection& connection)
        : m_connection(connection)
    {
    }

    Result<LedgerReport> check();

private:
    Result<void> load();
    void checkJob(const BookedJob& job);
    void checkTries(const BookedJob& job);
    void checkSteps(const BookedJob& job);
    void checkRepeats(const BookedJob& job);
    void checkAsset(const BookedJob& job);
    Result<void> checkSums();
    void find(JobId job, const QString& sentence) { m_report.findings.append({job, sentence}); }

    Connection& m_connection;
    LedgerReport m_report;
    QList<BookedJob> m_jobs;
    QHash<JobId, qsizetype> m_places;
};

Result<void> Books::load()
{
    Query jobs(m_connection,
        QStringLiteral("SELECT j.id, j.batch_id, j.state, j.attempt_id, j.asset_id, a.attempt_id FROM job j "
                       "LEFT JOIN asset a ON a.id = j.asset_id ORDER BY j.id"));
    Result<void> done = jobs.each([this](const Row& row) {
        BookedJob job;
        job.id = row.get<JobId>(0);
        job.batch = row.get<BatchId>(1);
        const std::optional<JobState> state = jobStateFromName(row.text(2));
        if (!state)
            find(job.id, tr("Job %1 is in a state nobody knows: “%2”.").arg(job.id.value).arg(row.text(2)));
        job.state = state.value_or(JobState::Unknown);
        job.attempt = row.get<AttemptId>(3);
        job.asset = row.get<AssetId>(4);
        job.assetAttempt = row.get<AttemptId>(5);
        m_places.insert(job.id, m_jobs.size());
        m_jobs.append(job);
    });
    if (!done)
        return done;
    Query tries(m_connection,
        QStringLiteral("SELECT job_id, id, number, outcome, billed, price_micros, account FROM attempt "
                       "ORDER BY job_id, number"));
    done = tries.each([this](const Row& row) {
        const Try one{row.get<AttemptId>(1), row.integer(2), row.text(3),
            billedFromName(row.text(4)).value_or(Billed::Unknown), row.money(5), row.text(6)};
        ++m_report.attempts;
        m_jobs[m_places.value(row.get<JobId>(0))].tries.append(one);
    });
    if (!done)
        return done;
    Query steps(m_connection,
        QStringLiteral("SELECT job_id, attempt_id, from_state, to_state FROM job_transition ORDER BY id"));
    return steps.each([this](const Row& row) {
        const JobId id = row.get<JobId>(0);
        const std::optional<JobState> from = jobStateFromName(row.text(2)), to = jobStateFromName(row.text(3));
        if (!m_places.contains(id) || !from || !to)
            find(id,
                tr("A step of job %1 from “%2” to “%3” cannot be read.").arg(id.value).arg(row.text(2), row.text(3)));
        else
            m_jobs[m_places.value(id)].steps.append({row.get<AttemptId>(1), *from, *to});
    });
}

void Books::checkTries(const BookedJob& job)
{
    for (qsizetype at = 0; at < job.tries.size(); ++at) {
        const Try& one = job.tries.at(at);
        if (one.number != at + 1)
            find(job.id, tr("Try %1 of job %2 is missing from the ledger.").arg(at + 1).arg(job.id.value));
        const bool isAskedAgain =
            job.state == JobState::Accepted && one.id == job.attempt && one.billed == Billed::Unknown;
        if (!isAskedAgain && !agree(one.outcome, one.billed))
            find(job.id,
                tr("Try %1 of job %2 ended as “%3” and is booked as “%4”; these do not belong together.")
                    .arg(one.number)
                    .arg(job.id.value)
                    .arg(one.outcome, billedName(one.billed)));
        if (one.billed == Billed::Pending && one.id != job.attempt)
            find(job.id,
                tr("Try %1 of job %2 is still open, although a later one was made.").arg(one.number).arg(job.id.value));
    }
    const AttemptId latest = job.tries.isEmpty() ? AttemptId() : job.tries.last().id;
    if (latest != job.attempt)
        find(job.id, tr("Job %1 names a try that is not its latest.").arg(job.id.value));
    if (job.tries.isEmpty() ? needsAnAttempt(job.state) : !fits(job.state, job.tries.last().billed))
        find(job.id,
            tr("Job %1 is “%2”, and its latest try is booked as “%3”; these do not belong together.")
                .arg(job.id.value)
                .arg(jobStateName(job.state), job.tries.isEmpty() ? tr("none") : billedName(job.tries.last().billed)));
}

void Books::checkSteps(const BookedJob& job)
{
    JobState at = job.steps.isEmpty() ? job.state : job.steps.first().from;
    if (at != JobState::Queued && at != JobState::Draft)
        find(job.id, tr("The history of job %1 begins with “%2”.").arg(job.id.value).arg(jobStateName(at)));
    for (const Step& step : job.steps) {
        if (step.from != at || !isArrow(step.from, step.to))
            find(job.id,
                tr("Job %1 went from “%2” to “%3”, which is not possible after “%4”.")
                    .arg(job.id.value)
                    .arg(jobStateName(step.from), jobStateName(step.to), jobStateName(at)));
        at = step.to;
    }
    if (at != job.state)
        find(job.id,
            tr("By its history job %1 is “%2”, but it says “%3”.")
                .arg(job.id.value)
                .arg(jobStateName(at), jobStateName(job.state)));
}

// Nothing that was or may have been charged is sent again by itself.
void Books::checkRepeats(const BookedJob& job)
{
    for (qsizetype at = 0; at + 1 < job.tries.size(); ++at) {
        const Try& one = job.tries.at(at);
        if (one.billed == Billed::No)
            continue;
        const bool wasAnswered = std::any_of(job.steps.begin(), job.steps.end(), [&](const Step& step) {
            return step.attempt == one.id && step.to == JobState::Queued
                && std::any_of(jobArrows().begin(), jobArrows().end(), [&](const JobArrow& arrow) {
                       return arrow.from == step.from && arrow.to == step.to && isAnswerOfAPerson(arrow.event);
                   });
        });
        if (!wasAnswered)
            find(job.id,
                tr("Job %1 was sent again after try %2, which is booked as “%3”, and no person had said so.")
                    .arg(job.id.value)
                    .arg(one.number)
                    .arg(billedName(one.billed)));
    }
}

void Books::checkAsset(const BookedJob& job)
{
    if ((job.state == JobState::Done) != bool(job.asset))
        find(job.id,
            job.asset ? tr("Job %1 has a picture, but is “%2”.").arg(job.id.value).arg(jobStateName(job.state))
                      : tr("Job %1 is done, but has no picture.").arg(job.id.value));
    else if (job.asset && job.assetAttempt != job.attempt)
        find(job.id, tr("The picture of job %1 belongs to another try, or is not in the library.").arg(job.id.value));
}

void Books::checkJob(const BookedJob& job)
{
    checkTries(job);
    checkSteps(job);
    checkRepeats(job);
    checkAsset(job);
}

// The lists and caps add up with statements of their own.
Result<void> Books::checkSums()
{
    QHash<BatchId, Sums> byBatch;
    QHash<QString, Sums> byAccount;
    Sums all;
    for (const BookedJob& job : std::as_const(m_jobs)) {
        for (const Try& one : job.tries) {
            byBatch[job.batch].add(one.billed, one.price);
            byAccount[one.account].add(one.billed, one.price);
            all.add(one.billed, one.price);
        }
    }
    m_report.spent = all.spent;
    m_report.committed = all.committed;
    m_report.unknown = all.unknown;

    const Result<QList<BatchSummary>> batches = BatchRepository(m_connection).allSummaries();
    if (!batches)
        return batches.error();
    for (const BatchSummary& batch : *batches) {
        const Sums shown{batch.spent, batch.committed, batch.unknown};
        if (shown != byBatch.value(batch.id))
            find({},
                tr("Batch “%1” shows %2; its tries add up to %3.")
                    .arg(batch.name, shown.toText(), byBatch.value(batch.id).toText()));
    }
    AccountRepository accounts(m_connection);
    for (auto it = byAccount.cbegin(); it != byAccount.cend(); ++it) {
        const Result<SpendSummary> spend = accounts.spend(it.key(), 0, 0);
        if (!spend)
            return spend.error();
        const Sums shown{spend->thisMonth, spend->committed, spend->unknown};
        if (shown != it.value())
            find({},
                tr("Account “%1” shows %2; its tries add up to %3.")
                    .arg(it.key(), shown.toText(), it.value().toText()));
    }
    return {};
}

Result<LedgerReport> Books::check()
{
    if (Result<void> loaded = load(); !loaded)
        return loaded.error();
    m_report.jobs = static_cast<int>(m_jobs.size());
    for (const BookedJob& job : std::as_const(m_jobs))
        checkJob(job);
    if (Result<void> summed = checkSums(); !summed)
        return summed.error();
    return std::move(m_report);
}

} // namespace

Result<LedgerReport> checkLedger(Connection& connection)
{
    return Books(connection).check();
}

} // namespace batchroom
