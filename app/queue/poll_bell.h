// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for the next poll of a generation, until somebody says that it is finished. The poll stays the truth; a bell
// that is wrong costs one free question. Any thread.
#pragma once

#include "app/core/clock.h"

#include <QHash>
#include <QString>

#include <mutex>

namespace batchroom {

class PollBell {
public:
    // Clock::wait() that a ring() ends early; false when stopped.
    bool wait(Clock& clock, const QString& generation, Clock::Milliseconds time, const std::stop_token& stop);
    // Whether somebody waits for that generation.
    bool ring(const QString& generation);

private:
    std::mutex m_mutex;
    QHash<QString, std::stop_source> m_waiting;
};

} // namespace batchroom
