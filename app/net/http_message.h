// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out and what comes back over HTTP. Values; any thread.
#pragma once

#include "app/core/secret.h"
#include "app/net/url_rules.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <variant>

namespace batchroom {

struct HeaderField {
    QByteArray name;
    QByteArray value;
};

// Sent like a header, never logged, hidden in every error text, and dropped on no redirect because none is followed.
struct SecretHeader {
    QByteArray name;
    Secret value;
};

struct HttpLimits {
    std::chrono::milliseconds connect{10'000}; // until the first byte of the request may leave
    std::chrono::milliseconds total{60'000};
    qint64 maxBytes = 1024 * 1024; // of the answer's body
};

struct OutgoingRequest {
    QByteArray method = "GET";
    QUrl url;
    QList<HeaderField> headers;
    QList<SecretHeader> secrets;
    QByteArray body;
    UrlRules rules;
    HttpLimits limits;
};

struct ReceivedAnswer {
    int status = 0;
    QList<HeaderField> headers;
    QByteArray body;
    bool isComplete = true; // false: the body was cut; only ever with a status that is not 2xx
    std::optional<std::chrono::milliseconds> retryAfter;

    bool isSuccess() const { return status >= 200 && status < 300; }
    QByteArray header(QByteArrayView name) const; // any case; empty when absent
};

// The two ways in which sendOnce() can end without an answer.
struct HttpNotSent { // provably no byte of the request left this machine
    Error error;
};
struct HttpAnswerLost { // bytes may have left
    Error error;
    int status = 0;     // when a status line was seen
    QByteArray partial; // what came of the body
    bool isTimeout = false;
};
using SendOnceOutcome = std::variant<ReceivedAnswer, HttpNotSent, HttpAnswerLost>;

// Both forms of Retry-After: seconds, and a date measured against `now` (milliseconds since the epoch). At most a day.
std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray& value, std::chrono::milliseconds now);
// "Sun, 06 Nov 1994 08:49:37 GMT" in milliseconds since the epoch.
std::optional<std::chrono::milliseconds> parseHttpDate(const QByteArray& value);

} // namespace batchroom
