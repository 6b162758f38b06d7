// SPDX-License-Identifier: GPL-3.0-or-later
// The one HTTP client. One instance belongs to the worker thread that made it; every call blocks that thread and is
// refused on the thread of the application. Errors are redacted, name the host, and never carry a query or a key.
#pragma once

#include "app/core/clock.h"
#include "app/net/http_message.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>
#include <stop_token>

namespace batchroom {

class HttpClient {
public:
    explicit HttpClient(Clock& clock);

    // For paid calls, always POST: the request leaves at most once, on a connection of its own, and is never cut short
    // by stop, unless one is given (a question that must not become an order). When in doubt the answer is lost. The
    // body must not be empty.
    SendOnceOutcome sendOnce(const OutgoingRequest& request, std::stop_token stop = {});
    // Makes the connection that the next sendOnce() to this host will use, and does not wait for it. Sends no byte of
    // a request; one that is not used soon is dropped.
    void connectAhead(const OutgoingRequest& request);

    // For calls that do no harm when they arrive twice. Every complete answer is a value, whatever its status.
    Result<ReceivedAnswer> send(const OutgoingRequest& request, std::stop_token stop);
    Result<ReceivedAnswer> get(OutgoingRequest request, std::stop_token stop);

    // At most limits.maxBytes, counted while they arrive. Redirects (at most three) only where `rules` allow; no
    // secrets.
    Result<ReceivedAnswer> download(const QUrl& url, const UrlRules& rules, std::stop_token stop,
        HttpLimits limits = {std::chrono::seconds(10), std::chrono::seconds(180), 64 * 1024 * 1024});

private:
    // A manager of its own, and what tells when its connection is up: a child of the manager, so it goes first.
    struct FreshLine {
        std::unique_ptr<QNetworkAccessManager> manager;
        std::unique_ptr<QNetworkReply> made;
        QUrl host;
        Clock::Milliseconds begun{};
    };
    std::unique_ptr<QNetworkAccessManager> takeFreshLine(const OutgoingRequest& request);
    Result<void> checkBefore(const OutgoingRequest& request, std::stop_token stop) const;
    std::optional<std::chrono::milliseconds> retryAfter(const ReceivedAnswer& answer) const;

    Clock& m_clock;
    QByteArray m_userAgent;
    QNetworkAccessManager m_manager;
    std::unique_ptr<FreshLine> m_ahead;
    // Ending one waits for its thread, which nobody who waits for an answer should.
    std::unique_ptr<QNetworkAccessManager> m_spent;
};

} // namespace batchroom
