// SPDX-License-Identifier: GPL-3.0-or-later
// The Sandbox behind its sockets: from a request to its answer. The server's thread, except stats().
#pragma once

#include "app/sandbox/generation_book.h"
#include "app/sandbox/picture_shelf.h"
#include "app/sandbox/sandbox_server.h"
#include "app/sandbox/usage_book.h"
#include "app/sandbox/wire_contract.h"

#include <QJsonArray>

#include <mutex>

namespace batchroom {

class SandboxService {
public:
    SandboxService(const SandboxOptions& options, WireContract contract);

    void onRequest(const HttpRequest& request, const HttpReply& reply);
    SandboxStats stats() const; // any thread

private:
    struct Call { // one request on its way through
        const HttpRequest& request;
        const HttpReply& reply;
        std::optional<FaultAction> fault = {};
    };
    struct Terms {   // what the catalogue says about a request
        Money price; // of all images
        bool isEstimate = false;
        std::chrono::milliseconds duration{0};
        std::chrono::milliseconds typical{0};
    };

    bool isForUs(const HttpRequest& request) const;
    bool keyIsRight(const HttpRequest& request) const;
    bool isAdmin(const HttpRequest& request) const;
    void post(Call& call, const WireEndpoint& endpoint);
    void quote(Call& call, const WireEndpoint& endpoint);
    void generate(Call& call, const WireEndpoint& endpoint, const WireRequest& wanted, const Terms& terms);
    void poll(Call& call, const QString& id);
    void image(Call& call, const QString& id, bool isSigned);
    void usage(Call& call);

    std::optional<HttpResponse> refusal(const WireEndpoint& endpoint, const WireRequest& wanted, const Terms& terms);
    std::optional<Terms> termsOf(const WireRequest& wanted);
    SandboxGeneration begin(
        const WireEndpoint& endpoint, const WireRequest& wanted, const Terms& terms, const Call& call);
    void answerSynchronously(
        const Call& call, const WireEndpoint& endpoint, const SandboxGeneration& generation, const Terms& terms);
    // Applies what is left of the call's fault to the answer and sends it.
    void answer(const Call& call, const HttpResponse& response, std::chrono::milliseconds delay = {}) const;
    // True when the fault ends the call before any work is done.
    bool endsEarly(const Call& call) const;
    qint64 linkExpiry(const SandboxGeneration& generation) const;
    QJsonArray dataOf(const SandboxGeneration& generation, const Call& call, bool isLegacy, bool isPoll) const;
    bool pollsTooOften();
    qint64 seedFor(const WireRequest& wanted);
    void count(const std::function<void(SandboxStats&)>& change);

    const SandboxOptions m_options;
    const WireContract m_contract;
    const SystemClock m_systemClock;
    const Clock& m_clock;
    const Catalog& m_catalog;
    SandboxFaults m_faults;
    GenerationBook m_book;
    UsageBook m_usage;
    QQueue<Clock::Milliseconds> m_polls;
    QHash<QString, int> m_seedsChosen;
    mutable std::mutex m_statsMutex;
    SandboxStats m_stats;
    PictureShelf m_shelf;
};

} // namespace batchroom
