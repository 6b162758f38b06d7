// SPDX-License-Identifier: GPL-3.0-or-later
// Limits that leave no room for the next image. As long as something in flight may turn out not to be billed nobody is
// alarmed and nothing of that scope is tried; when nothing is in flight any more it is tried once more before it is
// held. Command thread only.
#pragma once

#include "app/core/job.h"

#include <QSet>

#include <functional>

namespace batchroom {

class CapWatch {
public:
    // One batch's own limit, or the day's or month's of an account.
    struct Scope {
        QString account;
        BatchId batch; // none: the whole account
        friend bool operator<(const Scope& a, const Scope& b)
        {
            return std::pair(a.account, a.batch.value) < std::pair(b.account, b.batch.value);
        }
    };
    using IsInFlight = std::function<bool(const Scope&)>;

    // True: hold it now.
    bool refuse(const Scope& scope, const Hold& hold, bool hasPending, bool isInFlight);
    // A job of the account is over and nothing was paid for it: those for which nothing is left to wait are tried
    // again, or returned to be held.
    QList<std::pair<Scope, Hold>> takeSettled(const QString& account, const IsInFlight& isInFlight);
    // Money moved, or a person said something: everything is tried again.
    void forget();

    const QSet<BatchId>& batches() const { return m_batches; }
    bool isWaiting(const QString& account) const { return m_waiting.contains({account, {}}); }

private:
    void refreshBatches();

    QMap<Scope, Hold> m_waiting;
    QSet<BatchId> m_batches; // of m_waiting
    QMap<Scope, Hold> m_triedAgain;
};

} // namespace batchroom
