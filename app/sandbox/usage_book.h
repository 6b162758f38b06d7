// SPDX-License-Identifier: GPL-3.0-or-later
// What the Sandbox has billed, by UTC hour. The server's thread only.
#pragma once

#include "app/core/clock.h"
#include "app/core/money.h"

#include <QByteArray>
#include <QJsonArray>
#include <QMap>
#include <QString>

#include <tuple>

namespace batchroom {

struct SandboxCharge {
    Clock::Milliseconds at{0}; // wall clock
    QString product;
    QString endpoint;
    int units = 0; // images
    Money price;   // of all of them
    QByteArray key;
};

class UsageBook {
public:
    void add(const SandboxCharge& charge);
    // The provider's `buckets`, without a gap; both times stand on a bucket's edge.
    QJsonArray buckets(Clock::Milliseconds from, Clock::Milliseconds to, std::chrono::hours width) const;

private:
    // Lines are unique by product, unit price and key.
    using Line = std::tuple<QString, qint64, QByteArray>;
    struct Sum {
        QString endpoint;
        qint64 units = 0;
        Money cost;
    };
    QMap<qint64, QMap<Line, Sum>> m_hours;
};

} // namespace batchroom
