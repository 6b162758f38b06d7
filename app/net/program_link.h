// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of JSON between two programs of one person on this computer: a Unix socket, or a named pipe on Windows, that
// nobody else may open. Lives on the thread that made it, which runs an event loop.
#pragma once

#include "app/core/result.h"

#include <QJsonObject>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace batchroom {

class ProgramLink : public QObject {
    Q_OBJECT
public:
    // NotFound when nobody listens there (any more). Blocks for up to a second.
    static Result<std::unique_ptr<ProgramLink>> open(const QString& address);
    ~ProgramLink() override;

    void send(const QJsonObject& line);
    // Once everything is sent.
    void close();

Q_SIGNALS:
    void received(const QJsonObject& line);
    // By either end, or because what came was no such line. What was received before has been told. Do not delete the
    // link in here.
    void closed();

private:
    friend class ProgramLinkServer;
    class Private;
    explicit ProgramLink(std::unique_ptr<Private> d);
    void take();
    std::unique_ptr<Private> d;
};

class ProgramLinkServer : public QObject {
    Q_OBJECT
public:
    using OnLink = std::function<void(std::unique_ptr<ProgramLink>)>;
    // At a new address each time, which nobody can guess. FileAccess.
    static Result<std::unique_ptr<ProgramLinkServer>> listen(OnLink onLink);
    ~ProgramLinkServer() override;
    QString address() const; // for ProgramLink::open()

private:
    class Private;
    explicit ProgramLinkServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace batchroom
