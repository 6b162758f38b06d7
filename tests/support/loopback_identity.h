// SPDX-License-Identifier: GPL-3.0-or-later
// A self-signed identity for 127.0.0.1 and localhost, made for these tests only and trusted by nothing else.
#pragma once

#include <QByteArray>

namespace batchroom::test {

inline const QByteArray loopbackKey = QByteArrayLiteral(R"(
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYLJ7EvHFIyLJ+zMQ
Qe+QcpaansIm3XfPN2TXGYkoYGqhRANCAASigl/k/476c62HIBplyOOlju4MskhD
l7h9MSjFQd33utzPeDqQLfOGSYTeHyjG0c9iT7TJjL5MKfH9VV4IoeD1
-----END PRIVATE KEY-----
)");

inline const QByteArray loopbackCertificate = QByteArrayLiteral(R"(
-----BEGIN CERTIFICATE-----
MIIBszCCAVmgAwIBAgIUdI1CZS9ukOLPYkJPHpzfUGYHhjIwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVQmF0Y2hyb29tIHRlc3Qgc2VydmVyMCAXDTI2MTEyNDA3NTAy
NloYDzIxMjYxMDMxMDc1MDI2WjAgMR4wHAYDVQQDDBVCYXRjaHJvb20gdGVzdCBz
ZXJ2ZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASigl/k/476c62HIBplyOOl
ju4MskhDl7h9MSjFQd33utzPeDqQLfOGSYTeHyjG0c9iT7TJjL5MKfH9VV4IoeD1
o28wbTAdBgNVHQ4EFgQU9ukc6q5wR14MAydBxwTXGilwocUwHwYDVR0jBBgwFoAU
9ukc6q5wR14MAydBxwTXGilwocUwGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgReQNmV7vCGXSvLuY
bv3/Y1gmI+AB4bxwGQF5DaP09dYCIQCYf3gRDHtopUSmQFmMv7rKHZLgoH9X/uGl
K+ee/76Tlw==
-----END CERTIFICATE-----
)");

} // namespace batchroom::test
