// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/client_program.h"

#include <QElapsedTimer>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace batchroom::test {

namespace {

constexpr int lookEveryMs = 20;

} // namespace

QStringList ClientSetup::libraryOptions() const
{
    return {QStringLiteral("--library"), library, QStringLiteral("--json")};
}

QStringList ClientSetup::workOptions() const
{
    return QStringList{QStringLiteral("--account"), QStringLiteral("ideogram"), QStringLiteral("--api-base"), apiBase,
               QStringLiteral("--yes")}
    + libraryOptions() + options;
}

ClientProgram::ClientProgram(const ClientSetup& setup, const QStringList& arguments)
{
    QProcessEnvironment environment = cliEnvironment(setup.key);
    for (auto it = setup.environment.cbegin(); it != setup.environment.cend(); ++it)
        environment.insert(it.key(), it.value());
    m_process.setProcessEnvironment(environment);
    if (setup.inChild)
        m_process.setChildProcessModifier(setup.inChild);
    m_process.start(cliPath(), arguments);
    m_process.closeWriteChannel();
    m_process.waitForStarted();
}

ClientProgram::~ClientProgram()
{
    kill();
}

std::unique_ptr<ClientProgram> ClientProgram::run(
    const ClientSetup& setup, const QString& sheet, const QStringList& more)
{
    return std::make_unique<ClientProgram>(
        setup, QStringList{QStringLiteral("run"), sheet} + setup.workOptions() + more);
}

std::unique_ptr<ClientProgram> ClientProgram::resume(const ClientSetup& setup, const QStringList& more)
{
    return std::make_unique<ClientProgram>(setup, QStringList{QStringLiteral("resume")} + setup.workOptions() + more);
}

void ClientProgram::read()
{
    m_out += m_process.readAllStandardOutput();
    m_err += m_process.readAllStandardError();
}

bool ClientProgram::waitUntil(const std::function<bool()>& holds, std::chrono::milliseconds atMost)
{
    QElapsedTimer time;
    time.start();
    for (;;) {
        read();
        if (holds())
            return true;
        if (m_process.state() == QProcess::NotRunning || time.elapsed() > atMost.count())
            return false;
        m_process.waitForReadyRead(lookEveryMs);
    }
}

bool ClientProgram::waitForEnd(std::chrono::milliseconds atMost)
{
    (void)waitUntil([] { return false; }, atMost);
    return m_process.state() == QProcess::NotRunning;
}

int ClientProgram::saidLines(const QString& type, const QString& state)
{
    read();
    for (qsizetype end; (end = m_out.indexOf('\n', m_counted)) >= 0; m_counted = end + 1) {
        const QJsonObject line = QJsonDocument::fromJson(m_out.mid(m_counted, end - m_counted)).object();
        const QString said = line.value(QStringLiteral("type")).toString();
        ++m_said[said];
        ++m_said[said + QLatin1Char('/') + line.value(QStringLiteral("state")).toString()];
    }
    return m_said.value(state.isEmpty() ? type : type + QLatin1Char('/') + state);
}

void ClientProgram::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
    read();
}

void ClientProgram::freeze()
{
#ifdef Q_OS_UNIX
    ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
#endif
}

void ClientProgram::thaw()
{
#ifdef Q_OS_UNIX
    ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
#endif
}

CliResult ClientProgram::finish(std::chrono::milliseconds atMost)
{
    const bool hasEnded = waitForEnd(atMost);
    kill();
    read();
    CliResult result;
    result.exitCode = hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    result.out = m_out;
    result.err = m_err;
    if (!hasEnded)
        result.err += "\nit did not end and was killed\n";
    else if (m_process.exitStatus() != QProcess::NormalExit)
        result.err += "\nended by signal " + QByteArray::number(m_process.exitCode()) + '\n';
    return result;
}

QString writeSheet(const QString& path, const QStringList& prompts, const QString& model)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no sheet");
    file.write("prompt,model,speed,aspect_ratio\n");
    for (const QString& prompt : prompts)
        file.write(QStringLiteral("%1,%2,turbo,1:1\n").arg(prompt, model).toUtf8());
    return path;
}

QStringList numberedPrompts(const QString& word, int count)
{
    QStringList prompts;
    for (int i = 1; i <= count; ++i)
        prompts.append(QStringLiteral("%1 %2").arg(word).arg(i, 4, 10, QLatin1Char('0')));
    return prompts;
}

CliResult runProgram(const ClientSetup& setup, const QStringList& arguments)
{
    return ClientProgram(setup, arguments + setup.libraryOptions()).finish();
}

QString errorsOf(const CliResult& result)
{
    QStringList errors;
    for (const QJsonObject& line : result.lines(QStringLiteral("error")))
        errors.append(line.value(QStringLiteral("code")).toString() + QStringLiteral(": ")
            + line.value(QStringLiteral("what")).toString());
    return errors.join(QLatin1Char('\n'));
}

} // namespace batchroom::test
