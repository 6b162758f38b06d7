// SPDX-License-Identifier: GPL-3.0-or-later
// What a library says about itself to whoever helps its owner: counts, money, the ledger. Never a prompt, a name, a
// link or a provider's words. Reads the file beside a program that has it open; changes nothing. Worker threads.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace batchroom {

struct LibraryReport {
    QJsonObject facts; // schema version, jobs by state, batches, accounts
    QByteArray ledger; // one JSON object a line and attempt, oldest first; the newest 100,000
};

Result<LibraryReport> reportLibrary(const QString& folder);

} // namespace batchroom
