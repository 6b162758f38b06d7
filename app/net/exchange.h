// SPDX-License-Identifier: GPL-3.0-or-later
// One request and its answer over a QNetworkAccessManager, as a blocking call: the only nested event loop of the
// program. Private to app/net; worker threads only.
#pragma once

#include "app/net/http_message.h"
#include "app/net/once_body.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace batchroom {

struct ExchangeEnd {
    enum class Kind { Answered, Cut, ConnectTimeout, TotalTimeout, TooLarge, Stopped, Failed };
    Kind kind = Kind::Failed;
    QNetworkReply::NetworkError code = QNetworkReply::NoError;
    QString text;          // Qt's words
    QStringList tlsErrors; // what was wrong with the certificate
    ReceivedAnswer answer; // as far as it came
};

class Exchange {
public:
    Exchange(QNetworkAccessManager& manager, const OutgoingRequest& request, const QByteArray& userAgent);

    // once: a POST of that body. nullptr: Qt may repeat the request on a connection that died.
    ExchangeEnd run(OnceBody* once, std::stop_token stop);

private:
    QNetworkRequest networkRequest(const OnceBody* once) const;
    QNetworkReply* start(const QNetworkRequest& request, OnceBody* once);
    void listen(OnceBody* once);
    void collect();
    void abandon(ExchangeEnd::Kind kind);
    ExchangeEnd conclude();
    bool isWhole(const ReceivedAnswer& answer) const;

    QNetworkAccessManager& m_manager;
    const OutgoingRequest& m_request;
    QByteArray m_userAgent;
    QEventLoop m_loop;
    QTimer m_connectTimer;
    QTimer m_totalTimer;
    std::unique_ptr<QNetworkReply> m_reply;
    QByteArray m_body;
    QStringList m_tlsErrors;
    std::optional<ExchangeEnd::Kind> m_abandoned;
    bool m_isDone = false;
};

// Makes a connection for the next request to this host and sends nothing; the reply is finished when it is up, or is
// not to be had. Qt does this for connectToHost() too, but tells nobody.
std::unique_ptr<QNetworkReply> connectOnly(QNetworkAccessManager& manager, const QUrl& url);
void waitUntilMade(const QNetworkReply& connection, std::chrono::milliseconds time);

// Addresses of a name; empty when it has none, when the time is over or stop is requested.
QList<QHostAddress> resolveHost(const QString& name, std::chrono::milliseconds time, std::stop_token stop);

} // namespace batchroom
