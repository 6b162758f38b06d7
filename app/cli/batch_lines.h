// SPDX-License-Identifier: GPL-3.0-or-later
// One batch as the command line tells it: a JSON object, and a line for people. Pure.
#pragma once

#include "app/core/job.h"

#include <QJsonObject>

namespace batchroom::cli {

QJsonObject jsonOf(const BatchSummary& batch);
QString lineOf(const BatchSummary& batch);

} // namespace batchroom::cli
