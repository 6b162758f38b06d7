// SPDX-License-Identifier: GPL-3.0-or-later
// Logging categories are declared per folder; this is the one sink: redacts live secrets and known patterns, writes to
// stderr, and one JSON object a line to a rolling file when one is set. Any thread; nobody waits for the disk.
//
// BATCHROOM_LOG=debug|info|warning says how much; info when it says nothing.
#pragma once

#include "app/core/secret.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <functional>

class QLoggingCategory;

namespace batchroom::log {

// Installs the Qt message handler. quiet: only warnings and worse reach stderr.
void install(bool quiet);
// What was logged since install() goes there too. Empty: it is closed, later lines wait for the next file.
void setFile(const QString& path);
// The log of a library: it is locked by one program at a time, so no two programs roll the same file.
QString fileIn(const QString& libraryFolder);
// Returns when everything logged so far is in the file, or the patience is over.
void flush(std::chrono::milliseconds patience = std::chrono::seconds(1));

// A line with fields of its own, at level info, to the file only. Nothing happens before install().
void note(const QLoggingCategory& category, const QString& message, const QJsonObject& fields);

// From now on these bytes never appear in any log line.
void redact(const Secret& secret);
// Exposed for other texts that leave the program (error details, diagnostics).
QString redacted(QString text);
// Every link cut to its host: some open what they point to by their path alone.
QString withoutLinks(QString text);
// The same value with every text in it changed, however deep.
QJsonValue withEachText(const QJsonValue& value, const std::function<QString(const QString&)>& change);

} // namespace batchroom::log
