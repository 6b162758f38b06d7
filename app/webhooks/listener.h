// SPDX-License-Identifier: GPL-3.0-or-later
// Takes in the webhooks of others: verified on the raw bytes, kept in the library's inbox, then answered with 2xx; what
// they mean is worked out later. The server has a thread of its own, verifying and keeping one for each address.
// start(), port() and the destructor belong to the owner's thread.
//
//   POST /webhooks/ideogram            Ideogram's Ed25519
//   POST /webhooks/ideogram-callback   Standard Webhooks or Svix, by who else makes pictures
//   POST /webhooks/github              GitHub's X-Hub-Signature-256; kept as github.<event>
//   GET  /healthz
#pragma once

#include "app/core/clock.h"
#include "app/core/key_source.h"
#include "app/store/inbox_repository.h"
#include "app/webhooks/verify.h"

#include <functional>
#include <memory>

namespace batchroom {

class Store;

enum class ArrivalVerdict { Verified, Duplicate, Refused };
// The --json word: "verified", "duplicate", "refused".
QString arrivalVerdictName(ArrivalVerdict verdict);

// One delivery, whatever came of it.
struct Arrival {
    ArrivalVerdict verdict = ArrivalVerdict::Refused;
    InboxId id{};       // when it was kept
    InboxDraft event{}; // its body only when it was refused, and only the beginning: the inbox has the others
    QString reason{};   // why it was refused
    QString peer{};
    qint64 atMs = 0;
};

struct ListenerOptions {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;              // 0: any free one
    SenderKeys callbackKeys{};     // of /webhooks/ideogram-callback
    QList<Secret> gitHubSecrets{}; // of /webhooks/github; two while one is replaced
    KeySourceFactory ideogramKeys; // empty: its deliveries are refused
};

class WebhookListener {
public:
    // Called on the verifying threads, after the sender has its answer.
    using OnArrival = std::function<void(const Arrival&)>;

    static Result<std::unique_ptr<WebhookListener>> start(
        const ListenerOptions& options, Store& store, Clock& clock, OnArrival onArrival);
    // What was answered with 2xx is in the inbox; deliveries that wait get no answer and are sent again.
    ~WebhookListener();
    WebhookListener(const WebhookListener&) = delete;
    WebhookListener& operator=(const WebhookListener&) = delete;

    quint16 port() const;

private:
    class Private;
    explicit WebhookListener(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace batchroom
