// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/scripted_api.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom::test {

namespace {

constexpr int pictureSide = 48;
constexpr int priceMicros = 25'000;

qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

HttpResponse jsonAnswer(const QJsonObject& object)
{
    return HttpResponse::json(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QByteArray pictureOf(const QString& prompt)
{
    QImage image(pictureSide, pictureSide, QImage::Format_RGB32);
    image.fill(static_cast<uint>(qHash(prompt)) | 0xff000000U);
    // Two prompts of one colour still make two pictures.
    for (qsizetype i = 0; i < prompt.size() && i < pictureSide; ++i)
        image.setPixel(static_cast<int>(i), 0, 0xff000000U | prompt.at(i).unicode());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

ScriptedApi::ScriptedApi(Script script, PictureScript pictures)
    : m_script(std::move(script))
    , m_pictures(std::move(pictures))
{
    HttpOptions options;
    options.maxConnectionsPerPeer = 200;
    Result<std::unique_ptr<HttpServer>> server = HttpServer::start(
        options, [this](const HttpRequest& request, const HttpReply& reply) { take(request, reply); });
    if (!server)
        qFatal("%s", qPrintable(server.error().what));
    m_server = *std::move(server);
}

ScriptedApi::~ScriptedApi() = default;

ScriptedApi::Refuse ScriptedApi::tooManyInFlight(int limit)
{
    return {429,
        QStringLiteral(R"({"error":"too many images in flight","reject_reason":"inflight_limit",)"
                       R"("max_inflight_requests":%1})")
            .arg(limit)
            .toUtf8()};
}

void ScriptedApi::take(const HttpRequest& request, const HttpReply& reply)
{
    const std::lock_guard lock(m_mutex);
    if (request.method == "POST" && request.query.hasQueryItem(QStringLiteral("dry_run")))
        reply.send(jsonAnswer({{QStringLiteral("object"), QStringLiteral("price_quote")},
            {QStringLiteral("usd_micros"), priceMicros}, {QStringLiteral("qualifier"), QStringLiteral("exact")}}));
    else if (request.method == "POST")
        takePost(request, reply);
    else if (request.path.startsWith(QLatin1StringView("/v2/generations/")))
        takePoll(request.path.section(QLatin1Char('/'), -1), reply);
    else
        takeDownload(request.path.section(QLatin1Char('/'), -1).chopped(4), reply);
}

void ScriptedApi::takePost(const HttpRequest& request, const HttpReply& reply)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    PaidPost post;
    post.prompt = body.value(QStringLiteral("prompt")).toString();
    post.nth = static_cast<int>(m_posts.size()) + 1;
    post.ofPrompt = ++m_postsByPrompt[post.prompt];
    post.inFlight = inFlight();
    post.atMs = steadyMs();
    const Verdict verdict = m_script(post);
    if (const auto* refuse = std::get_if<Refuse>(&verdict)) {
        post.status = refuse->status;
        m_posts.append(post);
        reply.send(HttpResponse::json(refuse->status, refuse->body));
        return;
    }
    const auto* generate = std::get_if<Generate>(&verdict);
    const std::chrono::milliseconds duration = generate ? generate->duration : Generate().duration;
    const QString id = QStringLiteral("scripted%1").arg(post.nth, 14, 10, QLatin1Char('0'));
    const Generation& generation =
        *m_generations.insert(id, {post.prompt, post.atMs + duration.count(), generate ? generate->link : QString()});
    ++m_generationsByPrompt[post.prompt];
    m_mostInFlight = std::max(m_mostInFlight, post.inFlight + 1);
    post.status = generate ? 200 : 0;
    m_posts.append(post);
    const bool isAsync = body.value(QStringLiteral("async")).toBool();
    const HttpResponse accepted =
        jsonAnswer({{QStringLiteral("generation_id"), id}, {QStringLiteral("seed"), post.nth}});
    if (!generate)
        reply.misbehave(std::get<Break>(verdict).how, accepted);
    else if (isAsync && !generate->isSaidAtOnce)
        reply.send(accepted);
    else
        reply.sendAfter(duration, HttpResponse::json(200, picturesOf({}, generation)));
}

void ScriptedApi::takePoll(const QString& id, const HttpReply& reply)
{
    ++m_polls;
    const auto found = m_generations.constFind(id);
    if (found == m_generations.constEnd())
        reply.send(HttpResponse::json(404, "{}"));
    else if (steadyMs() < found->finishedAtMs)
        reply.send(
            jsonAnswer({{QStringLiteral("generation_id"), id}, {QStringLiteral("status"), QStringLiteral("pending")}}));
    else
        reply.send(HttpResponse::json(200, picturesOf(id, *found)));
}

void ScriptedApi::takeDownload(const QString& prompt, const HttpReply& reply)
{
    ++m_downloads;
    const std::optional<HttpResponse> instead = m_pictures ? m_pictures(m_downloads) : std::nullopt;
    HttpResponse picture;
    picture.contentType = "image/png";
    picture.body = pictureOf(prompt);
    reply.send(instead.value_or(picture));
}

QByteArray ScriptedApi::picturesOf(const QString& id, const Generation& generation) const
{
    const QString link = generation.link.isEmpty()
        ? QStringLiteral("%1/pictures/%2.png")
              .arg(url(), QString::fromLatin1(QUrl::toPercentEncoding(generation.prompt)))
        : generation.link;
    const QJsonObject image{{QStringLiteral("url"), link}, {QStringLiteral("prompt"), generation.prompt},
        {QStringLiteral("resolution"), QStringLiteral("%1x%1").arg(pictureSide)}, {QStringLiteral("seed"), 7},
        {QStringLiteral("is_image_safe"), true}};
    QJsonObject body{{QStringLiteral("data"), QJsonArray{image}}};
    if (!id.isEmpty()) {
        body.insert(QStringLiteral("generation_id"), id);
        body.insert(QStringLiteral("status"), QStringLiteral("completed"));
    }
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

int ScriptedApi::inFlight() const
{
    const qint64 now = steadyMs();
    return static_cast<int>(std::count_if(m_generations.cbegin(), m_generations.cend(),
        [now](const Generation& generation) { return generation.finishedAtMs > now; }));
}

QString ScriptedApi::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_server ? m_server->port() : 0);
}

QList<PaidPost> ScriptedApi::posts() const
{
    const std::lock_guard lock(m_mutex);
    return m_posts;
}

int ScriptedApi::postCount() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_posts.size());
}

int ScriptedApi::downloads() const
{
    const std::lock_guard lock(m_mutex);
    return m_downloads;
}

int ScriptedApi::polls() const
{
    const std::lock_guard lock(m_mutex);
    return m_polls;
}

int ScriptedApi::mostInFlight() const
{
    const std::lock_guard lock(m_mutex);
    return m_mostInFlight;
}

QHash<QString, int> ScriptedApi::postsByPrompt() const
{
    const std::lock_guard lock(m_mutex);
    return m_postsByPrompt;
}

QHash<QString, int> ScriptedApi::generationsByPrompt() const
{
    const std::lock_guard lock(m_mutex);
    return m_generationsByPrompt;
}

} // namespace batchroom::test
