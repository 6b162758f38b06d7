// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sandbox_server.h"

#include "app/httpd/http_server.h"
#include "app/sandbox/sandbox_service.h"

namespace batchroom {

// In order of dependence: the server ends first, so nothing calls into a service that is gone.
struct SandboxServer::Parts {
    Parts(const SandboxOptions& options, WireContract contract)
        : service(options, std::move(contract))
    {
    }
    SandboxService service;
    std::unique_ptr<HttpServer> server;
};

Secret sandboxKey()
{
    return Secret(QByteArrayView("batchroom-sandbox-key"));
}

Secret sandboxAdminKey()
{
    return Secret(QByteArrayView("batchroom-sandbox-admin-key"));
}

Result<std::unique_ptr<SandboxServer>> SandboxServer::start(const SandboxOptions& options)
{
    Result<WireContract> contract = WireContract::builtIn();
    if (!contract)
        return contract.error();
    auto parts = std::make_unique<Parts>(options, std::move(*contract));
    HttpOptions http;
    http.port = options.port;
    http.maxConnectionsPerPeer = options.maxConnectionsPerPeer;
    http.maxConnections = std::max(http.maxConnections, options.maxConnectionsPerPeer);
    Result<std::unique_ptr<HttpServer>> server =
        HttpServer::start(http, [service = &parts->service](const HttpRequest& request, const HttpReply& reply) {
            service->onRequest(request, reply);
        });
    if (!server)
        return server.error();
    parts->server = std::move(*server);
    return std::unique_ptr<SandboxServer>(new SandboxServer(std::move(parts)));
}

SandboxServer::SandboxServer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

SandboxServer::~SandboxServer() = default;

quint16 SandboxServer::port() const
{
    return m_parts->server->port();
}

QUrl SandboxServer::baseUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port()));
}

SandboxStats SandboxServer::stats() const
{
    return m_parts->service.stats();
}

} // namespace batchroom
