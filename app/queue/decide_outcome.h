// SPDX-License-Identifier: GPL-3.0-or-later
// The outcome table of the design, section 3.5: the only place that decides what an answer means for a job and its
// money. Pure.
#pragma once

#include "app/core/generation.h"
#include "app/store/attempt_ledger.h"

#include <chrono>
#include <optional>

namespace batchroom {

inline constexpr int generationRetries = 2;
inline constexpr std::chrono::hours generationLifetime{24}; // the provider forgets a generation after that

enum class Delay { None, Backoff, Jitter };

struct OutcomeContext {
    int failures = 0;          // failed generations of this job so far
    bool isDiscarded = false;  // the person cancelled while it was in flight
    bool isFree = false;       // nothing is ever charged, so it may be made again without a question
    bool isAskedAgain = false; // it was unknown, and a person wants to hear what the provider says now
    EarlierCharge earlierCharge = EarlierCharge::None;
};

struct NextState {
    Settlement settlement{};
    Delay delay = Delay::None;
    std::optional<Hold> hold{};      // of the whole account
    std::optional<int> placeLimit{}; // what the server allows
    std::optional<std::chrono::milliseconds> retryAfter{};
};

NextState decideOutcome(const SendOutcome& outcome, const OutcomeContext& context);

// Nothing: ask again later. Only an answered poll ends a job, and only `age`, a day after it was sent, makes an answer
// that the generation is not known (yet) count.
std::optional<NextState> decidePoll(
    const PollOutcome& outcome, const OutcomeContext& context, std::chrono::milliseconds age = {});
// The hold an account gets when it is refused, whoever noticed: a paid call, a poll or a quote.
Hold holdFor(AccountProblem problem, const QString& providerMessage);

// After a crash or kill nobody knows what became of a job that was being sent; it is never queued again by itself.
Settlement decideInterrupted();

// Until when the host should still give the picture: what the link itself says (exp or Expires, in seconds), else a day
// after the answer that brought it. A refusal before that is a fault of the host.
qint64 linkLivesUntilMs(const QUrl& link, qint64 answeredMs);

enum class DownloadEnd { LinkExpired, GaveUp };
NextState decideDownload(DownloadEnd end, const QString& reason, const OutcomeContext& context);

} // namespace batchroom
