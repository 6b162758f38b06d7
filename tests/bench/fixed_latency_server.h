// SPDX-License-Identifier: GPL-3.0-or-later
// A provider that takes the same time for every picture, and batches for it.
#pragma once

#include "app/core/clock.h"
#include "app/core/job.h"
#include "app/httpd/http_server.h"
#include "app/imaging/picture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>
#include <QtEndian>

#include <atomic>
#include <mutex>

namespace batchroom::test {

inline constexpr QSize pictureSize{1312, 736};

// About as hard to decode as a real picture: gradients, shapes and grain.
inline QByteArray samplePicture()
{
    QImage image(pictureSize, QImage::Format_RGB32);
    quint32 noise = 1;
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            noise = noise * 1664525U + 1013904223U;
            const int grain = static_cast<int>(noise >> 29U);
            line[x] = qRgb((x * 255 / 1312 + grain) & 255, (y * 255 / 736 + grain) & 255, ((x + y) / 8 + grain) & 255);
        }
    }
    return *encodePicture(image, {PictureFormat::Png});
}

// The same picture with a number in a chunk of its own, so that no two are the same file.
inline QByteArray numbered(QByteArray png, quint32 number)
{
    constexpr qsizetype afterHeader = 8 + 25;
    QByteArray chunk(4, 0);
    qToBigEndian<quint32>(13, chunk.data());
    chunk += "tEXtNumber" + QByteArray(1, 0) + QByteArray::number(number).rightJustified(6, '0');
    quint32 crc = ~0U;
    for (const char byte : chunk.sliced(4)) {
        crc ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0U);
    }
    chunk.resize(chunk.size() + 4);
    qToBigEndian<quint32>(~crc, chunk.data() + chunk.size() - 4);
    return png.insert(afterHeader, chunk);
}

// Answers every paid POST after a fixed time and hands out pictures that differ in their bytes alone.
class FixedLatencyServer {
public:
    explicit FixedLatencyServer(std::chrono::milliseconds latency)
        : m_latency(latency)
        , m_picture(samplePicture())
    {
        HttpOptions options;
        options.maxConnectionsPerPeer = 200;
        options.maxRequestsPerConnection = 100'000;
        auto started =
            HttpServer::start(options, [this](const auto& request, const HttpReply& reply) { answer(request, reply); });
        m_server = *std::move(started);
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server->port())); }
    int posts() const { return m_posts; }
    // When each paid POST came, in the order they came. Any thread.
    QList<qint64> arrivalsUs() const
    {
        const std::lock_guard lock(m_mutex);
        return m_arrivalsUs;
    }
    qint64 polls() const { return m_polls; }
    // How long finished pictures waited for the poll that found them, together.
    qint64 lateUs() const { return m_lateUs; }
    static qint64 nowUs()
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

private:
    template <typename Request>
    void answer(const Request& request, const HttpReply& reply)
    {
        const QString base = url().toString();
        const auto image = [&base](const QByteArray& id) {
            return "\"data\":[{\"url\":\"" + base.toUtf8() + '/' + id
                + ".png\",\"prompt\":\"p\",\"resolution\":\"1312x736\",\"seed\":1,\"is_image_safe\":true}]";
        };
        if (request.path.endsWith(QStringLiteral(".png"))) {
            HttpResponse response;
            response.contentType = "image/png";
            response.body = numbered(m_picture, ++m_pictures);
            reply.send(response);
        } else if (request.method == "POST" && request.query.hasQueryItem(QStringLiteral("dry_run"))) {
            reply.send(HttpResponse::json(200,
                R"({"object":"price_quote","billing_identifier":"x","quantity":1,"usd_micros":30000,"credit_millis":3000,"qualifier":"exact"})"));
        } else if (request.method == "POST") {
            {
                const std::lock_guard lock(m_mutex);
                m_arrivalsUs.append(nowUs());
            }
            const int number = ++m_posts;
            const QByteArray id = QByteArray::number(number).rightJustified(22, 'a');
            const bool isAsync = QJsonDocument::fromJson(request.body).object().value(QStringLiteral("async")).toBool();
            if (isAsync) {
                m_finished.insert(QString::fromLatin1(id), nowUs() + std::chrono::microseconds(m_latency).count());
                reply.send(HttpResponse::json(200, "{\"generation_id\":\"" + id + "\",\"seed\":1}"));
            } else {
                reply.sendAfter(m_latency,
                    HttpResponse::json(200, "{\"generation_id\":\"" + id + "\",\"seed\":1," + image(id) + "}"));
            }
        } else {
            const QString id = request.path.section(QLatin1Char('/'), -1);
            const qint64 late = nowUs() - m_finished.value(id);
            const bool isDone = late >= 0;
            ++m_polls;
            if (isDone)
                m_lateUs += late;
            reply.send(HttpResponse::json(200,
                "{\"generation_id\":\"" + id.toUtf8() + "\",\"created\":\"2026-11-24T10:00:00Z\",\"status\":"
                    + (isDone ? "\"completed\",\"response_type\":\"url\"," + image(id.toUtf8())
                              : QByteArray("\"pending\""))
                    + "}"));
        }
    }

    const std::chrono::milliseconds m_latency;
    const QByteArray m_picture;
    quint32 m_pictures = 0; // server thread only
    std::atomic<int> m_posts{0};
    std::atomic<qint64> m_polls{0};
    std::atomic<qint64> m_lateUs{0};
    mutable std::mutex m_mutex;
    QList<qint64> m_arrivalsUs;
    QHash<QString, qint64> m_finished; // server thread only
    std::unique_ptr<HttpServer> m_server;
};

inline BatchDraft draftOf(int images, SubmitMode mode)
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Bench");
    draft.name = QStringLiteral("bench");
    draft.account = QStringLiteral("ideogram");
    draft.mode = mode;
    for (int i = 0; i < images; ++i) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-3");
        job.request.prompt = QStringLiteral("Picture %1").arg(i);
        job.request.aspect = QStringLiteral("16:9");
        job.request.speed = QStringLiteral("turbo");
        job.request.style = QStringLiteral("design");
        job.price = Money::fromMicros(30'000);
        job.row = i + 1;
        draft.jobs.append(job);
    }
    return draft;
}

} // namespace batchroom::test
