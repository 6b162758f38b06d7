// SPDX-License-Identifier: GPL-3.0-or-later
// One signed event over a connection of its own, as another worker sends it to the listener.
#pragma once

#include "app/webhooks/signature.h"

#include <QDateTime>
#include <QTcpSocket>

namespace batchroom::test {

// The status of the answer; 0: none came.
inline int postSigned(int port, const QByteArray& id, const QByteArray& body, const QByteArray& secret)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
    if (!socket.waitForConnected(5000))
        return 0;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    socket.write("POST /webhooks/ideogram-callback HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                 "Content-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\nwebhook-id: " + id
        + "\r\nwebhook-timestamp: " + QByteArray::number(now)
        + "\r\nwebhook-signature: " + webhookSignature(id, now, body, {Secret(secret)}) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(15'000))
        answer += socket.readAll();
    answer += socket.readAll();
    return answer.mid(9, 3).toInt();
}

} // namespace batchroom::test
