// SPDX-License-Identifier: GPL-3.0-or-later
// How fast each account may be asked: the places the provider grants, and a break for the whole account when it (or the
// network) turns attempts away, so that a thousand waiting jobs do not each find out for themselves. Any thread.
#pragma once

#include "app/core/random_source.h"

#include <QMap>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>

namespace batchroom {

class AccountPace {
public:
    using Milliseconds = std::chrono::milliseconds;

    explicit AccountPace(RandomSource& random);

    // An attempt begun at `begun` was turned away without being run; answers how long its job should wait.
    Milliseconds noteTurnedAway(const QString& account, Milliseconds begun, Milliseconds now,
        std::optional<Milliseconds> retryAfter, std::optional<int> placeLimit);
    // The provider dealt with an attempt begun at `begun`.
    void noteAnswered(const QString& account, Milliseconds begun);
    // The person, or a new start, says that the cause is gone.
    void forgetBreak(const QString& account);

    void setLearnedLimit(const QString& account, std::optional<int> limit, Milliseconds now);
    std::optional<int> learnedLimit(const QString& account) const;
    // At most `wanted`; one place more than learned for every quiet while since the provider last complained.
    int placeLimit(const QString& account, int wanted, Milliseconds now);
    // Until when nothing new should be started; a time in the past when there is no break.
    Milliseconds quietUntil(const QString& account) const;

private:
    struct Pace {
        int turnedAway = 0; // rounds in a row
        std::optional<Milliseconds> lastTurnedAway;
        Milliseconds quietUntil{};
        std::optional<int> limit;
        Milliseconds limitSince{};
    };

    mutable std::mutex m_mutex;
    RandomSource& m_random;
    QMap<QString, Pace> m_paces;
};

} // namespace batchroom
