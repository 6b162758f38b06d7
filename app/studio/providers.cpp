// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/providers.h"

#include "app/ideogram/ideogram_provider.h"
#include "app/sandbox/sandbox_server.h"
#include "app/studio/usage_check.h"

#include <QLoggingCategory>

#include <mutex>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(studioLog, "batchroom.studio")

// An address nobody answers: a Sandbox that could not be started is a connection that was not made, so nothing is lost.
const QUrl nowhere(QStringLiteral("http://127.0.0.1:9"));

} // namespace

class Providers::Private {
public:
    IdeogramOptions ideogram()
    {
        const std::lock_guard lock(mutex);
        IdeogramOptions options;
        if (!apiBase.isEmpty())
            options.apiBase = apiBase;
        options.dialect = dialect;
        options.key = key;
        options.webhook = &webhook;
        return options;
    }

    IdeogramOptions sandbox()
    {
        IdeogramOptions options;
        options.apiBase = sandboxBase();
        options.dialect = dialect;
        options.key = sandboxKey();
        return options;
    }

    QUrl sandboxBase()
    {
        const std::lock_guard lock(mutex);
        if (!server) {
            SandboxOptions options;
            options.catalog = &catalog;
            options.latency = sandboxLatency;
            Result<std::unique_ptr<SandboxServer>> started = SandboxServer::start(options);
            if (!started) {
                qCWarning(studioLog, "The Sandbox did not start: %s", qPrintable(started.error().what));
                return nowhere;
            }
            server = *std::move(started);
        }
        return server->baseUrl();
    }

    const Catalog& catalog;
    Clock& clock;
    const QUrl apiBase;
    const std::optional<Dialect> dialect;
    const std::optional<std::chrono::milliseconds> sandboxLatency;
    DryRunRecord dryRuns;
    WebhookAddress webhook;
    mutable std::mutex mutex;
    Secret key;
    std::unique_ptr<SandboxServer> server;
};

Providers::Providers(const Catalog& catalog, Clock& clock, const QUrl& apiBase, std::optional<Dialect> dialect,
    std::optional<std::chrono::milliseconds> sandboxLatency)
    : d(new Private{catalog, clock, apiBase, dialect, sandboxLatency, {}, {}, {}, {}, {}})
{
}

Providers::~Providers() = default;

void Providers::setKey(const Secret& key)
{
    const std::lock_guard lock(d->mutex);
    d->key = key;
}

void Providers::setWebhook(const QUrl& address)
{
    d->webhook.set(address);
}

bool Providers::isWebhookRefused() const
{
    return d->webhook.isRefused();
}

ImageProviderFactory Providers::factory()
{
    return [self = d.get()](const QString& account) -> std::unique_ptr<ImageProvider> {
        return std::make_unique<IdeogramProvider>(self->catalog, self->clock,
            billingOf(account) == Billing::Free ? self->sandbox() : self->ideogram(), self->dryRuns);
    };
}

Result<void> Providers::checkKey(const Secret& key, std::stop_token stop) const
{
    IdeogramOptions options = d->ideogram();
    options.key = key;
    return IdeogramProvider(d->catalog, d->clock, options, d->dryRuns).checkKey(stop);
}

Result<QList<UsageBucket>> Providers::usage(
    const Secret& adminKey, qint64 fromMs, qint64 toMs, std::stop_token stop) const
{
    IdeogramOptions options = d->ideogram();
    const Secret own = options.key;
    if (!adminKey.isEmpty())
        options.key = adminKey;
    Result<QList<UsageBucket>> buckets =
        IdeogramProvider(d->catalog, d->clock, options, d->dryRuns).usage(fromMs, toMs, stop);
    if (!buckets || own.isEmpty())
        return buckets;
    return onlyOfKey(*std::move(buckets), own);
}

} // namespace batchroom
