// SPDX-License-Identifier: GPL-3.0-or-later
// The right to answer one request, once. Copyable; may be kept and used later from any thread, also after the server is
// gone (then nothing happens). When the last copy dies unanswered, the other side gets a 500.
#pragma once

#include "app/httpd/http_message.h"
#include "app/httpd/misbehaviour.h"

#include <memory>

namespace batchroom {

class HttpCore;

class HttpReply {
public:
    HttpReply() = default;
    HttpReply(std::weak_ptr<HttpCore> core, quint64 connection, quint64 request);

    // Every answer after the first is ignored.
    void send(HttpResponse response) const { sendAfter(std::chrono::milliseconds(0), std::move(response)); }
    void sendAfter(std::chrono::milliseconds delay, HttpResponse response) const;
    void misbehave(Misbehaviour how, HttpResponse response = {}, std::chrono::milliseconds delay = {},
        const Drip& drip = {}) const;
    bool isAnswered() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace batchroom
