// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/cap_watch.h"

namespace batchroom {

bool CapWatch::refuse(const Scope& scope, const Hold& hold, bool hasPending, bool isInFlight)
{
    if (hasPending && isInFlight) {
        m_waiting.insert(scope, hold);
        refreshBatches();
        return false;
    }
    // What was in flight may just have settled: once more before saying so.
    if (hasPending && !m_triedAgain.contains(scope)) {
        m_triedAgain.insert(scope, hold);
        return false;
    }
    m_waiting.remove(scope);
    refreshBatches();
    return true;
}

QList<std::pair<CapWatch::Scope, Hold>> CapWatch::takeSettled(const QString& account, const IsInFlight& isInFlight)
{
    QList<std::pair<Scope, Hold>> held;
    if (m_waiting.isEmpty())
        return held;
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (it.key().account != account || isInFlight(it.key())) {
            ++it;
            continue;
        }
        if (m_triedAgain.contains(it.key()))
            held.append({it.key(), it.value()});
        else
            m_triedAgain.insert(it.key(), it.value());
        it = m_waiting.erase(it);
    }
    refreshBatches();
    return held;
}

void CapWatch::forget()
{
    m_waiting.clear();
    m_batches.clear();
    m_triedAgain.clear();
}

void CapWatch::refreshBatches()
{
    m_batches.clear();
    for (auto it = m_waiting.cbegin(); it != m_waiting.cend(); ++it)
        if (it.key().batch)
            m_batches.insert(it.key().batch);
}

} // namespace batchroom
