// SPDX-License-Identifier: GPL-3.0-or-later
// `batchroom-cli listen` as a child process, what of it can be seen from outside, and somebody who writes to it. Linux.
#pragma once

#include "tests/support/cli_process.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <chrono>
#include <optional>

namespace batchroom::test {

class ListenerProgram {
public:
    // In a library and with a secret file of its own; it can be started again and again.
    ListenerProgram();
    ~ListenerProgram();
    ListenerProgram(const ListenerProgram&) = delete;
    ListenerProgram& operator=(const ListenerProgram&) = delete;

    // False when it does not listen within its time.
    bool start(const QStringList& more = {});
    // True when it ended by itself within that time.
    bool waitForEnd(std::chrono::milliseconds atMost);
    void kill(); // SIGKILL, and waits until it is gone
    // SIGTERM; its exit code.
    int stop();
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    quint16 port() const { return m_port; }
    // Resident now, in KiB.
    qint64 residentKiB() const { return statusKiB("VmRSS:"); }
    // The most since the start, in KiB.
    qint64 peakKiB() const { return statusKiB("VmHWM:"); }
    // What is in its inbox, oldest first. Only after its end.
    QList<QJsonObject> inbox() const;
    // What it said: one object for each delivery.
    QList<QJsonObject> said() const;

    static QByteArray secret();

private:
    qint64 statusKiB(const char* name) const;
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

// One connection, blocking. Its own address may be any of 127.0.0.0/8, so that many peers can be played.
class RawConnection {
public:
    explicit RawConnection(quint16 port, int peer = 1); // 127.0.0.<peer>
    ~RawConnection();
    RawConnection(RawConnection&& other) noexcept;
    RawConnection(const RawConnection&) = delete;
    RawConnection& operator=(const RawConnection&) = delete;

    bool isOpen() const { return m_socket >= 0; }
    // How much of it went out before the other side ended it or took nothing more for a second.
    qsizetype send(const QByteArray& bytes);
    void endSending();
    // What comes until the other side ends the connection or says nothing for so long.
    QByteArray readToEnd(std::chrono::milliseconds patience = std::chrono::seconds(5));
    // Looks without waiting.
    bool isEndedByOther();

private:
    int m_socket = -1;
};

// The first status code of an answer; 0 when there is none.
int statusOf(const QByteArray& answer);
// A delivery as an honest sender makes it.
QByteArray signedDelivery(const QByteArray& id, const QByteArray& body, const QByteArray& secret);
QByteArray eventBody(const QByteArray& word);

} // namespace batchroom::test
