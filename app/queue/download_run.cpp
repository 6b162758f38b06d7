// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/download_run.h"

#include "app/library/asset_store.h"
#include "app/queue/schedule.h"
#include "app/queue/write_outcome.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>

namespace batchroom {

Q_DECLARE_LOGGING_CATEGORY(queueLog)

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr int badPictureRepeats = 3;
constexpr int storeFaultTries = 12;
// However old the link seems to be: a clock may be wrong, and a host may have a bad minute.
constexpr int leastRefusals = 3;
constexpr int leastFaults = 12;
constexpr milliseconds longestRetryAfter = 10min;

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

// Jitter alone may come out as nothing, time and again, and this may go on for a day.
milliseconds leastWait(int tries)
{
    return std::min<milliseconds>(30s, 250ms * (1 << std::min(tries, 7)));
}

} // namespace

DownloadRun::DownloadRun(const RunTools& tools, StoredJob job, std::stop_token stop)
    : m_tools(tools)
    , m_job(std::move(job))
    , m_stop(std::move(stop))
{
}

std::optional<milliseconds> DownloadRun::tryOnce()
{
    if (m_tries == 0 && m_job.state == JobState::Ready && !moveOn(JobEvent::DownloadBegun))
        return std::nullopt;
    if (m_tries == 0 && storeArrived())
        return std::nullopt;
    m_retryAfter.reset();
    const Fetch fetched = m_job.images.isEmpty() ? linkRefused(tr("There is no link.")) : fetch();
    if (fetched == Fetch::Done || m_stop.stop_requested())
        return std::nullopt;
    const int tries = m_tries++;
    const milliseconds asked = std::min(m_retryAfter.value_or(0ms), longestRetryAfter);
    return std::max({backoff(tries, m_tools.random), leastWait(tries), asked});
}

// An earlier run was killed between the picture and its row: whatever became of the link, the picture is here.
bool DownloadRun::storeArrived()
{
    const QByteArray bytes = m_job.images.isEmpty() ? QByteArray() : m_tools.assets.arrived(m_job.id, m_job.attempt);
    return !bytes.isEmpty() && store(bytes) == Fetch::Done;
}

DownloadRun::Fetch DownloadRun::fetch()
{
    const DownloadOutcome outcome = m_tools.provider(m_job.account).download(m_job.images.first().url, m_stop);
    if (m_stop.stop_requested() && !std::holds_alternative<Downloaded>(outcome))
        return Fetch::Done;
    if (const auto* expired = std::get_if<LinkExpired>(&outcome))
        return linkRefused(expired->message);
    if (const auto* failed = std::get_if<DownloadFault>(&outcome)) {
        m_retryAfter = failed->retryAfter;
        return fault(failed->message);
    }
    return store(std::get<Downloaded>(outcome).bytes);
}

DownloadRun::Fetch DownloadRun::store(const QByteArray& bytes)
{
    const ReturnedImage& image = m_job.images.first();
    const NewAsset asset{
        .job = m_job.id,
        .attempt = m_job.attempt,
        .name = m_job.name,
        .expectedSize = image.resolution,
        .recipe = {.request = m_job.request,
            .returnedPrompt = image.prompt,
            .seed = image.seed ? image.seed
                : m_job.seed   ? m_job.seed
                               : m_job.request.seed,
            .generationId = m_job.generationId,
            .account = m_job.account,
            .price = m_job.price,
            .createdMs = nowMs(),
            .durationMs = m_job.settledMs - m_job.intentMs,
            .metadata = m_job.metadata},
    };
    const Result<AssetRow> stored = m_tools.assets.add(bytes, asset);
    if (!stored)
        return refuse(stored.error(), bytes);
    m_tools.report.assetStored(*stored);
    m_tools.report.jobChanged(m_job);
    return Fetch::Done;
}

DownloadRun::Fetch DownloadRun::refuse(const Error& error, const QByteArray& bytes)
{
    switch (error.code) {
    case ErrorCode::Cancelled: m_tools.report.jobChanged(m_job); return Fetch::Done;
    case ErrorCode::StaleAttempt: qCWarning(queueLog) << "job" << m_job.id.value << error.detail; return Fetch::Done;
    case ErrorCode::DiskFull:
        // Paid for and safe at the provider: it is fetched again when there is room.
        if (m_job.state == JobState::Downloading)
            moveOn(JobEvent::DownloadPutOff);
        hold(diskFullHold());
        return Fetch::Done;
    case ErrorCode::PictureDamaged:
    case ErrorCode::PictureTooLarge:
        if (++m_badPictures <= badPictureRepeats)
            return again(error.what);
        return giveUp(DownloadEnd::GaveUp, error.what + keptAside(bytes));
    default: return ++m_storeFaults >= storeFaultTries ? giveUp(DownloadEnd::GaveUp, error.what) : again(error.what);
    }
}

