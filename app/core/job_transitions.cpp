// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/job_transitions.h"

#include <algorithm>
#include <array>

namespace batchroom {

namespace {

using enum JobState;

constexpr std::array arrows{
    JobArrow{Queued, JobEvent::Begun, Submitting},
    JobArrow{Queued, JobEvent::RefusedUnsent, Rejected},
    JobArrow{Queued, JobEvent::LibraryPutBack, Unknown},
    JobArrow{Held, JobEvent::LibraryPutBack, Unknown},

    JobArrow{Submitting, JobEvent::TurnedAway, Queued},
    JobArrow{Submitting, JobEvent::Accepted, Accepted},
    JobArrow{Submitting, JobEvent::Completed, Ready},
    JobArrow{Submitting, JobEvent::Withheld, Withheld},
    JobArrow{Submitting, JobEvent::Refused, Rejected},
    JobArrow{Submitting, JobEvent::OutcomeLost, Unknown},
    JobArrow{Submitting, JobEvent::ResultDiscarded, Cancelled},
    JobArrow{Submitting, JobEvent::LibraryPutBack, Unknown},

    JobArrow{Accepted, JobEvent::Completed, Ready},
    JobArrow{Accepted, JobEvent::Withheld, Withheld},
    JobArrow{Accepted, JobEvent::OutcomeLost, Unknown},
    JobArrow{Accepted, JobEvent::GenerationFailed, Queued},
    JobArrow{Accepted, JobEvent::FailedTooOften, Dead},
    JobArrow{Accepted, JobEvent::ResultDiscarded, Cancelled},

    JobArrow{Ready, JobEvent::DownloadBegun, Downloading},
    JobArrow{Downloading, JobEvent::DownloadPutOff, Ready},
    JobArrow{Ready, JobEvent::Stored, Done},
    JobArrow{Downloading, JobEvent::Stored, Done},
    JobArrow{Ready, JobEvent::LinkExpired, Expired},
    JobArrow{Downloading, JobEvent::LinkExpired, Expired},
    JobArrow{Ready, JobEvent::DownloadFailed, Failed},
    JobArrow{Downloading, JobEvent::DownloadFailed, Failed},
    JobArrow{Ready, JobEvent::ResultDiscarded, Cancelled},
    JobArrow{Downloading, JobEvent::ResultDiscarded, Cancelled},

    JobArrow{Draft, JobEvent::Cancelled, Cancelled},
    JobArrow{Queued, JobEvent::Cancelled, Cancelled},
    JobArrow{Held, JobEvent::Cancelled, Cancelled},
    JobArrow{Rejected, JobEvent::Cancelled, Cancelled},
    JobArrow{Failed, JobEvent::Cancelled, Cancelled},
    JobArrow{Expired, JobEvent::Cancelled, Cancelled},
    JobArrow{Dead, JobEvent::Cancelled, Cancelled},

    JobArrow{Failed, JobEvent::Retried, Queued},
    JobArrow{Dead, JobEvent::Retried, Queued},
    JobArrow{Expired, JobEvent::Retried, Queued},
    JobArrow{Cancelled, JobEvent::Retried, Queued},
    JobArrow{Failed, JobEvent::FetchedAgain, Ready},
    JobArrow{Expired, JobEvent::FetchedAgain, Ready},
    JobArrow{Unknown, JobEvent::Resent, Queued},
    JobArrow{Dead, JobEvent::Resent, Queued},
    JobArrow{Unknown, JobEvent::AskedAgain, Accepted},
    JobArrow{Dead, JobEvent::AskedAgain, Accepted},
    JobArrow{Unknown, JobEvent::WrittenOff, Dead},
    JobArrow{Rejected, JobEvent::Edited, Queued},
    JobArrow{Withheld, JobEvent::Edited, Queued},

    JobArrow{Cancelled, JobEvent::BackToRejected, Rejected},
    JobArrow{Cancelled, JobEvent::BackToFailed, Failed},
    JobArrow{Cancelled, JobEvent::BackToExpired, Expired},
    JobArrow{Cancelled, JobEvent::BackToDead, Dead},
    JobArrow{Queued, JobEvent::BackToFailed, Failed},
    JobArrow{Queued, JobEvent::BackToExpired, Expired},
    JobArrow{Queued, JobEvent::BackToDead, Dead},
};

const std::array<std::pair<JobEvent, QLatin1StringView>, 28> eventNames{{
    {JobEvent::Begun, QLatin1StringView("begun")},
    {JobEvent::RefusedUnsent, QLatin1StringView("refused_unsent")},
    {JobEvent::TurnedAway, QLatin1StringView("turned_away")},
    {JobEvent::Accepted, QLatin1StringView("accepted")},
    {JobEvent::Completed, QLatin1StringView("completed")},
    {JobEvent::Withheld, QLatin1StringView("withheld")},
    {JobEvent::Refused, QLatin1StringView("refused")},
    {JobEvent::OutcomeLost, QLatin1StringView("outcome_lost")},
    {JobEvent::GenerationFailed, QLatin1StringView("generation_failed")},
    {JobEvent::FailedTooOften, QLatin1StringView("failed_too_often")},
    {JobEvent::ResultDiscarded, QLatin1StringView("result_discarded")},
    {JobEvent::DownloadBegun, QLatin1StringView("download_begun")},
    {JobEvent::DownloadPutOff, QLatin1StringView("download_put_off")},
    {JobEvent::Stored, QLatin1StringView("stored")},
    {JobEvent::LinkExpired, QLatin1StringView("link_expired")},
    {JobEvent::DownloadFailed, QLatin1StringView("download_failed")},
    {JobEvent::LibraryPutBack, QLatin1StringView("library_put_back")},
    {JobEvent::Cancelled, QLatin1StringView("cancelled")},
    {JobEvent::Retried, QLatin1StringView("retried")},
    {JobEvent::FetchedAgain, QLatin1StringView("fetched_again")},
    {JobEvent::Resent, QLatin1StringView("resent")},
    {JobEvent::AskedAgain, QLatin1StringView("asked_again")},
    {JobEvent::WrittenOff, QLatin1StringView("written_off")},
    {JobEvent::Edited, QLatin1StringView("edited")},
    {JobEvent::BackToRejected, QLatin1StringView("back_to_rejected")},
    {JobEvent::BackToFailed, QLatin1StringView("back_to_failed")},
    {JobEvent::BackToExpired, QLatin1StringView("back_to_expired")},
    {JobEvent::BackToDead, QLatin1StringView("back_to_dead")},
}};

} // namespace

std::span<const JobArrow> jobArrows()
{
    return arrows;
}

std::span<const std::pair<JobEvent, QLatin1StringView>> jobEventNames()
{
    return eventNames;
}

QString jobEventName(JobEvent event)
{
    const auto found =
        std::find_if(eventNames.begin(), eventNames.end(), [&](const auto& one) { return one.first == event; });
    return found == eventNames.end() ? QString() : QString(found->second);
}

std::optional<JobEvent> jobEventFromName(QStringView name)
{
    const auto found =
        std::find_if(eventNames.begin(), eventNames.end(), [&](const auto& one) { return one.second == name; });
    return found == eventNames.end() ? std::nullopt : std::optional(found->first);
}

std::optional<JobState> stateAfter(JobState from, JobEvent event)
{
    const auto found = std::find_if(arrows.begin(), arrows.end(),
        [&](const JobArrow& arrow) { return arrow.from == from && arrow.event == event; });
    return found == arrows.end() ? std::nullopt : std::optional(found->to);
}

std::optional<JobEvent> backTo(JobState before)
{
    switch (before) {
    case Rejected: return JobEvent::BackToRejected;
    case Failed: return JobEvent::BackToFailed;
    case Expired: return JobEvent::BackToExpired;
    case Dead: return JobEvent::BackToDead;
    default: return std::nullopt;
    }
}

bool isArrow(JobState from, JobState to)
{
    return std::any_of(
        arrows.begin(), arrows.end(), [&](const JobArrow& arrow) { return arrow.from == from && arrow.to == to; });
}

bool isAnswerOfAPerson(JobEvent event)
{
    return event >= JobEvent::Cancelled;
}

} // namespace batchroom
