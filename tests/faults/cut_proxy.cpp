// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/cut_proxy.h"

#include <QQueue>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

#include <atomic>
#include <list>

namespace batchroom::test {

namespace {

void resetNow(QTcpSocket& socket)
{
    if (socket.socketDescriptor() >= 0) {
        const linger none{1, 0}; // closing sends RST
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
            reinterpret_cast<const char*>(&none), sizeof none);
    }
    socket.abort();
}

} // namespace

class CutProxy::Wire {
public:
    Wire(quint16 server, int slowByMs)
        : m_server(server)
        , m_slowByMs(slowByMs)
    {
        m_thread.start();
        m_home.moveToThread(&m_thread);
        onThread([this] {
            m_listener = std::make_unique<QTcpServer>();
            m_listener->listen(QHostAddress::LocalHost);
            port = m_listener->serverPort();
            QObject::connect(m_listener.get(), &QTcpServer::newConnection, &m_home, [this] { take(); });
        });
    }
    ~Wire()
    {
        onThread([this] {
            for (Pair& pair : m_pairs)
                pair.isOver = true;
            m_pairs.clear();
            m_listener.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }
    void set(Line line)
    {
        onThread([this, line] {
            m_line = line;
            for (Pair& pair : m_pairs)
                if (!pair.isOver && (line == Line::Reset || (pair.isDead && line != Line::Dead)))
                    cut(pair);
        });
    }

    std::atomic<quint16> port = 0;
    std::atomic<int> connections = 0;
    std::atomic<int> harmed = 0;

private:
    // One client's connection and ours to the server behind it.
    struct Pair {
        std::unique_ptr<QTcpSocket> client;
        std::unique_ptr<QTcpSocket> server;
        QQueue<QByteArray> late[2]; // to the server, to the client
        bool isDead = false;        // bytes of it have vanished
        bool isHarmed = false;
        bool isOver = false;
    };

    template <typename F>
    void onThread(F work)
    {
        QMetaObject::invokeMethod(&m_home, work, Qt::BlockingQueuedConnection);
    }

    void take()
    {
        while (QTcpSocket* client = m_listener->nextPendingConnection()) {
            client->setParent(nullptr);
            ++connections;
            Pair& pair = m_pairs.emplace_back();
            pair.client.reset(client);
            pair.server = std::make_unique<QTcpSocket>();
            pair.server->connectToHost(QHostAddress::LocalHost, m_server);
            QObject::connect(client, &QTcpSocket::readyRead, &m_home, [this, &pair] { fromClient(pair); });
            QObject::connect(pair.server.get(), &QTcpSocket::readyRead, &m_home, [this, &pair] { fromServer(pair); });
            QObject::connect(client, &QTcpSocket::disconnected, &m_home, [this, &pair] { end(pair); });
            QObject::connect(pair.server.get(), &QTcpSocket::disconnected, &m_home, [this, &pair] { end(pair); });
        }
    }

    void fromClient(Pair& pair)
    {
        if (pair.isOver)
            return;
        const QByteArray bytes = pair.client->readAll();
        if (m_line == Line::Reset) {
            if (++m_resets % 2 == 0) {
                pair.server->write(bytes);
                pair.server->waitForBytesWritten(1000);
            }
            cut(pair);
            return;
        }
        pass(pair, 0, bytes);
    }

    void fromServer(Pair& pair)
    {
        if (pair.isOver)
            return;
        const QByteArray bytes = pair.server->readAll();
        if (m_line == Line::Halved) {
            pair.client->write(bytes.left(bytes.size() / 2));
            pair.client->waitForBytesWritten(1000);
            harm(pair);
            pair.isOver = true;
            pair.client->disconnectFromHost();
            pair.server->abort();
            return;
        }
        pass(pair, 1, bytes);
    }

    void pass(Pair& pair, int direction, const QByteArray& bytes)
    {
        if (m_line == Line::Dead || pair.isDead) {
            harm(pair);
            pair.isDead = true;
            return;
        }
        QTcpSocket& to = direction == 0 ? *pair.server : *pair.client;
        if (m_line != Line::Slow && pair.late[direction].isEmpty()) {
            to.write(bytes);
            return;
        }
        harm(pair);
        pair.late[direction].enqueue(bytes);
        QTimer::singleShot(m_slowByMs, Qt::PreciseTimer, &to, [&pair, &to, direction] {
            if (!pair.isOver && !pair.isDead && !pair.late[direction].isEmpty())
                to.write(pair.late[direction].dequeue());
        });
    }

    // The other side hears of it, unless nothing is heard on a dead line.
    void end(Pair& pair)
    {
        if (pair.isOver || pair.isDead || m_line == Line::Dead)
            return;
        if (!pair.late[0].isEmpty() || !pair.late[1].isEmpty()) {
            QTimer::singleShot(m_slowByMs * 2, &m_home, [this, &pair] { finish(pair); });
            return;
        }
        finish(pair);
    }

    void finish(Pair& pair)
    {
        if (pair.isOver)
            return;
        pair.isOver = true;
        pair.client->disconnectFromHost();
        pair.server->disconnectFromHost();
    }

    void cut(Pair& pair)
    {
        harm(pair);
        pair.isOver = true;
        resetNow(*pair.client);
        pair.server->abort();
    }

    void harm(Pair& pair)
    {
        if (!std::exchange(pair.isHarmed, true))
            ++harmed;
    }

    const quint16 m_server;
    const int m_slowByMs;
    QThread m_thread;
    QObject m_home; // lives on the thread
    std::unique_ptr<QTcpServer> m_listener;
    std::list<Pair> m_pairs; // addresses stay; never removed before the end
    Line m_line = Line::Open;
    int m_resets = 0;
};

CutProxy::CutProxy(quint16 server, int slowByMs)
    : m_wire(std::make_unique<Wire>(server, slowByMs))
{
}

CutProxy::~CutProxy() = default;

quint16 CutProxy::port() const
{
    return m_wire->port;
}

void CutProxy::set(Line line)
{
    m_wire->set(line);
}

int CutProxy::connections() const
{
    return m_wire->connections;
}

int CutProxy::harmed() const
{
    return m_wire->harmed;
}

} // namespace batchroom::test
