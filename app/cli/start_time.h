// SPDX-License-Identifier: GPL-3.0-or-later
// When a batch shall start, as a person writes it: now, 22:00 (the next time it is that late), 2026-11-25 22:00. Local
// time; answers with wall-clock milliseconds, 0 for now. Pure.
#pragma once

#include "app/core/result.h"

#include <QDateTime>

namespace batchroom::cli {

Result<qint64> startTimeFromText(const QString& text, const QDateTime& now);

} // namespace batchroom::cli
