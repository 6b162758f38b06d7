// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/program_link.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QUuid>

namespace batchroom {

namespace {

constexpr int openPatienceMs = 1000;
constexpr qsizetype longestLine = 4 * 1024 * 1024;

} // namespace

class ProgramLink::Private {
public:
    explicit Private(std::unique_ptr<QLocalSocket> opened)
        : socket(std::move(opened))
    {
    }
    std::unique_ptr<QLocalSocket> socket;
    QByteArray begun; // of a line whose end has not come yet
};

ProgramLink::ProgramLink(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
    connect(d->socket.get(), &QLocalSocket::readyRead, this, &ProgramLink::take);
    connect(d->socket.get(), &QLocalSocket::disconnected, this, [this] {
        take();
        Q_EMIT closed();
    });
}

ProgramLink::~ProgramLink()
{
    d->socket->disconnect(this);
}

Result<std::unique_ptr<ProgramLink>> ProgramLink::open(const QString& address)
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(address);
    if (!socket->waitForConnected(openPatienceMs))
        return Error{ErrorCode::NotFound,
            QCoreApplication::translate("ProgramLink", "No program answers there any more."), socket->errorString()};
    return std::unique_ptr<ProgramLink>(new ProgramLink(std::make_unique<Private>(std::move(socket))));
}

void ProgramLink::send(const QJsonObject& line)
{
    if (d->socket->state() == QLocalSocket::ConnectedState)
        d->socket->write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

void ProgramLink::close()
{
    d->socket->flush();
    d->socket->disconnectFromServer(); // waits for what is not written yet
}

void ProgramLink::take()
{
    d->begun += d->socket->readAll();
    for (qsizetype end = d->begun.indexOf('\n'); end >= 0; end = d->begun.indexOf('\n')) {
        const QJsonDocument line = QJsonDocument::fromJson(d->begun.first(end));
        d->begun.remove(0, end + 1);
        if (!line.isObject()) {
            d->socket->abort();
            return;
        }
        Q_EMIT received(line.object());
    }
    if (d->begun.size() > longestLine)
        d->socket->abort();
}

class ProgramLinkServer::Private {
public:
    QLocalServer server;
};

ProgramLinkServer::ProgramLinkServer(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}

ProgramLinkServer::~ProgramLinkServer() = default;

Result<std::unique_ptr<ProgramLinkServer>> ProgramLinkServer::listen(OnLink onLink)
{
    auto parts = std::make_unique<Private>();
    QLocalServer& server = parts->server;
    server.setSocketOptions(QLocalServer::UserAccessOption);
    const QString name = QStringLiteral("batchroom-") + QUuid::createUuid().toString(QUuid::Id128);
    if (!server.listen(name))
        return Error{ErrorCode::FileAccess,
            QCoreApplication::translate(
                "ProgramLink", "Commands for an open library cannot be taken here, because no socket could be made."),
            server.errorString()};
    auto made = std::unique_ptr<ProgramLinkServer>(new ProgramLinkServer(std::move(parts)));
    connect(&server, &QLocalServer::newConnection, made.get(), [&server, onLink = std::move(onLink)] {
        while (QLocalSocket* socket = server.nextPendingConnection()) {
            socket->setParent(nullptr);
            onLink(std::unique_ptr<ProgramLink>(
                new ProgramLink(std::make_unique<ProgramLink::Private>(std::unique_ptr<QLocalSocket>(socket)))));
        }
    });
    return made;
}

QString ProgramLinkServer::address() const
{
    return d->server.fullServerName();
}

} // namespace batchroom
