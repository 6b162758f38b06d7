// SPDX-License-Identifier: GPL-3.0-or-later
// Our simulator in the test's own process, with plain pictures, so that it outlives every killed client and its counts
// can be read at any time.
#pragma once

#include "app/sandbox/sandbox_server.h"
#include "tests/faults/client_program.h"
#include "tests/faults/library_books.h"
#include "tests/sandbox/sandbox_client.h"

#include <QTemporaryDir>

namespace batchroom::test {

class SandboxBench {
public:
    // `rules` as in app/sandbox/faults.h. More places than the client takes: those of a killed one are still in use.
    explicit SandboxBench(const QByteArray& rules = {}, int latencyMs = 60, int places = 1000)
    {
        SandboxOptions options = quickOptions();
        options.latency = std::chrono::milliseconds(latencyMs);
        options.maxInFlight = places;
        Result<SandboxFaults> faults = SandboxFaults::fromJson(rules);
        if (!faults)
            qFatal("%s", qPrintable(faults.error().what));
        options.faults = *std::move(faults);
        auto started = SandboxServer::start(options);
        if (!started)
            qFatal("%s", qPrintable(started.error().what));
        m_server = *std::move(started);
    }
    SandboxServer& server() { return *m_server; }
    SandboxStats stats() const { return m_server->stats(); }
    ServerBooks books() const
    {
        const SandboxStats counted = stats();
        return {counted.paidPostsByPrompt, counted.generationsByPrompt};
    }
    ClientSetup setup(const QString& library, quint16 port = 0) const
    {
        return {.apiBase = QStringLiteral("http://127.0.0.1:%1").arg(port == 0 ? m_server->port() : port),
            .key = sandboxKey().reveal(),
            .library = library};
    }

private:
    std::unique_ptr<SandboxServer> m_server;
};

} // namespace batchroom::test
