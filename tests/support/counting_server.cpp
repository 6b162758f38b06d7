// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/counting_server.h"

#include "tests/support/loopback_identity.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace batchroom::test {

namespace {

constexpr int pollTime = 20; // ms between looks at the stop flag

QByteArray headerOf(const QByteArray& head, const QByteArray& name, bool* found = nullptr)
{
    for (const QByteArray& line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0) {
            if (found)
                *found = true;
            return line.mid(colon + 1).trimmed();
        }
    }
    return {};
}

class DescriptorServer final : public QTcpServer {
public:
    std::function<void(qintptr)> onConnection;

protected:
    void incomingConnection(qintptr descriptor) override { onConnection(descriptor); }
};

void reset(QAbstractSocket& socket)
{
    const linger none{1, 0}; // close() sends RST
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
        reinterpret_cast<const char*>(&none), sizeof none);
    socket.abort();
}

} // namespace

struct CountingServer::Shared {
    Script script;
    Transport transport = Transport::Plain;
    mutable std::mutex mutex;
    std::condition_variable started;
    QList<ReceivedRequest> requests;
    int connections = 0;
    quint16 port = 0;
    std::atomic<bool> stop = false;
    std::vector<std::thread> sessions;
    std::thread acceptor;

    void accept();
    void serve(qintptr descriptor, int connection);
    std::unique_ptr<QTcpSocket> take(qintptr descriptor) const;
    bool waitForBytes(QTcpSocket& socket) const;
    std::optional<ReceivedRequest> read(QTcpSocket& socket, QByteArray& buffer) const;
    bool answer(QTcpSocket& socket, const RawReply& reply) const;
    void pause(std::chrono::milliseconds time) const;
};

void CountingServer::Shared::accept()
{
    DescriptorServer server;
    server.onConnection = [this](qintptr descriptor) {
        const std::lock_guard lock(mutex);
        const int number = ++connections;
        sessions.emplace_back([this, descriptor, number] { serve(descriptor, number); });
    };
    server.listen(QHostAddress::LocalHost);
    {
        const std::lock_guard lock(mutex);
        port = server.serverPort();
        started.notify_all();
    }
    while (!stop)
        server.waitForNewConnection(pollTime);
}

std::unique_ptr<QTcpSocket> CountingServer::Shared::take(qintptr descriptor) const
{
    if (transport == Transport::Plain) {
        auto plain = std::make_unique<QTcpSocket>();
        plain->setSocketDescriptor(descriptor);
        return plain;
    }
    auto tls = std::make_unique<QSslSocket>();
    tls->setSocketDescriptor(descriptor);
    tls->setLocalCertificate(QSslCertificate(loopbackCertificate.trimmed()));
    tls->setPrivateKey(QSslKey(loopbackKey.trimmed(), QSsl::Ec));
    tls->setPeerVerifyMode(QSslSocket::VerifyNone);
    tls->startServerEncryption();
    tls->waitForEncrypted(5000);
    return tls;
}

bool CountingServer::Shared::waitForBytes(QTcpSocket& socket) const
{
    while (!stop && socket.state() == QAbstractSocket::ConnectedState) {
        if (socket.bytesAvailable() > 0 || socket.waitForReadyRead(pollTime))
            return true;
    }
    return socket.bytesAvailable() > 0;
}

std::optional<ReceivedRequest> CountingServer::Shared::read(QTcpSocket& socket, QByteArray& buffer) const
{
    qsizetype headEnd = -1;
    while ((headEnd = buffer.indexOf("\r\n\r\n")) < 0) {
        if (!waitForBytes(socket))
            return std::nullopt;
        buffer += socket.readAll();
    }
    ReceivedRequest request;
    request.head = buffer.left(headEnd);
    const QList<QByteArray> words = request.head.left(request.head.indexOf("\r\n")).split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    const qsizetype total = headEnd + 4 + headerOf(request.head, "Content-Length").toLongLong();
    while (buffer.size() < total) {
        if (!waitForBytes(socket))
            return std::nullopt;
        buffer += socket.readAll();
    }
    request.body = buffer.mid(headEnd + 4, total - headEnd - 4);
    buffer.remove(0, total);
    return request;
}

void CountingServer::Shared::pause(std::chrono::milliseconds time) const
{
    const auto until = std::chrono::steady_clock::now() + time;
    while (!stop && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min<qint64>(pollTime, time.count())));
}

// True: the connection stays open for the next request.
bool CountingServer::Shared::answer(QTcpSocket& socket, const RawReply& reply) const
{
    pause(reply.before);
    const qsizetype step = reply.betweenBytes.count() > 0 ? 1 : std::max<qsizetype>(1, reply.bytes.size());
    for (qsizetype at = 0; at < reply.bytes.size() && !stop; at += step) {
        if (socket.write(reply.bytes.mid(at, step)) < 0)
            return false;
        while (socket.bytesToWrite() > 0 && !stop) {
            if (!socket.waitForBytesWritten(1000) && socket.state() != QAbstractSocket::ConnectedState)
                return false;
        }
        if (step == 1)
            pause(reply.betweenBytes);
    }
    if (reply.end == RawReply::End::KeepOpen)
        return true;
    if (reply.end == RawReply::End::Reset) {
        reset(socket);
        return false;
    }
    socket.disconnectFromHost();
    if (socket.state() != QAbstractSocket::UnconnectedState)
        socket.waitForDisconnected(1000);
    return false;
}

void CountingServer::Shared::serve(qintptr descriptor, int connection)
{
    const std::unique_ptr<QTcpSocket> socket = take(descriptor);
    QByteArray buffer;
    int index = 0;
    while (std::optional<ReceivedRequest> request = read(*socket, buffer)) {
        request->connection = connection;
        request->indexOnConnection = ++index;
        {
            const std::lock_guard lock(mutex);
            requests.append(*request);
        }
        if (!answer(*socket, script(*request)))
            return;
    }
}

CountingServer::CountingServer(Script script, Transport transport)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->script = std::move(script);
    m_shared->transport = transport;
    m_shared->acceptor = std::thread([shared = m_shared.get()] { shared->accept(); });
    std::unique_lock lock(m_shared->mutex);
    m_shared->started.wait(lock, [this] { return m_shared->port != 0; });
}

CountingServer::~CountingServer()
{
    m_shared->stop = true;
    m_shared->acceptor.join();
    for (std::thread& session : m_shared->sessions)
        session.join();
}

quint16 CountingServer::port() const
{
    return m_shared->port;
}

QUrl CountingServer::url(const QString& pathAndQuery) const
{
    const QString scheme = m_shared->transport == Transport::Tls ? QStringLiteral("https") : QStringLiteral("http");
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(port()).arg(pathAndQuery));
}

QList<ReceivedRequest> CountingServer::requests() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->requests;
}

int CountingServer::countWithBody(const QByteArray& body) const
{
    int count = 0;
    for (const ReceivedRequest& request : requests())
        count += request.body == body ? 1 : 0;
    return count;
}

int CountingServer::connections() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->connections;
}

QByteArray ReceivedRequest::header(const QByteArray& name) const
{
    return headerOf(head, name);
}

bool ReceivedRequest::hasHeader(const QByteArray& name) const
{
    bool found = false;
    headerOf(head, name, &found);
    return found;
}

QByteArray httpAnswer(int status, const QByteArray& body, const QList<QByteArray>& headers)
{
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Test\r\n";
    for (const QByteArray& header : headers)
        answer += header + "\r\n";
    return answer + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace batchroom::test
