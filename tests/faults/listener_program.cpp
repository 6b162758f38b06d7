// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/listener_program.h"

#include "app/webhooks/signature.h"

#include <QDateTime>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace batchroom::test {

namespace {

constexpr int startMs = 20'000;
constexpr int stuckMs = 1'000;

bool isReady(int socket, short what, std::chrono::milliseconds atMost)
{
    pollfd asked{socket, what, 0};
    return socket >= 0 && ::poll(&asked, 1, static_cast<int>(atMost.count())) > 0;
}

} // namespace

ListenerProgram::ListenerProgram()
{
    QFile file(path(QStringLiteral("secret")));
    if (!file.open(QIODevice::WriteOnly) || file.write(secret()) < 0)
        qFatal("no secret file");
    m_process.setProcessEnvironment(cliEnvironment());
    // A file takes any number of lines without anybody reading them meanwhile.
    m_process.setStandardOutputFile(path(QStringLiteral("said")), QIODevice::Append);
    m_process.setStandardErrorFile(path(QStringLiteral("errors")), QIODevice::Append);
}

ListenerProgram::~ListenerProgram()
{
    kill();
}

bool ListenerProgram::start(const QStringList& more)
{
    const qint64 before = QFileInfo(path(QStringLiteral("said"))).size();
    m_process.start(cliPath(),
        QStringList{QStringLiteral("listen"), QStringLiteral("--library"), path(QStringLiteral("library")),
            QStringLiteral("--secret-file"), path(QStringLiteral("secret")), QStringLiteral("--json")}
            + more);
    m_port = 0;
    return QTest::qWaitFor(
               [&] {
                   QFile said(path(QStringLiteral("said")));
                   if (!said.open(QIODevice::ReadOnly) || !said.seek(before))
                       return false;
                   const QByteArray line = said.readLine();
                   if (line.endsWith('\n'))
                       m_port = static_cast<quint16>(
                           QJsonDocument::fromJson(line).object().value(QStringLiteral("port")).toInt());
                   return m_port > 0 || !isRunning();
               },
               startMs)
        && m_port > 0;
}

bool ListenerProgram::waitForEnd(std::chrono::milliseconds atMost)
{
    return m_process.waitForFinished(static_cast<int>(atMost.count()));
}

void ListenerProgram::kill()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished();
}

int ListenerProgram::stop()
{
    m_process.terminate();
    return m_process.waitForFinished() && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

qint64 ListenerProgram::statusKiB(const char* name) const
{
    QFile status(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(static_cast<qsizetype>(qstrlen(name))).trimmed().split(' ').constFirst().toLongLong();
    return -1;
}

QList<QJsonObject> ListenerProgram::inbox() const
{
    QList<QJsonObject> events =
        runCli({QStringLiteral("events"), QStringLiteral("--library"), path(QStringLiteral("library")),
                   QStringLiteral("--limit"), QStringLiteral("1000000"), QStringLiteral("--json")})
            .lines(QStringLiteral("event"));
    std::reverse(events.begin(), events.end());
    return events;
}

QList<QJsonObject> ListenerProgram::said() const
{
    CliResult result;
    QFile file(path(QStringLiteral("said")));
    if (file.open(QIODevice::ReadOnly))
        result.out = file.readAll();
    return result.lines(QStringLiteral("event"));
}

QByteArray ListenerProgram::secret()
{
    return "a shared secret";
}

RawConnection::RawConnection(quint16 port, int peer)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(0x7f000000U + static_cast<quint32>(peer));
    sockaddr_in other{};
    other.sin_family = AF_INET;
    other.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    other.sin_port = htons(port);
    const bool isConnected = m_socket >= 0 && ::bind(m_socket, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0
        && ::connect(m_socket, reinterpret_cast<const sockaddr*>(&other), sizeof other) == 0;
    if (!isConnected && m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

RawConnection::~RawConnection()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

RawConnection::RawConnection(RawConnection&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
{
}

qsizetype RawConnection::send(const QByteArray& bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size() && isReady(m_socket, POLLOUT, std::chrono::milliseconds(stuckMs))) {
        const ssize_t count = ::send(
            m_socket, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count <= 0)
            break;
        sent += count;
    }
    return sent;
}

void RawConnection::endSending()
{
    (void)::shutdown(m_socket, SHUT_WR);
}

QByteArray RawConnection::readToEnd(std::chrono::milliseconds patience)
{
    QByteArray all;
    QByteArray part(16 * 1024, Qt::Uninitialized);
    while (isReady(m_socket, POLLIN, patience)) {
        const ssize_t count = ::recv(m_socket, part.data(), static_cast<size_t>(part.size()), 0);
        if (count <= 0)
            break;
        all.append(part.constData(), count);
    }
    return all;
}

bool RawConnection::isEndedByOther()
{
    char byte = 0;
    return isReady(m_socket, POLLIN, std::chrono::milliseconds(0))
        && ::recv(m_socket, &byte, 1, MSG_DONTWAIT | MSG_PEEK) <= 0;
}

int statusOf(const QByteArray& answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

QByteArray signedDelivery(const QByteArray& id, const QByteArray& body, const QByteArray& secret)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return "POST /webhooks/ideogram-callback HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
           "Content-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\nwebhook-id: " + id
        + "\r\nwebhook-timestamp: " + QByteArray::number(now)
        + "\r\nwebhook-signature: " + webhookSignature(id, now, body, {Secret(secret)}) + "\r\n\r\n" + body;
}

QByteArray eventBody(const QByteArray& word)
{
    return R"({"event":"ideogram.generation.completed","jobId":")" + word
        + R"(","images":["https://cdn.example/a.png"]})";
}

} // namespace batchroom::test
