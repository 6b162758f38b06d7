// SPDX-License-Identifier: GPL-3.0-or-later
// Keys in the system keyring (QtKeychain), never in a file. Lives on a thread with an event loop; answers within 10 s.
#pragma once

#include "app/core/result.h"
#include "app/core/secret.h"

#include <QObject>

#include <functional>

namespace batchroom {

class KeyStore : public QObject {
    Q_OBJECT
public:
    explicit KeyStore(QObject* parent = nullptr);
    // NotFound when there is none; Keyring when the keyring is missing, locked or silent for 10 s.
    void read(const QString& account, QObject* context, std::function<void(Result<Secret>)> done);
    void write(const QString& account, const Secret& key, QObject* context, std::function<void(Result<void>)> done);
    void remove(const QString& account, QObject* context, std::function<void(Result<void>)> done);
};

// IDEOGRAM_API_KEY, or empty.
Secret keyFromEnvironment();

} // namespace batchroom
