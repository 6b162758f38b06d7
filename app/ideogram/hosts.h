// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses of the provider, in this one place. Any thread.
#pragma once

#include "app/net/url_rules.h"

namespace batchroom {

QUrl ideogramApiBase();
// Where results may be fetched from: the provider's image hosts, and the host of the API the person chose.
UrlRules imageUrlRules(const QUrl& apiBase);

} // namespace batchroom
