// SPDX-License-Identifier: GPL-3.0-or-later
// The real batchroom-cli as a child process that is watched while it works, and can be stopped or killed at any moment.
#pragma once

#include "tests/support/cli_process.h"

#include <QMap>

#include <chrono>
#include <functional>
#include <memory>

namespace batchroom::test {

// Which provider and which library the program works with.
struct ClientSetup {
    QString apiBase{};
    QByteArray key = "a-key-of-the-test";
    QString library{};
    QStringList options{}; // besides those for the two above
    QMap<QString, QString> environment{};
    std::function<void()> inChild{}; // in the new process, before the program begins

    QStringList workOptions() const;
    QStringList libraryOptions() const;
};

class ClientProgram {
public:
    ClientProgram(const ClientSetup& setup, const QStringList& arguments);
    ~ClientProgram(); // kills what still runs
    ClientProgram(const ClientProgram&) = delete;
    ClientProgram& operator=(const ClientProgram&) = delete;

    static std::unique_ptr<ClientProgram> run(
        const ClientSetup& setup, const QString& sheet, const QStringList& more = {});
    static std::unique_ptr<ClientProgram> resume(const ClientSetup& setup, const QStringList& more = {});

    // Reads what the program says meanwhile. False when the program ended or time ran out before it held.
    bool waitUntil(const std::function<bool()>& holds, std::chrono::milliseconds atMost = std::chrono::seconds(60));
    // True when the program ended by itself within that time.
    bool waitForEnd(std::chrono::milliseconds atMost);
    // How many of its lines of that type (and of that job state) there were so far.
    int saidLines(const QString& type, const QString& state = {});

    void kill(); // SIGKILL, and waits until it is gone
    void freeze();
    void thaw();
    // Waits for the end; killed, with exit code -1, when it does not come.
    CliResult finish(std::chrono::milliseconds atMost = std::chrono::seconds(300));
    qint64 processId() const { return m_process.processId(); }

private:
    void read();

    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
    qsizetype m_counted = 0;
    QMap<QString, int> m_said;
};

// A sheet of one image for each prompt.
QString writeSheet(
    const QString& path, const QStringList& prompts, const QString& model = QStringLiteral("ideogram-2a"));
QStringList numberedPrompts(const QString& word, int count);

// Of a library no process has open: a listing by the program itself.
CliResult runProgram(const ClientSetup& setup, const QStringList& arguments);
// The error lines of a result, as "code: sentence".
QString errorsOf(const CliResult& result);

} // namespace batchroom::test
