// SPDX-License-Identifier: GPL-3.0-or-later
// Logging categories are declared per folder; this is the one sink: redacts live secrets and known patterns, writes to
// stderr, and to a rotating file when one is set. Any thread.
#pragma once

#include "app/core/secret.h"

#include <QString>

namespace batchroom::log {

// Installs the Qt message handler. quiet: only warnings and worse reach stderr.
void install(bool quiet);
void setFile(const QString& path);
// From now on these bytes never appear in any log line.
void redact(const Secret& secret);
// Exposed for other texts that leave the program (error details, diagnostics).
QString redacted(QString text);

} // namespace batchroom::log
