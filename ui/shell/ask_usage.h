// SPDX-License-Identifier: GPL-3.0-or-later
// "Check with the provider": how many of the unknown jobs were billed, as sentences. GUI thread; blocks nothing.
#pragma once

#include "app/core/result.h"
#include "app/core/secret.h"

#include <QStringList>

#include <functional>

class QObject;

namespace batchroom {

class KeyStore;
class Studio;

// With the administrator's key of the environment, of this session or of the keyring as it is now, else with the key of
// the account.
void askUsage(Studio& studio, KeyStore& keys, const Secret& sessionKey, QObject* context,
    const std::function<void(const Result<QStringList>&)>& done);

} // namespace batchroom
