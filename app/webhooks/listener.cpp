// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/listener.h"

#include "app/httpd/http_server.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcListener, "batchroom.webhooks.listener")

using Text = QLatin1StringView;

constexpr size_t mostWaiting = 256;
constexpr quint64 mostBytesWaiting = 8 * 1024 * 1024;
constexpr qsizetype longestType = 128;
constexpr qsizetype longestRefusedBody = 4096;
const QString ideogramSender = QStringLiteral("ideogram");
const QString callbackSender = QStringLiteral("ideogram-callback");
const QString gitHubSender = QStringLiteral("github");

// "/webhooks/<sender>"; empty: nobody's.
QString senderAt(const QString& path)
{
    for (const QString& sender : {ideogramSender, callbackSender, gitHubSender})
        if (path == QLatin1StringView("/webhooks/") + sender)
            return sender;
    return {};
}

QString tr(const char* text)
{
    return QCoreApplication::translate("Webhooks", text);
}

HttpResponse said(int status, const QString& reason)
{
    const QJsonObject body = reason.isEmpty() ? QJsonObject{{Text("received"), true}}
                                              : QJsonObject{{Text("received"), false}, {Text("error"), reason}};
    return HttpResponse::json(status, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

int statusOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Verified: return 200;
    case Verdict::Malformed:
    case Verdict::Stale: return 400;
    case Verdict::Refused: break;
    }
    return 401;
}

bool isJson(const HttpRequest& request)
{
    const QByteArray type = request.header("Content-Type").split(';').constFirst().trimmed().toLower();
    return type == "application/json";
}

// What can be told without looking at keys; the answer when that is the end of it.
std::optional<HttpResponse> answerAtOnce(const HttpRequest& request)
{
    if (request.path == Text("/healthz")) {
        if (request.method == "GET" || request.method == "HEAD")
            return HttpResponse::json(200, "{\"ok\":true}");
        HttpResponse refusal = said(405, tr("Only GET is answered here."));
        refusal.headers.append(HttpHeader{"Allow", "GET"});
        return refusal;
    }
    if (senderAt(request.path).isEmpty())
        return said(404, tr("There is nothing at this address."));
    if (request.method != "POST") {
        HttpResponse refusal = said(405, tr("Webhooks are sent with POST."));
        refusal.headers.append(HttpHeader{"Allow", "POST"});
        return refusal;
    }
    if (!isJson(request))
        return said(415, tr("The Content-Type must be application/json."));
    return std::nullopt;
}

// GitHub's own word for it travels in a header, which it does not sign: no more than a name is made of it.
QString gitHubType(const HttpRequest& request)
{
    const QByteArray word = request.header("X-GitHub-Event");
    const bool isWord = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || letter == '_';
    });
    return isWord ? QStringLiteral("github.") + QString::fromLatin1(word) : QString();
}

QString typeOf(const QString& sender, const HttpRequest& request, const QJsonObject& body)
{
    if (sender == ideogramSender) // it sends nothing else
        return QStringLiteral("ideogram.generation.completed");
    if (sender == gitHubSender)
        return gitHubType(request);
    const QString type = body.value(Text("type")).toString();
    return type.isEmpty() ? body.value(Text("event")).toString() : type; // the original design has only the latter
}

} // namespace

QString arrivalVerdictName(ArrivalVerdict verdict)
{
    switch (verdict) {
    case ArrivalVerdict::Verified: return QStringLiteral("verified");
    case ArrivalVerdict::Duplicate: return QStringLiteral("duplicate");
    case ArrivalVerdict::Refused: break;
    }
    return QStringLiteral("refused");
}

class WebhookListener::Private {
public:
    Private(const ListenerOptions& options, Store& store, Clock& clock, OnArrival onArrival)
        : m_options(options)
        , m_store(store)
        , m_clock(clock)
        , m_onArrival(std::move(onArrival))
    {
        m_others.thread = std::jthread([this](const std::stop_token& stop) { work(m_others, nullptr, stop); });
        m_ideogram.thread = std::jthread([this](const std::stop_token& stop) {
            const auto keys = m_options.ideogramKeys ? m_options.ideogramKeys() : std::unique_ptr<KeySource>();
            work(m_ideogram, keys.get(), stop);
        });
    }

    Result<void> listen()
    {
        HttpOptions options;
        options.address = m_options.address;
        options.port = m_options.port;
        options.maxBodyBytesTogether = mostBytesWaiting;
        auto started = HttpServer::start(options, [this](const auto& request, const HttpReply& reply) {
            if (const std::optional<HttpResponse> answer = answerAtOnce(request))
                reply.send(*answer);
            else
                take(request, reply);
        });
        if (!started)
            return started.error();
        m_server = *std::move(started);
        return {};
    }
    quint16 port() const { return m_server->port(); }

private:
    struct Delivery {
        HttpRequest request;
        HttpReply reply;
    };
    // One sender's deliveries and the thread that works on them.
    struct Lane {
        std::mutex mutex{};
        std::condition_variable_any arrived{};
        std::deque<Delivery> waiting{};
        std::jthread thread{}; // last: uses the rest
    };

