// SPDX-License-Identifier: GPL-3.0-or-later
// A plain client on a raw socket, sharing no code with ours: what it sees is what stands on the wire.
#pragma once

#include "app/sandbox/sandbox_server.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace batchroom::test {

struct WireAnswer {
    QByteArray bytes; // all of it
    int status = 0;   // 0: none
    QByteArray head;
    QByteArray body;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString error() const { return json().value(QStringLiteral("error")).toString(); }
    QByteArray header(const QByteArray& name) const
    {
        const QByteArray mark = "\r\n" + name + ": ";
        const qsizetype from = head.indexOf(mark);
        return from < 0 ? QByteArray()
                        : head.mid(from + mark.size(), head.indexOf("\r\n", from + 2) - from - mark.size());
    }
};

inline WireAnswer parsedAnswer(const QByteArray& bytes)
{
    WireAnswer answer;
    answer.bytes = bytes;
    const qsizetype split = bytes.indexOf("\r\n\r\n");
    if (split < 0 || !bytes.startsWith("HTTP/1.1 "))
        return answer;
    answer.status = bytes.mid(9, 3).toInt();
    answer.head = bytes.left(split + 2);
    answer.body = bytes.mid(split + 4);
    return answer;
}

struct WireCall {
    explicit WireCall(quint16 port) { socket.connectToHost(QStringLiteral("127.0.0.1"), port); }
    void send(const QByteArray& method, const QByteArray& target, const QByteArray& body, const QByteArray& headers)
    {
        socket.waitForConnected(5000);
        socket.write(method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(socket.peerPort())
            + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n"
            + body);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
    }
    WireAnswer wait()
    {
        QByteArray bytes;
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(20'000))
            bytes += socket.readAll();
        return parsedAnswer(bytes + socket.readAll());
    }
    QTcpSocket socket;
};

inline const QByteArray rightKey = "Api-Key: batchroom-sandbox-key\r\n";
inline const QByteArray jsonType = "Content-Type: application/json\r\n";

struct SandboxClient {
    quint16 port = 0;

    WireAnswer call(const QByteArray& method, const QByteArray& target, const QByteArray& body = {},
        const QByteArray& headers = rightKey + jsonType) const
    {
        WireCall one(port);
        one.send(method, target, body, headers);
        return one.wait();
    }
    WireAnswer post(const QByteArray& target, const QJsonObject& body) const
    {
        return call("POST", target, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    WireAnswer poll(const QString& id) const { return call("GET", "/v2/generations/" + id.toUtf8()); }
    WireAnswer download(const QString& url, const QByteArray& headers = {}) const
    {
        const QUrl parsed(url);
        return call("GET", parsed.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority), {}, headers);
    }
};

// A picture in no time, told apart by its seed.
inline QImage flatPicture(const PaintRequest& request)
{
    QImage image(request.size, QImage::Format_RGB32);
    image.fill(static_cast<uint>(0xff000000U | (static_cast<quint32>(request.seed) * 2654435761U >> 8)));
    return image;
}

inline SandboxOptions quickOptions()
{
    SandboxOptions options;
    options.latency = std::chrono::milliseconds(0);
    options.paint = &flatPicture;
    return options;
}

inline QJsonObject small(const QString& prompt)
{
    return {{QStringLiteral("prompt"), prompt}, {QStringLiteral("aspect_ratio"), QStringLiteral("1x1")},
        {QStringLiteral("private"), true}};
}

inline QString firstUrl(const QJsonObject& answer)
{
    return answer.value(QStringLiteral("data")).toArray().at(0)[QStringLiteral("url")].toString();
}

} // namespace batchroom::test
