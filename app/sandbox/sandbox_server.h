// SPDX-License-Identifier: GPL-3.0-or-later
// The Ideogram-compatible simulator: v2 and legacy generate, quotes, polling, signed image links, the documented limits
// and errors, faults on demand. Listens on 127.0.0.1 only and accepts only its own key. Built from the provider's
// documents and sharing nothing with our client but the price and duration table of the catalogue.
// Has its own threads; start(), the getters and the destructor may be called from any one thread. Painting needs a
// QGuiApplication (any platform).
//
// Words in a prompt with an effect: those of `blocked_words` in wire_contract.json (such as "gore") are refused by the
// safety check (422, not billed); "withheld-demo" is billed and withheld (is_image_safe false, empty url).
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/clock.h"
#include "app/core/secret.h"
#include "app/sandbox/faults.h"
#include "app/sandbox/painter.h"

#include <QHash>
#include <QUrl>

#include <functional>
#include <memory>

namespace batchroom {

// Public on purpose: it opens nothing but the Sandbox.
Secret sandboxKey();
// The same key in the hand of an administrator: it may also ask what was billed.
Secret sandboxAdminKey();

struct SandboxOptions {
    const Catalog* catalog = nullptr; // null: the built-in one
    const Clock* clock = nullptr; // null: the system's. States of generations, poll limit and link expiry follow it;
                                  // a synchronous answer waits real time
    quint16 port = 0;
    Secret key = sandboxKey();
    Secret adminKey = sandboxAdminKey();
    std::optional<std::chrono::milliseconds> latency; // empty: like the real service, by model and speed
    SandboxFaults faults;
    int maxInFlight = 10; // images
    int maxPolls = 1000;  // in 10 s
    int maxConnectionsPerPeer = 128;
    std::chrono::seconds linkLifetime{24 * 3600};
    std::chrono::milliseconds syncLimit{265'000};     // a synchronous request that takes longer gets 503, and is billed
    std::optional<Money> balance;                     // empty: endless
    std::function<QImage(const PaintRequest&)> paint; // empty: paintPicture()
};

struct SandboxStats {
    qint64 paidPosts = 0;                   // every POST that asked for work with the right key, whatever came of it
    QHash<QString, int> paidPostsByPrompt;  // as sent
    QHash<QByteArray, int> paidPostsByBody; // by SHA-256 of the body, hex
    qint64 generations = 0;                 // accepted ones
    QHash<QString, int> generationsByPrompt;
    qint64 images = 0;
    qint64 quotes = 0;
    qint64 polls = 0;
    qint64 downloads = 0;
    qint64 usageQuestions = 0;
    int maxInFlight = 0; // most images in the making at one time
    Money billed;        // charged when accepted, unless the generation is going to fail
    qint64 wrongKeys = 0;
    qint64 keysOnImageHost = 0; // downloads that carried an Api-Key header: must stay 0
    qint64 publicRequests = 0;  // v2 requests with private: false: must stay 0
};

class SandboxServer {
public:
    static Result<std::unique_ptr<SandboxServer>> start(const SandboxOptions& options);
    ~SandboxServer();
    SandboxServer(const SandboxServer&) = delete;
    SandboxServer& operator=(const SandboxServer&) = delete;

    quint16 port() const;
    QUrl baseUrl() const; // "http://127.0.0.1:PORT"
    SandboxStats stats() const;

private:
    struct Parts;
    explicit SandboxServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace batchroom
