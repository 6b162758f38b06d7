// SPDX-License-Identifier: GPL-3.0-or-later
// The library's schema as a numbered list of steps. A step is never changed once released; the next one is added.
#pragma once

#include <QStringList>

#include <vector>

namespace batchroom {

struct Migration {
    int version = 0;
    QStringList statements;
};

const std::vector<Migration>& migrations();

// For an SQLite built without FTS5: an ordinary table of the same name and columns, searched with LIKE.
QString withoutFullText(const QString& statement);

} // namespace batchroom
