// SPDX-License-Identifier: GPL-3.0-or-later
// Where each account's jobs are sent: the Sandbox (started when first needed, on this computer) or Ideogram with the
// key of this session. Any thread.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/clock.h"
#include "app/core/image_provider.h"
#include "app/core/job.h"
#include "app/core/secret.h"
#include "app/core/usage_source.h"

#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace batchroom {

class Providers {
public:
    Providers(const Catalog& catalog, Clock& clock, const QUrl& apiBase, std::optional<Dialect> dialect,
        std::optional<std::chrono::milliseconds> sandboxLatency);
    ~Providers();

    void setKey(const Secret& key);
    // Of asynchronous jobs of the Ideogram account, from the next one on; empty: none.
    void setWebhook(const QUrl& address);
    bool isWebhookRefused() const; // by Ideogram, since it was set
    // What it makes lives on the thread that calls it.
    ImageProviderFactory factory();
    // Blocks.
    Result<void> checkKey(const Secret& key, std::stop_token stop) const;
    // What the Ideogram account billed to the key of this session, asked with an administrator's key; without one with
    // the session's own, whose owner may be the administrator. Blocks.
    Result<QList<UsageBucket>> usage(const Secret& adminKey, qint64 fromMs, qint64 toMs, std::stop_token stop) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace batchroom
