// SPDX-License-Identifier: GPL-3.0-or-later
// One request as it came over the wire and one answer as it will go. Values; any thread.
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrlQuery>

namespace batchroom {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
};

struct HttpRequest {
    QByteArray method; // "POST"
    QByteArray target; // as received, "/a%20b?c=d"
    QString path;      // percent-decoded, without the query
    QUrlQuery query;
    QList<HttpHeader> headers; // as received, in order, repeated ones too
    QByteArray body;           // the raw bytes, unchanged
    QByteArray peer;           // address of the other side

    // Name in any case; the first one when repeated; empty when absent.
    QByteArray header(QByteArrayView name) const;
    int headerCount(QByteArrayView name) const;
    bool hasHeader(QByteArrayView name) const { return headerCount(name) > 0; }
};

struct HttpResponse {
    int status = 200;
    QByteArray contentType; // empty: no Content-Type header
    QByteArray body;
    QList<HttpHeader> headers; // besides Content-Type, Content-Length, Date and Connection
    bool close = false;        // ends the connection after this answer

    static HttpResponse json(int status, const QByteArray& body);
    static HttpResponse text(int status, const QByteArray& body);
};

enum class KeepAlive { No, Yes };

// Status line and headers up to and including the empty line. Line breaks inside values are dropped.
QByteArray responseHead(const HttpResponse& response, KeepAlive keepAlive);

} // namespace batchroom
