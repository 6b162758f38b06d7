// SPDX-License-Identifier: GPL-3.0-or-later
// Typical durations of generations, learned per model and speed. Lives as long as its Connection.
#pragma once

#include "app/core/result.h"

#include <QString>

#include <chrono>
#include <optional>

namespace batchroom {

class Connection;

// What is known about the duration of one model and speed.
struct TypicalDuration {
    int count = 0; // generations it was learned from, at most ten
    std::chrono::microseconds typical{};
    std::chrono::microseconds spread{}; // how far from it they usually are
};

class DurationRepository {
public:
    explicit DurationRepository(Connection& connection);
    Result<std::optional<TypicalDuration>> find(const QString& model, const QString& speed) const;
    Result<void> save(const QString& model, const QString& speed, const TypicalDuration& duration);

private:
    Connection& m_connection;
};

} // namespace batchroom
