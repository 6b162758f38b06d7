// SPDX-License-Identifier: GPL-3.0-or-later
// A raw HTTP/1.1 server on 127.0.0.1 for fault tests: reads each request to its last byte, remembers it, then answers
// exactly the bytes the script says and ends the connection the way the script says. Own threads; any thread may ask.
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace batchroom::test {

struct ReceivedRequest {
    QByteArray method;
    QByteArray target; // path and query as sent
    QByteArray head;   // request line and headers
    QByteArray body;
    int connection = 0;                              // counted from 1
    int indexOnConnection = 0;                       // counted from 1
    QByteArray header(const QByteArray& name) const; // empty when absent
    bool hasHeader(const QByteArray& name) const;
};

struct RawReply {
    enum class End { KeepOpen, Fin, Reset };
    QByteArray bytes;
    End end = End::Fin;
    std::chrono::milliseconds before{0};       // silence before the first byte
    std::chrono::milliseconds betweenBytes{0}; // more than zero: one byte at a time
};

// A whole answer with Content-Length; `headers` are complete lines without line ends.
QByteArray httpAnswer(int status, const QByteArray& body, const QList<QByteArray>& headers = {});

class CountingServer {
public:
    using Script = std::function<RawReply(const ReceivedRequest&)>;
    enum class Transport { Plain, Tls }; // Tls: the identity of loopback_identity.h

    explicit CountingServer(Script script, Transport transport = Transport::Plain);
    ~CountingServer();

    quint16 port() const;
    QUrl url(const QString& pathAndQuery = {}) const;
    QList<ReceivedRequest> requests() const;
    int countWithBody(const QByteArray& body) const;
    int connections() const;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace batchroom::test
