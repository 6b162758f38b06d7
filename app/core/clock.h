// SPDX-License-Identifier: GPL-3.0-or-later
// Time as an argument, so that tests own it. Any thread.
#pragma once

#include <QtGlobal>

#include <chrono>
#include <stop_token>

namespace batchroom {

class Clock {
public:
    using Milliseconds = std::chrono::milliseconds;
    virtual ~Clock() = default;
    // Wall clock since the Unix epoch; for display, expiry and day boundaries only.
    virtual Milliseconds now() const = 0;
    // Monotonic; for timeouts and measuring.
    virtual Milliseconds steady() const = 0;
    // Waits for the time or until stop is requested; false when stopped. Worker threads only.
    virtual bool wait(Milliseconds time, std::stop_token stop) = 0;
};

class SystemClock final : public Clock {
public:
    Milliseconds now() const override;
    Milliseconds steady() const override;
    bool wait(Milliseconds time, std::stop_token stop) override;
};

} // namespace batchroom
