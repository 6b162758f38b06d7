// SPDX-License-Identifier: GPL-3.0-or-later
// A process that says what it does in lines, mostly of JSON. Ends with its owner.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>

namespace batchroom::test {

class LineProcess {
public:
    using Variables = QMap<QString, QString>;

    ~LineProcess() { kill(); }
    void start(const QString& program, const QStringList& arguments, const Variables& variables = {},
        const QString& folder = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (auto it = variables.cbegin(); it != variables.cend(); ++it)
            environment.insert(it.key(), it.value());
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(folder);
        m_text.clear();
        m_said.clear();
        m_process.start(program, arguments);
    }

    // The first line from here on that says so; empty when it ends, or nothing at all comes for a while.
    QJsonObject next(const QString& name, const QString& value)
    {
        while (waitForLine()) {
            const QJsonObject line = takeLine();
            if (line.value(name).toString() == value)
                return line;
        }
        return {};
    }
    // False when it ends before.
    bool readLines(int count)
    {
        for (int i = 0; i < count; ++i, takeLine())
            if (!waitForLine())
                return false;
        return true;
    }
    bool waitForText(const QByteArray& text)
    {
        while (!m_text.contains(text))
            if (!readLines(1))
                return false;
        return true;
    }

    // Asks it to end and reads what it says until then; its exit code, -1 when it did not end by itself.
    int stop()
    {
        m_process.terminate();
        return finish();
    }
    int finish()
    {
        while (readLines(1)) { }
        const bool hasEnded = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(20'000);
        return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }

    // Everything read since the start.
    const QList<QJsonObject>& said() const { return m_said; }
    QList<QJsonObject> said(const QString& name, const QString& value) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject& line : m_said)
            if (line.value(name).toString() == value)
                found.append(line);
        return found;
    }
    // For whoever has to find out why.
    QByteArray story() { return m_text + m_process.readAllStandardOutput() + m_process.readAllStandardError(); }

private:
    bool waitForLine()
    {
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(20'000))
                return false;
        return true;
    }
    QJsonObject takeLine()
    {
        const QByteArray line = m_process.readLine();
        m_text += line;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (!object.isEmpty())
            m_said.append(object);
        return object;
    }

    QProcess m_process;
    QByteArray m_text;
    QList<QJsonObject> m_said;
};

} // namespace batchroom::test
