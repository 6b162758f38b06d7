// SPDX-License-Identifier: GPL-3.0-or-later
// Brings one finished picture into the library. It is paid for, so nothing but the end of its link's life gives it up.
// One thread at a time; blocks.
#pragma once

#include "app/queue/decide_outcome.h"
#include "app/queue/run_tools.h"

#include <stop_token>

namespace batchroom {

class DownloadRun {
public:
    DownloadRun(const RunTools& tools, StoredJob job, std::stop_token stop);

    JobId job() const { return m_job.id; }
    // How long to wait before the next try; nothing when it is over.
    std::optional<std::chrono::milliseconds> tryOnce();

private:
    enum class Fetch { Done, Repeat };
    bool storeArrived();
    Fetch fetch();
    Fetch store(const QByteArray& bytes);
    Fetch refuse(const Error& error, const QByteArray& bytes);
    QString keptAside(const QByteArray& bytes);
    Fetch linkRefused(const QString& reason);
    Fetch fault(const QString& reason);
    Fetch again(const QString& reason);
    Fetch giveUp(DownloadEnd end, const QString& reason);
    enum class FreshLink { Another, None, NotKnown };
    FreshLink askForFreshLink();
    bool isLinkDead() const;
    bool moveOn(JobEvent event, const QString& message = {}, const QString& detail = {});
    void hold(const Hold& hold);
    qint64 nowMs() const { return m_tools.clock.now().count(); }

    const RunTools& m_tools;
    StoredJob m_job;
    const std::stop_token m_stop;
    int m_tries = 0;
    int m_refusals = 0; // of the link
    int m_faults = 0;
    int m_storeFaults = 0;
    int m_badPictures = 0;
    std::optional<std::chrono::milliseconds> m_retryAfter;
};

} // namespace batchroom
