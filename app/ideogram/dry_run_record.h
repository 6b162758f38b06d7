// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the servers asked so far honour dry_run. One that drops it (a proxy that loses the query) takes every
// question for a price as a paid order, so it is asked once in the life of the program. Shared by all providers; any
// thread.
#pragma once

#include <QSet>
#include <QString>
#include <QUrl>

#include <mutex>

namespace batchroom {

class DryRunRecord {
public:
    // Owns the lock while nothing is known about the base: until its first answer nobody else asks.
    [[nodiscard]] std::unique_lock<std::mutex> firstQuestion(const QUrl& apiBase);
    bool isIgnoredBy(const QUrl& apiBase) const;
    void noteHonoured(const QUrl& apiBase);
    void noteIgnored(const QUrl& apiBase);

private:
    std::mutex m_asking;
    mutable std::mutex m_mutex;
    QSet<QString> m_honouring;
    QSet<QString> m_ignoring;
};

} // namespace batchroom
