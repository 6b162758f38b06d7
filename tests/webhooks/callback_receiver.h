// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who gets callbacks: remembers each as it came and checks its signature with other code than the sender's.
// Any thread may ask.
#pragma once

#include "app/httpd/http_server.h"

#include <QList>
#include <QUrl>

#include <functional>
#include <mutex>

namespace batchroom::test {

inline HttpResponse answer(int status, const QByteArray& body = {}, const QList<HttpHeader>& headers = {})
{
    HttpResponse response;
    response.status = status;
    response.body = body;
    response.headers = headers;
    return response;
}

struct ReceivedCallback {
    HttpRequest request;
    QByteArray id;
    qint64 timestamp = 0;
    bool isSignedRight = false;
};

class CallbackReceiver {
public:
    // What to answer the nth request (counted from 1).
    using Answer = std::function<HttpResponse(int nth)>;
    explicit CallbackReceiver(
        Answer script = [](int) { return answer(204); }, quint16 port = 0, QByteArray key = keyBytes());
    ~CallbackReceiver();

    QUrl url(const QString& path = QStringLiteral("/hook")) const;
    quint16 port() const { return m_server->port(); }
    QList<ReceivedCallback> received() const;
    int count() const;
    // From now on requests are kept waiting.
    void fallSilent();

    static QByteArray keyBytes();
    static QByteArray secretText(); // the same with whsec_

private:
    void take(const HttpRequest& request, const HttpReply& reply);

    Answer m_answer;
    QByteArray m_key;
    mutable std::mutex m_mutex;
    QList<ReceivedCallback> m_received;
    QList<HttpReply> m_waiting;
    bool m_isSilent = false;
    std::unique_ptr<HttpServer> m_server; // last: its thread uses the rest
};

} // namespace batchroom::test
