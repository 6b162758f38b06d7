// SPDX-License-Identifier: GPL-3.0-or-later
// A provider without a network: what it answers is written by the test, what it was asked is counted. The service is
// shared by all providers it makes and may be used from any thread; jobs are told apart by their prompts.
#pragma once

#include "app/core/image_provider.h"

#include <QBuffer>
#include <QHash>
#include <QImage>
#include <QSet>

#include <algorithm>
#include <mutex>

namespace batchroom::test {

class FakeService {
public:
    using Submit = std::function<SendOutcome(const GenerationRequest& request, SubmitMode mode, int nth)>;
    using Poll = std::function<PollOutcome(const QString& generationId, int nth)>;
    using Download = std::function<DownloadOutcome(const QUrl& url, int nth)>;
    using Ask = std::function<Result<Quote>(const GenerationRequest& request)>;

    // Answers; set before the queue starts. `nth` counts from 1 for each prompt, generation or link.
    Submit onSubmit = [this](const GenerationRequest& request, SubmitMode mode, int nth) {
        return mode == SubmitMode::Synchronous ? images(request.prompt) : accepted(request.prompt, nth);
    };
    Poll onPoll = [](const QString& generationId, int) { return completed(generationId); };
    Download onDownload = [](const QUrl& url, int) { return DownloadOutcome(Downloaded{picture(url.toString())}); };
    Ask onQuote = [](const GenerationRequest&) { return Result<Quote>(Quote{.price = Money::fromMicros(60'000)}); };

    ImageProviderFactory factory()
    {
        return [this](const QString&) { return std::make_unique<Provider>(*this); };
    }

    int submits() const { return sum(m_submits); }
    int submits(const QString& prompt) const { return count(m_submits, prompt); }
    int polls() const { return sum(m_polls); }
    int downloads() const { return sum(m_downloads); }
    int quotes() const { return m_quotes.load(); }
    // Images in flight: submitted and not yet seen finished.
    int mostInFlight() const
    {
        const std::lock_guard lock(m_mutex);
        return m_mostInFlight;
    }
    int inFlight() const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(m_inFlight.size());
    }

    static SendOutcome accepted(const QString& prompt, int nth = 1)
    {
        return Accepted{.generationId = QStringLiteral("%1#%2").arg(prompt).arg(nth), .seed = 7};
    }
    static SendOutcome images(const QString& prompt)
    {
        return ImagesReturned{.generationId = {}, .images = {image(prompt)}};
    }
    static PollOutcome completed(const QString& generationId)
    {
        return GenerationCompleted{.images = {image(generationId)}, .charged = {}};
    }
    static ReturnedImage image(const QString& name)
    {
        ReturnedImage image;
        image.url = QUrl(QStringLiteral("https://images.invalid/") + QString::fromLatin1(QUrl::toPercentEncoding(name))
            + QStringLiteral(".png"));
        image.prompt = name;
        image.resolution = QSize(16, 16);
        image.seed = 42;
        return image;
    }
    // A small PNG, another one for every name.
    static QByteArray picture(const QString& name)
    {
        QImage drawn(16, 16, QImage::Format_RGB32);
        drawn.fill(static_cast<uint>(qHash(name)) | 0xff000000U);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        drawn.save(&buffer, "PNG");
        return bytes;
    }

private:
    class Provider final : public ImageProvider {
    public:
        explicit Provider(FakeService& service)
            : m_service(service)
        {
        }
        Result<Quote> quote(const GenerationRequest& request, std::stop_token) override
        {
            ++m_service.m_quotes;
            return m_service.onQuote(request);
        }
        SendOutcome submit(const GenerationRequest& request, SubmitMode mode) override
        {
            return m_service.submit(request, mode);
        }
        PollOutcome poll(const QString& generationId, std::stop_token) override { return m_service.poll(generationId); }
        DownloadOutcome download(const QUrl& url, std::stop_token) override
        {
            const int nth = m_service.next(m_service.m_downloads, url.toString());
            return m_service.onDownload(url, nth);
        }

    private:
        FakeService& m_service;
    };

    SendOutcome submit(const GenerationRequest& request, SubmitMode mode)
    {
        int nth = 0;
        {
            const std::lock_guard lock(m_mutex);
            nth = ++m_submits[request.prompt];
            m_inFlight.insert(request.prompt);
            m_mostInFlight = std::max(m_mostInFlight, static_cast<int>(m_inFlight.size()));
        }
        const SendOutcome outcome = onSubmit(request, mode, nth);
        const std::lock_guard lock(m_mutex);
        if (const auto* accepted = std::get_if<Accepted>(&outcome))
            m_generations.insert(accepted->generationId, request.prompt);
        else
            m_inFlight.remove(request.prompt);
        return outcome;
    }
    PollOutcome poll(const QString& generationId)
    {
        const PollOutcome outcome = onPoll(generationId, next(m_polls, generationId));
        const std::lock_guard lock(m_mutex);
        if (!std::holds_alternative<StillPending>(outcome) && !std::holds_alternative<PollFault>(outcome))
            m_inFlight.remove(m_generations.value(generationId));
        return outcome;
    }
    int next(QHash<QString, int>& counts, const QString& key)
    {
        const std::lock_guard lock(m_mutex);
        return ++counts[key];
    }
    int count(const QHash<QString, int>& counts, const QString& key) const
    {
        const std::lock_guard lock(m_mutex);
        return counts.value(key);
    }
    int sum(const QHash<QString, int>& counts) const
    {
        const std::lock_guard lock(m_mutex);
        int all = 0;
        for (const int value : counts)
            all += value;
        return all;
    }

    mutable std::mutex m_mutex;
    QHash<QString, int> m_submits;
    QHash<QString, int> m_polls;
    QHash<QString, int> m_downloads;
    QHash<QString, QString> m_generations;
    QSet<QString> m_inFlight;
    int m_mostInFlight = 0;
    std::atomic<int> m_quotes{0};
};

} // namespace batchroom::test
