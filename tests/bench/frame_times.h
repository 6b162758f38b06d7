// SPDX-License-Identifier: GPL-3.0-or-later
// Times of frames and how they are told.
#pragma once

#include <QElapsedTimer>
#include <QList>

#include <algorithm>

namespace batchroom::test {

inline double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

inline double percentile(QList<double> values, double share)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, qsizetype(double(values.size()) * share))];
}

inline QString spread(const QList<double>& milliseconds)
{
    return QStringLiteral("p50 %1 ms, p99 %2 ms, max %3 ms (%4)")
        .arg(percentile(milliseconds, 0.5), 0, 'f', 2)
        .arg(percentile(milliseconds, 0.99), 0, 'f', 2)
        .arg(percentile(milliseconds, 1), 0, 'f', 2)
        .arg(milliseconds.size());
}

} // namespace batchroom::test
