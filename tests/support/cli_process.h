// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the real batchroom-cli as a person or a script would.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

namespace batchroom {

inline QString cliPath()
{
    return qEnvironmentVariable("BATCHROOM_BIN_DIR") + QStringLiteral("/batchroom-cli");
}

struct CliResult {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QList<QJsonObject> lines(const QString& type = {}) const
    {
        QList<QJsonObject> objects;
        for (const QByteArray& line : out.split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (!object.isEmpty() && (type.isEmpty() || object.value(QStringLiteral("type")).toString() == type))
                objects.append(object);
        }
        return objects;
    }
    QJsonObject summary() const
    {
        const QList<QJsonObject> found = lines(QStringLiteral("summary"));
        return found.isEmpty() ? QJsonObject() : found.constLast();
    }
};

inline QProcessEnvironment cliEnvironment(const QByteArray& key = {})
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("IDEOGRAM_API_KEY"), QString::fromUtf8(key));
    return environment;
}

inline CliResult runCli(const QStringList& arguments, const QByteArray& key = {}, const QByteArray& input = {})
{
    QProcess process;
    process.setProcessEnvironment(cliEnvironment(key));
    process.start(cliPath(), arguments);
    process.write(input);
    process.closeWriteChannel();
    CliResult result;
    if (!process.waitForFinished(100'000))
        process.kill();
    process.waitForFinished();
    result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

// `batchroom-cli sandbox` in a process of its own, so that it outlives a killed client and keeps counting.
class SandboxProcess {
public:
    explicit SandboxProcess(const QStringList& arguments = {})
    {
        m_process.setProcessEnvironment(cliEnvironment());
        m_process.start(cliPath(), QStringList{QStringLiteral("sandbox")} + arguments);
        while (m_process.canReadLine() || m_process.waitForReadyRead(20'000)) {
            if (!m_process.canReadLine())
                continue;
            const QJsonObject first = QJsonDocument::fromJson(m_process.readLine()).object();
            m_port = first.value(QStringLiteral("port")).toInt();
            m_key = first.value(QStringLiteral("key")).toString().toUtf8();
            break;
        }
    }
    ~SandboxProcess()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    bool isListening() const { return m_port > 0; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    QByteArray key() const { return m_key; }
    // Ends it; what it counted.
    QJsonObject stop()
    {
        m_process.terminate();
        m_process.waitForFinished(10'000);
        QJsonObject last;
        for (const QByteArray& line : m_process.readAllStandardOutput().split('\n'))
            if (const QJsonObject object = QJsonDocument::fromJson(line).object(); !object.isEmpty())
                last = object;
        return last;
    }

private:
    QProcess m_process;
    int m_port = 0;
    QByteArray m_key;
};

} // namespace batchroom
