// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/httpd/http_reply.h"

#include "app/httpd/http_core.h"

#include <atomic>

namespace batchroom {

struct HttpReply::State {
    State(std::weak_ptr<HttpCore> owner, quint64 connectionId, quint64 requestId)
        : core(std::move(owner))
        , connection(connectionId)
        , request(requestId)
    {
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        answer({HttpResponse::text(500, "No answer was made for this request.\n"), Misbehaviour::None, {}}, {});
    }

    void answer(HttpAnswer what, std::chrono::milliseconds delay)
    {
        if (answered.exchange(true))
            return;
        if (const std::shared_ptr<HttpCore> alive = core.lock())
            alive->answer(connection, request, std::move(what), delay);
    }

    const std::weak_ptr<HttpCore> core;
    const quint64 connection;
    const quint64 request;
    std::atomic<bool> answered{false};
};

HttpReply::HttpReply(std::weak_ptr<HttpCore> core, quint64 connection, quint64 request)
    : m_state(std::make_shared<State>(std::move(core), connection, request))
{
}

void HttpReply::sendAfter(std::chrono::milliseconds delay, HttpResponse response) const
{
    misbehave(Misbehaviour::None, std::move(response), delay);
}

void HttpReply::misbehave(
    Misbehaviour how, HttpResponse response, std::chrono::milliseconds delay, const Drip& drip) const
{
    if (m_state)
        m_state->answer({std::move(response), how, drip}, delay);
}

bool HttpReply::isAnswered() const
{
    return !m_state || m_state->answered.load();
}

} // namespace batchroom
