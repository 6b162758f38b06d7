// SPDX-License-Identifier: GPL-3.0-or-later
// One file that helps others to help: version, checks, settings, counts, the ledger, the last log. Never a key, a
// prompt, a secret of a callback or a link. Works beside a program that has the library open, and on a damaged one.
#pragma once

#include "app/core/result.h"
#include "app/settings/preferences.h"
#include "app/studio/self_check.h"

#include <QStringList>

#include <functional>

class QObject;

namespace batchroom {

struct Diagnostics {
    QString libraryFolder;
    Preferences preferences;
    QList<Finding> findings;
};

// The names of what is in it. Blocks; worker threads.
Result<QStringList> writeDiagnostics(const QString& path, const Diagnostics& diagnostics);
// The same on another thread; done is called on this one, unless context died.
void packDiagnostics(const QString& path, const Diagnostics& diagnostics, QObject* context,
    std::function<void(Result<QStringList>)> done);
// Checks the machine first and fills the findings in. Main thread; `keys` must live until then.
void collectDiagnostics(const QString& path, Diagnostics diagnostics, KeyStore& keys, QObject* context,
    std::function<void(Result<QStringList>)> done);

// Without secrets, and with every link cut to its host and the home folder to "~".
QString fitToShow(QString text);

} // namespace batchroom
