// SPDX-License-Identifier: GPL-3.0-or-later
// Ideogram behind ImageProvider. Belongs to the worker thread that made it; calls block. The key goes to the host of
// the API base and nowhere else, and never into a message.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/image_provider.h"
#include "app/core/usage_source.h"
#include "app/ideogram/dry_run_record.h"
#include "app/ideogram/hosts.h"
#include "app/net/http_client.h"

#include <mutex>

namespace batchroom {

// Where Ideogram is asked to tell that a generation is finished. Any thread.
class WebhookAddress {
public:
    QUrl current() const;
    void set(const QUrl& address); // empty: nowhere
    // The provider does not take it: nothing names it any more until it is set again.
    void refuse(const QUrl& address);
    bool isRefused() const;

private:
    mutable std::mutex m_mutex;
    QUrl m_address;
    bool m_isRefused = false;
};

struct IdeogramOptions {
    QUrl apiBase = ideogramApiBase();
    Secret key;
    std::optional<Dialect> dialect; // none: each model's own
    WebhookAddress* webhook = nullptr;
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds asyncTimeout{60'000};
    std::chrono::milliseconds syncTimeout{300'000}; // the provider gives up after 265 s, with an answer
    std::chrono::milliseconds pollTimeout{30'000};
    std::chrono::milliseconds downloadTimeout{180'000};
    qint64 maxPictureBytes = 64 * 1024 * 1024;
};

class IdeogramProvider final : public ImageProvider, public UsageSource {
public:
    IdeogramProvider(const Catalog& catalog, Clock& clock, IdeogramOptions options, DryRunRecord& dryRuns);

    Result<Quote> quote(const GenerationRequest& request, std::stop_token stop) override;
    void connectAhead(const GenerationRequest& request) override;
    SendOutcome submit(const GenerationRequest& request, SubmitMode mode) override;
    PollOutcome poll(const QString& generationId, std::stop_token stop) override;
    DownloadOutcome download(const QUrl& url, std::stop_token stop) override;

    // Needs the key of an administrator. In as many questions as the range takes.
    Result<QList<UsageBucket>> usage(qint64 fromMs, qint64 toMs, std::stop_token stop) override;

    // Asks for a price, which is free, to see whether the key works.
    Result<void> checkKey(std::stop_token stop);

private:
    struct Order {
        GenerationRequest request;
        const Model* model = nullptr;
    };
    Result<Order> order(const GenerationRequest& request) const;
    OutgoingRequest apiRequest(const QByteArray& method, const QString& path) const;
    SendOutcome withoutRefusedWebhook(SendOutcome outcome, const QUrl& webhook);
    Result<ReceivedAnswer> askPrice(const Order& order, std::stop_token stop);
    void noteOrderByMistake(const QString& generationId);
    QString dryRunWarning() const;
    std::optional<AccountRefused> accountHold() const;
    QString scrubbed(QString text) const;
    SendOutcome scrubbed(SendOutcome outcome) const;
    PollOutcome scrubbed(PollOutcome outcome) const;

    const Catalog& m_catalog;
    IdeogramOptions m_options;
    HttpClient m_http;
    DryRunRecord& m_dryRuns;
};

} // namespace batchroom