    // Server thread.
    void take(const HttpRequest& request, const HttpReply& reply)
    {
        Lane& lane = senderAt(request.path) == ideogramSender ? m_ideogram : m_others;
        const std::lock_guard lock(lane.mutex);
        if (lane.waiting.size() >= mostWaiting) {
            HttpResponse busy = said(503, tr("Too many deliveries at once; send it again."));
            busy.headers.append(HttpHeader{"Retry-After", "1"});
            reply.send(busy);
            return;
        }
        lane.waiting.push_back({request, reply});
        lane.arrived.notify_one();
    }

    void work(Lane& lane, KeySource* keys, const std::stop_token& stop) const
    {
        while (true) {
            std::unique_lock lock(lane.mutex);
            if (!lane.arrived.wait(lock, stop, [&lane] { return !lane.waiting.empty(); }) || stop.stop_requested())
                return;
            const Delivery delivery = std::move(lane.waiting.front());
            lane.waiting.pop_front();
            lock.unlock();
            handle(delivery, keys, stop);
        }
    }

    Verification verified(
        const HttpRequest& request, const QString& sender, KeySource* keys, std::stop_token stop) const
    {
        const qint64 nowS = m_clock.now().count() / 1000;
        if (sender == callbackSender)
            return verifyStandardWebhook(request, m_options.callbackKeys, nowS);
        if (sender == gitHubSender)
            return verifyGitHub(request, m_options.gitHubSecrets);
        if (keys == nullptr)
            return {Verdict::Refused, tr("There are no keys to check Ideogram's deliveries with."), {}};
        // What no key could save asks nobody for keys: a stranger must not make others wait for that.
        if (const Verification unkeyed = verifyIdeogram(request, {}, nowS); unkeyed.verdict != Verdict::Refused)
            return unkeyed;
        const Verification first = verifyIdeogram(request, keys->keys(stop), nowS);
        if (first.verdict != Verdict::Refused || !keys->refresh(stop))
            return first;
        return verifyIdeogram(request, keys->keys(stop), nowS);
    }

    void handle(const Delivery& delivery, KeySource* keys, const std::stop_token& stop) const
    {
        Arrival arrival;
        arrival.atMs = m_clock.now().count();
        arrival.peer = QString::fromLatin1(delivery.request.peer);
        arrival.event.sender = senderAt(delivery.request.path);
        arrival.event.body = delivery.request.body;
        const Verification verification = verified(delivery.request, arrival.event.sender, keys, stop);
        arrival.event.eventId = QString::fromLatin1(verification.eventId);
        if (!verification.isVerified())
            refuse(delivery, arrival, statusOf(verification.verdict), verification.reason);
        else
            keep(delivery, arrival);
    }

    void refuse(const Delivery& delivery, Arrival arrival, int status, const QString& reason) const
    {
        delivery.reply.send(said(status, reason));
        arrival.verdict = ArrivalVerdict::Refused;
        arrival.reason = reason;
        arrival.event.body.truncate(longestRefusedBody);
        m_onArrival(arrival);
    }

    void keep(const Delivery& delivery, Arrival arrival) const
    {
        const QJsonDocument body = QJsonDocument::fromJson(arrival.event.body);
        arrival.event.type = typeOf(arrival.event.sender, delivery.request, body.object());
        if (!body.isObject() || arrival.event.type.isEmpty() || arrival.event.type.size() > longestType) {
            refuse(delivery, arrival, 400, tr("The body is no JSON object that names its event."));
            return;
        }
        const auto kept = m_store.write<std::optional<InboxId>>(
            [&](Connection& connection) { return InboxRepository(connection).add(arrival.event, arrival.atMs); });
        if (!kept) {
            qCWarning(lcListener) << "an event was not kept:" << kept.error().detail;
            refuse(delivery, arrival, 503, tr("It could not be kept; send it again."));
            return;
        }
        delivery.reply.send(said(200, {}));
        arrival.verdict = *kept ? ArrivalVerdict::Verified : ArrivalVerdict::Duplicate;
        arrival.id = kept->value_or(InboxId{});
        arrival.event.body.clear();
        m_onArrival(arrival);
    }

    const ListenerOptions m_options;
    Store& m_store;
    Clock& m_clock;
    const OnArrival m_onArrival;
    Lane m_others;
    Lane m_ideogram;                      // apart: asking for its keys may take a while
    std::unique_ptr<HttpServer> m_server; // last: nothing arrives any more when the rest goes
};

WebhookListener::WebhookListener(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}

WebhookListener::~WebhookListener() = default;

Result<std::unique_ptr<WebhookListener>> WebhookListener::start(
    const ListenerOptions& options, Store& store, Clock& clock, OnArrival onArrival)
{
    auto parts = std::make_unique<Private>(options, store, clock, std::move(onArrival));
    if (const Result<void> listening = parts->listen(); !listening)
        return listening.error();
    return std::unique_ptr<WebhookListener>(new WebhookListener(std::move(parts)));
}

quint16 WebhookListener::port() const
{
    return d->port();
}

} // namespace batchroom
