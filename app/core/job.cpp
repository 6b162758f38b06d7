// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/job.h"

#include <array>
#include <utility>

namespace batchroom {

namespace {

const std::array<std::pair<JobState, QLatin1StringView>, 15> stateNames{{
    {JobState::Draft, QLatin1StringView("draft")},
    {JobState::Queued, QLatin1StringView("queued")},
    {JobState::Held, QLatin1StringView("held")},
    {JobState::Submitting, QLatin1StringView("submitting")},
    {JobState::Accepted, QLatin1StringView("accepted")},
    {JobState::Ready, QLatin1StringView("ready")},
    {JobState::Downloading, QLatin1StringView("downloading")},
    {JobState::Done, QLatin1StringView("done")},
    {JobState::Rejected, QLatin1StringView("rejected")},
    {JobState::Withheld, QLatin1StringView("withheld")},
    {JobState::Failed, QLatin1StringView("failed")},
    {JobState::Expired, QLatin1StringView("expired")},
    {JobState::Unknown, QLatin1StringView("unknown")},
    {JobState::Dead, QLatin1StringView("dead")},
    {JobState::Cancelled, QLatin1StringView("cancelled")},
}};

const std::array<std::pair<HoldReason, QLatin1StringView>, 6> holdNames{{
    {HoldReason::OutOfCredit, QLatin1StringView("out_of_credit")},
    {HoldReason::KeyRefused, QLatin1StringView("key_refused")},
    {HoldReason::NotAllowed, QLatin1StringView("not_allowed")},
    {HoldReason::KeyMissing, QLatin1StringView("key_missing")},
    {HoldReason::BudgetReached, QLatin1StringView("budget_reached")},
    {HoldReason::DiskFull, QLatin1StringView("disk_full")},
}};

template <typename Names, typename Value>
QString nameOf(const Names& names, Value value)
{
    for (const auto& [candidate, name] : names)
        if (candidate == value)
            return QString(name);
    return {};
}

template <typename Value, typename Names>
std::optional<Value> valueOf(const Names& names, QStringView word)
{
    for (const auto& [value, name] : names)
        if (word.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return std::nullopt;
}

} // namespace

QString jobStateName(JobState state)
{
    return nameOf(stateNames, state);
}
std::optional<JobState> jobStateFromName(QStringView name)
{
    return valueOf<JobState>(stateNames, name);
}
QString holdReasonName(HoldReason reason)
{
    return nameOf(holdNames, reason);
}
std::optional<HoldReason> holdReasonFromName(QStringView name)
{
    return valueOf<HoldReason>(holdNames, name);
}

bool isTerminal(JobState state)
{
    switch (state) {
    case JobState::Done:
    case JobState::Rejected:
    case JobState::Withheld:
    case JobState::Failed:
    case JobState::Expired:
    case JobState::Dead:
    case JobState::Cancelled: return true;
    default: return false;
    }
}

bool needsPerson(JobState state)
{
    return state == JobState::Unknown || state == JobState::Rejected || state == JobState::Expired
        || state == JobState::Dead;
}

Billing billingOf(QStringView account)
{
    return account == QLatin1StringView("sandbox") ? Billing::Free : Billing::Charged;
}

bool isInFlight(JobState state)
{
    return state == JobState::Submitting || state == JobState::Accepted;
}

} // namespace batchroom
