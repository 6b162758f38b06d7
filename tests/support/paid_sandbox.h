// SPDX-License-Identifier: GPL-3.0-or-later
// Ideogram as a studio sees it: a Sandbox over HTTP that charges, and a library of its own.
#pragma once

#include "app/sandbox/sandbox_server.h"
#include "app/studio/studio.h"

#include <QTemporaryDir>

namespace batchroom::test {

struct PaidSandbox {
    explicit PaidSandbox(std::chrono::milliseconds latency, std::optional<Money> balance = {})
        : server(start(latency, balance))
    {
    }

    // `server` holds.
    StudioOptions studioOptions() const
    {
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        options.apiBase = (*server)->baseUrl();
        return options;
    }

    QTemporaryDir folder;
    Result<std::unique_ptr<SandboxServer>> server;

private:
    static Result<std::unique_ptr<SandboxServer>> start(std::chrono::milliseconds latency, std::optional<Money> balance)
    {
        SandboxOptions options;
        options.latency = latency;
        options.balance = balance;
        return SandboxServer::start(options);
    }
};

} // namespace batchroom::test
