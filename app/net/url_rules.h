// SPDX-License-Identifier: GPL-3.0-or-later
// Where a request may go. Pure functions; any thread.
#pragma once

#include "app/core/result.h"

#include <QHostAddress>
#include <QStringList>
#include <QUrl>

namespace batchroom {

enum class AddressScope { Any, PublicOnly };

// https everywhere, http only to a loopback address; on top of that:
struct UrlRules {
    QStringList hosts;   // "ideogram.ai", "*.ideogram.ai"; empty: every host
    QString trustedHost; // allowed besides `hosts` and whatever its address is: the host the person chose
    AddressScope scope = AddressScope::Any; // PublicOnly: no loopback, private, link-local or metadata address
};

// BadInput with a sentence when the rules forbid the address as it is written (names are not resolved here).
Result<void> checkUrl(const QUrl& url, const UrlRules& rules);

// 127.0.0.0/8, ::1 and the name localhost.
bool isLoopbackHost(const QUrl& url);
// False for loopback, private, shared, link-local, multicast and reserved ranges, also when wrapped in IPv6.
bool isPublicAddress(const QHostAddress& address);
bool isTrustedHost(const QUrl& url, const UrlRules& rules);

// Scheme, host and path: what may be shown and logged. Links carry signatures in their query.
QString displayUrl(const QUrl& url);

} // namespace batchroom