// It was paid for: what is no good for the library may still be good for the person.
QString DownloadRun::keptAside(const QByteArray& bytes)
{
    const Result<QString> path = m_tools.assets.keepRefused(bytes);
    return path ? QLatin1Char(' ') + tr("The file as it came is kept here: %1").arg(QDir::toNativeSeparators(*path))
                : QString();
}

DownloadRun::Fetch DownloadRun::linkRefused(const QString& reason)
{
    if (m_job.images.isEmpty() && m_job.generationId.isEmpty())
        return giveUp(DownloadEnd::LinkExpired, reason);
    ++m_refusals;
    const FreshLink fresh = m_job.generationId.isEmpty() ? FreshLink::None : askForFreshLink();
    if (m_stop.stop_requested())
        return Fetch::Done;
    if (fresh == FreshLink::NotKnown)
        return fault(reason);
    const bool isFirstFresh = fresh == FreshLink::Another && m_refusals == 1;
    if (isFirstFresh || !isLinkDead() || m_refusals < leastRefusals)
        return again(reason);
    return giveUp(DownloadEnd::LinkExpired, reason);
}

DownloadRun::FreshLink DownloadRun::askForFreshLink()
{
    const PollOutcome outcome = m_tools.provider(m_job.account).poll(m_job.generationId, m_stop);
    if (std::holds_alternative<PollFault>(outcome) || std::holds_alternative<AccountRefused>(outcome))
        return FreshLink::NotKnown;
    const auto* completed = std::get_if<GenerationCompleted>(&outcome);
    if (!completed || completed->images.isEmpty() || completed->images.first().isWithheld())
        return FreshLink::None;
    const bool isAnother = m_job.images.isEmpty() || completed->images.first().url != m_job.images.first().url;
    if (!isAnother)
        return FreshLink::None;
    m_job.images = completed->images;
    const Result<void> kept = m_tools.store.write<void>([this](Connection& connection) {
        return AttemptLedger(connection, nowMs()).replaceImages(m_job.id, m_job.attempt, m_job.images);
    });
    if (!kept)
        qCWarning(queueLog) << "job" << m_job.id.value << "fresh link not kept:" << kept.error().detail;
    return FreshLink::Another;
}

bool DownloadRun::isLinkDead() const
{
    const QUrl link = m_job.images.isEmpty() ? QUrl() : m_job.images.first().url;
    return nowMs() >= linkLivesUntilMs(link, m_job.settledMs);
}

DownloadRun::Fetch DownloadRun::fault(const QString& reason)
{
    return ++m_faults >= leastFaults && isLinkDead() ? giveUp(DownloadEnd::GaveUp, reason) : again(reason);
}

// Said once: the state is downloading only until the first try failed.
DownloadRun::Fetch DownloadRun::again(const QString& reason)
{
    const bool isToldAlready = m_job.state == JobState::Ready;
    if (isToldAlready || m_stop.stop_requested())
        return Fetch::Repeat;
    const QString sentence = tr("The image was made and charged, but could not be fetched yet. It is tried again by "
                                "itself, for as long as its link lives. Reason given: %1");
    return moveOn(JobEvent::DownloadPutOff, sentence.arg(reason), reason) ? Fetch::Repeat : Fetch::Done;
}

DownloadRun::Fetch DownloadRun::giveUp(DownloadEnd end, const QString& reason)
{
    const DecideNext decide = [&](const OutcomeContext& context) { return decideDownload(end, reason, context); };
    (void)writeOutcome(m_tools, {m_job, m_job.state, decide}, m_stop);
    return Fetch::Done;
}

bool DownloadRun::moveOn(JobEvent event, const QString& message, const QString& detail)
{
    // Whether a download had begun does not matter to the next start.
    const Commit commit = event == JobEvent::DownloadBegun ? Commit::Relaxed : Commit::Durable;
    const Result<void> moved = m_tools.store.write<void>(
        [&](Connection& connection) {
            return AttemptLedger(connection, nowMs())
                .moveOn(m_job.id, m_job.attempt, m_job.state, event, message, detail);
        },
        commit);
    if (!moved) {
        if (moved.error().code == ErrorCode::DiskFull)
            hold(diskFullHold());
        else
            m_tools.report.broke(moved.error());
        return false;
    }
    m_job.state = stateAfter(m_job.state, event).value_or(m_job.state);
    m_tools.report.jobChanged(m_job);
    return true;
}

void DownloadRun::hold(const Hold& hold)
{
    m_tools.report.accountRefused(m_job.account, hold);
}

} // namespace batchroom
