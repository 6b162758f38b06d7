// SPDX-License-Identifier: GPL-3.0-or-later
// What works on this machine: `batchroom-cli doctor` and `batchroom --self-test`. Main thread; answers within seconds.
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace batchroom {

class KeyStore;

struct Finding {
    enum class Level { Fine, Limited, Broken };
    QString name; // "TLS", "Keyring", ...
    Level level = Level::Fine;
    QString what;              // what was found, and what to do when it is not fine
    QString levelName() const; // "ok", "limited", "broken"
};

// Platform, TLS, SQL with FTS5, picture formats, type, disk, keyring. `keys` must live until done is called.
void checkMachine(const QString& libraryFolder, KeyStore& keys, std::function<void(const QList<Finding>&)> done);

} // namespace batchroom
