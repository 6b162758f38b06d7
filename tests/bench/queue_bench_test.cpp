// SPDX-License-Identifier: GPL-3.0-or-later
// How close a batch comes to what the provider's latency allows. Prints ratios; asserts only that the work was done.
#include "app/catalog/catalog.h"
#include "app/core/random_source.h"
#include "app/httpd/http_server.h"
#include "app/ideogram/ideogram_provider.h"
#include "app/imaging/picture.h"
#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"
#include "app/store/store.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace batchroom;

namespace {

constexpr int pictures = 100;
constexpr int places = 10;
constexpr QSize pictureSize{1312, 736};

// About as hard to decode as a real picture: gradients, shapes and grain.
QByteArray samplePicture()
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

// Answers every paid POST after a fixed time and hands out one picture.
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

private:
    template <typename Request>
    void answer(const Request& request, const HttpReply& reply)
    {
        const QString base = url().toString();
        const QByteArray image = "\"data\":[{\"url\":\"" + base.toUtf8()
            + "/picture.png\",\"prompt\":\"p\",\"resolution\":\"1312x736\",\"seed\":1,\"is_image_safe\":true}]";
        if (request.path.endsWith(QStringLiteral(".png"))) {
            HttpResponse response;
            response.contentType = "image/png";
            response.body = m_picture;
            reply.send(response);
        } else if (request.method == "POST" && request.query.hasQueryItem(QStringLiteral("dry_run"))) {
            reply.send(HttpResponse::json(200,
                R"({"object":"price_quote","billing_identifier":"x","quantity":1,"usd_micros":30000,"credit_millis":3000,"qualifier":"exact"})"));
        } else if (request.method == "POST") {
            const int number = ++m_posts;
            const QByteArray id = QByteArray::number(number).rightJustified(22, 'a');
            const bool isAsync = QJsonDocument::fromJson(request.body).object().value(QStringLiteral("async")).toBool();
            if (isAsync) {
                m_finished.insert(QString::fromLatin1(id), m_clock.steady() + m_latency);
                reply.send(HttpResponse::json(200, "{\"generation_id\":\"" + id + "\",\"seed\":1}"));
            } else {
                reply.sendAfter(
                    m_latency, HttpResponse::json(200, "{\"generation_id\":\"" + id + "\",\"seed\":1," + image + "}"));
            }
        } else {
            const QString id = request.path.section(QLatin1Char('/'), -1);
            const bool isDone = m_clock.steady() >= m_finished.value(id);
            reply.send(HttpResponse::json(200,
                "{\"generation_id\":\"" + id.toUtf8() + "\",\"created\":\"2026-11-24T10:00:00Z\",\"status\":"
                    + (isDone ? "\"completed\",\"response_type\":\"url\"," + image : QByteArray("\"pending\"")) + "}"));
        }
    }

    const std::chrono::milliseconds m_latency;
    const QByteArray m_picture;
    SystemClock m_clock;
    std::atomic<int> m_posts{0};
    QHash<QString, std::chrono::milliseconds> m_finished; // server thread only
    std::unique_ptr<HttpServer> m_server;
};

BatchDraft draftOf(int images, SubmitMode mode)
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

} // namespace

class QueueBenchTest : public QObject {
    Q_OBJECT
private:
    void runBatch(JobQueue& queue, int images, SubmitMode mode)
    {
        QSignalSpy finished(&queue, &JobQueue::batchFinished);
        queue.enqueue(draftOf(images, mode));
        // Not QTRY_: it looks only every 50 ms.
        QVERIFY(finished.wait(120'000));
    }

    void measure(SubmitMode mode, const char* name)
    {
        const std::chrono::milliseconds latency(300);
        FixedLatencyServer server(latency);
        QTemporaryDir folder;
        SystemClock clock;
        SystemRandom random;
        auto store = *Store::open(folder.path(), clock);
        auto originals = *AssetStore::open(*store);
        DryRunRecord dryRuns;
        JobQueue queue(*store, *originals,
            [&](const QString&) -> std::unique_ptr<ImageProvider> {
                IdeogramOptions options;
                options.apiBase = server.url();
                options.key = Secret("bench");
                return std::make_unique<IdeogramProvider>(Catalog::builtIn(), clock, options, dryRuns);
            },
            clock, random, {});
        queue.start(StartAs::Running);
        runBatch(queue, places * 2, mode); // learns how long a picture takes, makes the connections
        QElapsedTimer timer;
        timer.start();
        runBatch(queue, pictures, mode);
        const double ideal = static_cast<double>(pictures) / places * static_cast<double>(latency.count());
        const double ratio = static_cast<double>(timer.elapsed()) / ideal;
        qInfo("batch of %d at %d in flight, %s, latency 300 ms, downloads and thumbnails of 1312x736 included: wall = "
              "%.3f x (%d/%d) x L  (goal 1.05)",
            pictures, places, name, ratio, pictures, places);
        QCOMPARE(server.posts(), pictures + places * 2);
    }

private Q_SLOTS:
    void batchAgainstAFixedLatencySynchronous() { measure(SubmitMode::Synchronous, "synchronous"); }
    void batchAgainstAFixedLatencyAsynchronous() { measure(SubmitMode::Asynchronous, "asynchronous with polling"); }
};

QTEST_GUILESS_MAIN(QueueBenchTest)
#include "queue_bench_test.moc"
