// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts: why one is held, how many images it may have in flight, what it has spent; and the queue's own switches.
// Lives as long as its Connection.
#pragma once

#include "app/core/job.h"

namespace batchroom {

class Connection;

struct Account {
    QString name{};
    std::optional<int> placeLimit{}; // learned from the provider; none: nothing learned
    std::optional<Hold> hold{};
};

class AccountRepository {
public:
    explicit AccountRepository(Connection& connection);

    Result<QList<Account>> all() const;
    Result<std::optional<Account>> find(const QString& name) const;
    // The first reason stays: false when the account was held already.
    Result<bool> hold(const QString& name, const Hold& hold, qint64 nowMs);
    // False: it was not held. A dearer price it asked for is not agreed to: the next job asks again.
    Result<bool> release(const QString& name);
    // The price that the hold asked for counts as agreed from now on, for the jobs that wait.
    Result<void> acceptPriceAsked(const QString& account);
    Result<void> setPlaceLimit(const QString& name, std::optional<int> limit);

    // From the ledger: billed, pending and unknown.
    Result<SpendSummary> spend(const QString& name, qint64 dayStartMs, qint64 monthStartMs) const;

    Result<bool> isQueuePaused() const;
    Result<void> setQueuePaused(bool isPaused);

private:
    Result<void> addPriceAsked(Account& account) const;
    Result<std::optional<PriceAsked>> priceAsked(const QString& account) const;
    Result<void> keepPriceAsked(const QString& account, const std::optional<PriceAsked>& asked);

    Connection& m_connection;
};

} // namespace batchroom
