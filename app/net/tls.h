// SPDX-License-Identifier: GPL-3.0-or-later
// What secure connections are made with. Any thread.
#pragma once

#include <QString>

namespace batchroom {

// "OpenSSL 3.0.15 ...", or empty when there is no TLS and only loopback can be reached.
QString tlsDescription();

} // namespace batchroom
