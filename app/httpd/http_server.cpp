// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/httpd/http_server.h"

#include "app/httpd/http_core.h"

namespace batchroom {

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions& options, OnHttpRequest onRequest)
{
    auto core = std::make_shared<HttpCore>(options, std::move(onRequest));
    const Result<quint16> port = core->listen();
    if (!port)
        return port.error();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(core), *port));
}

HttpServer::HttpServer(std::shared_ptr<HttpCore> core, quint16 port)
    : m_core(std::move(core))
    , m_port(port)
    , m_thread([running = m_core] { running->run(); })
{
}

HttpServer::~HttpServer()
{
    m_core->shutDown();
    m_thread.join();
}

void HttpServer::callAfter(std::chrono::milliseconds delay, std::function<void()> call) const
{
    m_core->callAfter(delay, std::move(call));
}

int HttpServer::connectionCount() const
{
    return m_core->connectionCount();
}

} // namespace batchroom
