// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/ideogram_provider.h"

#include "app/core/log.h"
#include "app/ideogram/decode_answers.h"
#include "app/ideogram/decode_usage.h"
#include "app/ideogram/encode_request.h"
#include "app/ideogram/error_body.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>

#include <algorithm>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcIdeogram, "batchroom.ideogram")

constexpr qint64 maxAnswerBytes = 4 * 1024 * 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("IdeogramProvider", text);
}

bool isUsableKey(const QByteArray& key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

Quote tablePrice(const GenerationRequest& request, const Model& model)
{
    return Quote{model.priceFor(request), false, true, {}};
}

Error errorOf(const AccountRefused& refused)
{
    switch (refused.problem) {
    case AccountProblem::OutOfCredit: return {ErrorCode::OutOfCredit, refused.message, {}};
    case AccountProblem::KeyMissing: return {ErrorCode::KeyMissing, refused.message, {}};
    case AccountProblem::KeyRefused:
    case AccountProblem::NotAllowed: break;
    }
    return {ErrorCode::KeyRefused, refused.message, {}};
}

QString hourText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

const Model* cheapestQuotable(const Catalog& catalog)
{
    const Model* cheapest = nullptr;
    for (const Model& model : catalog.models()) {
        if (!model.canDryRun)
            continue;
        if (!cheapest || model.priceFor({}) < cheapest->priceFor({}))
            cheapest = &model;
    }
    return cheapest;
}

} // namespace

IdeogramProvider::IdeogramProvider(const Catalog& catalog, Clock& clock, IdeogramOptions options, DryRunRecord& dryRuns)
    : m_catalog(catalog)
    , m_options(std::move(options))
    , m_http(clock)
    , m_dryRuns(dryRuns)
{
    // Keys are pasted, often with a line end.
    m_options.key = Secret(m_options.key.reveal().trimmed());
}

// What stands in the way of any call, found without sending anything.
std::optional<AccountRefused> IdeogramProvider::accountHold() const
{
    if (m_options.key.isEmpty())
        return AccountRefused{AccountProblem::KeyMissing,
            tr("There is no Ideogram API key yet. Enter one in the settings, or set IDEOGRAM_API_KEY, then continue "
               "the "
               "queue.")};
    if (!isUsableKey(m_options.key.reveal()))
        return AccountRefused{AccountProblem::KeyRefused,
            tr("The Ideogram API key contains spaces or characters that no key has. Copy it again from ideogram.ai.")};
    if (const Result<void> base = checkUrl(m_options.apiBase, {}); !base)
        return AccountRefused{AccountProblem::NotAllowed, base.error().what};
    return std::nullopt;
}

Result<IdeogramProvider::Order> IdeogramProvider::order(const GenerationRequest& request) const
{
    Order order{request, nullptr};
    if (m_options.dialect) {
        Result<GenerationRequest> translated = m_catalog.inDialect(request, *m_options.dialect);
        if (!translated)
            return translated.error();
        order.request = *std::move(translated);
    }
    order.model = m_catalog.model(order.request.model);
    if (!order.model)
        return Error{
            ErrorCode::BadInput, tr("There is no model “%1”. Choose one from the list.").arg(order.request.model), {}};
    if (const Result<void> words = checkWords(order.request, *order.model); !words)
        return words.error();
    return order;
}

OutgoingRequest IdeogramProvider::apiRequest(const QByteArray& method, const QString& path) const
{
    OutgoingRequest request;
    request.method = method;
    request.url = m_options.apiBase;
    QString base = request.url.path(QUrl::FullyEncoded);
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    request.url.setPath(base + path, QUrl::StrictMode);
    request.url.setQuery(QString());
    request.url.setFragment(QString());
    request.headers = {{"Accept", "application/json"}};
    if (method == "POST")
        request.headers.append(HeaderField{"Content-Type", "application/json"});
    request.secrets = {{"Api-Key", m_options.key}};
    request.limits = {m_options.connectTimeout, m_options.pollTimeout, maxAnswerBytes};
    return request;
}

void IdeogramProvider::connectAhead(const GenerationRequest& request)
{
    if (accountHold())
        return;
    if (const Result<Order> order = this->order(request))
        m_http.connectAhead(apiRequest("POST", order->model->route));
}

SendOutcome IdeogramProvider::submit(const GenerationRequest& request, SubmitMode mode)
{
    if (const std::optional<AccountRefused> hold = accountHold())
        return *hold;
    const Result<Order> order = this->order(request);
    if (!order)
        return RequestRejected{0, order.error().what, false};
    const bool isAsync = mode == SubmitMode::Asynchronous && order->model->canAsync;
    OutgoingRequest post = apiRequest("POST", order->model->route);
    const QUrl webhook = m_options.webhook && isAsync ? m_options.webhook->current() : QUrl();
    post.body = encodeRequest(order->request, *order->model, mode, webhook);
    post.limits.total = isAsync ? m_options.asyncTimeout : m_options.syncTimeout;
    const SendOnceOutcome outcome = m_http.sendOnce(post);
    if (const auto* answer = std::get_if<ReceivedAnswer>(&outcome)) {
        SendOutcome decoded = scrubbed(decodeSubmit(*answer, m_options.apiBase));
        return webhook.isEmpty() ? decoded : withoutRefusedWebhook(std::move(decoded), webhook);
    }
    if (const auto* lost = std::get_if<HttpAnswerLost>(&outcome))
        return scrubbed(SendOutcome(lostAnswer(*lost)));
    return scrubbed(SendOutcome(NotSent{std::get<HttpNotSent>(outcome).error.what}));
}

// A batch must not fail for an address that only saves it some questions. What is refused with 400 was not run.
SendOutcome IdeogramProvider::withoutRefusedWebhook(SendOutcome outcome, const QUrl& webhook)
{
    const auto* rejected = std::get_if<RequestRejected>(&outcome);
    if (!rejected || rejected->status != 400 || !rejected->message.contains(QLatin1StringView("webhook")))
        return outcome;
    m_options.webhook->refuse(webhook);
    return NotSent{tr("Ideogram does not take the public address for webhooks, so it is not named any more. The image "
                      "is asked for without it. Reason given: %1")
                       .arg(rejected->message)};
}

QUrl WebhookAddress::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_isRefused ? QUrl() : m_address;
}

void WebhookAddress::set(const QUrl& address)
{
    const std::lock_guard lock(m_mutex);
    m_address = address;
    m_isRefused = false;
}

void WebhookAddress::refuse(const QUrl& address)
{
    const std::lock_guard lock(m_mutex);
    m_isRefused = m_isRefused || m_address == address;
}

bool WebhookAddress::isRefused() const
{
    const std::lock_guard lock(m_mutex);
    return m_isRefused;
}

// Sent once like a paid call, because a server that drops the query takes it for one.
Result<ReceivedAnswer> IdeogramProvider::askPrice(const Order& order, std::stop_token stop)
{
    OutgoingRequest post = apiRequest("POST", order.model->route);
    post.url.setQuery(QStringLiteral("dry_run=true"));
    post.body = encodeRequest(order.request, *order.model, SubmitMode::Synchronous);
    const std::unique_lock<std::mutex> turn = m_dryRuns.firstQuestion(m_options.apiBase);
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, tr("The question for the price was stopped."), {}};
    if (m_dryRuns.isIgnoredBy(m_options.apiBase))
        return Error{ErrorCode::Protocol, dryRunWarning(), {}};
    SendOnceOutcome outcome = m_http.sendOnce(post, stop);
    if (const auto* notSent = std::get_if<HttpNotSent>(&outcome))
        return notSent->error;
    if (const auto* lost = std::get_if<HttpAnswerLost>(&outcome)) {
        // A price comes at once; a server that takes its time may be making a picture.
        const QString id = idInFragment(lost->partial);
        if (!id.isEmpty() || lost->isTimeout)
            noteOrderByMistake(id);
        return lost->error;
    }
    ReceivedAnswer answer = std::get<ReceivedAnswer>(std::move(outcome));
    if (isRealGeneration(answer))
        noteOrderByMistake(readErrorBody(answer.body).generationId);
    else if (decodeQuote(answer))
        m_dryRuns.noteHonoured(m_options.apiBase);
    return answer;
}

void IdeogramProvider::noteOrderByMistake(const QString& generationId)
{
    m_dryRuns.noteIgnored(m_options.apiBase);
    qCCritical(lcIdeogram).noquote() << "a question for a price was taken for an order, which may have been charged; "
                                        "no more prices are asked for. Generation:"
                                     << (generationId.isEmpty() ? QStringLiteral("not named") : generationId);
}

QString IdeogramProvider::dryRunWarning() const
{
    return tr("%1 takes a question for the price as an order, so prices are not asked for any more and come from "
              "Batchroom's own table. One picture may have been charged by it.")
        .arg(m_options.apiBase.host());
}

Result<Quote> IdeogramProvider::quote(const GenerationRequest& request, std::stop_token stop)
{
    const Result<Order> order = this->order(request);
    if (!order)
        return order.error();
    const auto fallback = [&] {
        Quote quote = tablePrice(order->request, *order->model);
        if (m_dryRuns.isIgnoredBy(m_options.apiBase))
            quote.warning = dryRunWarning();
        return quote;
    };
    if (!order->model->canDryRun || m_dryRuns.isIgnoredBy(m_options.apiBase) || m_options.key.isEmpty())
        return fallback();
    if (const std::optional<AccountRefused> hold = accountHold())
        return errorOf(*hold);
    const Result<ReceivedAnswer> answer = askPrice(*order, stop);
    if (!answer)
        return answer.error().code == ErrorCode::Cancelled ? Result<Quote>(answer.error()) : Result<Quote>(fallback());
    if (const std::optional<Quote> quote = decodeQuote(*answer))
        return *quote;
    if (!answer->isSuccess()) {
        const SendOutcome refusal = scrubbed(decodeRefusal(answer->status, *answer));
        if (const auto* refused = std::get_if<AccountRefused>(&refusal))
            return errorOf(*refused);
    }
    return fallback();
}

PollOutcome IdeogramProvider::poll(const QString& generationId, std::stop_token stop)
{
    if (const std::optional<AccountRefused> hold = accountHold())
        return *hold;
    if (trustworthyId(generationId).isEmpty())
        return GenerationGone{tr("“%1” is not the id of a generation.").arg(oneLine(generationId))};
    const QString path =
        QStringLiteral("/v2/generations/") + QString::fromLatin1(QUrl::toPercentEncoding(generationId));
    const Result<ReceivedAnswer> answer = m_http.get(apiRequest("GET", path), stop);
    if (!answer)
        return scrubbed(PollOutcome(PollFault{answer.error().what, std::nullopt}));
    return scrubbed(decodePoll(*answer, generationId, m_options.apiBase));
}

DownloadOutcome IdeogramProvider::download(const QUrl& url, std::stop_token stop)
{
    const HttpLimits limits{m_options.connectTimeout, m_options.downloadTimeout, m_options.maxPictureBytes};
    Result<ReceivedAnswer> answer = m_http.download(url, imageUrlRules(m_options.apiBase), stop, limits);
    if (!answer)
        return DownloadFault{scrubbed(answer.error().what), std::nullopt};
    return decodeDownload(*std::move(answer));
}

Result<QList<UsageBucket>> IdeogramProvider::usage(qint64 fromMs, qint64 toMs, std::stop_token stop)
{
    if (const std::optional<AccountRefused> hold = accountHold())
        return errorOf(*hold);
    const qint64 first = fromMs - fromMs % hourMs;
    const qint64 end = (toMs + hourMs - 1) / hourMs * hourMs;
    QList<UsageBucket> all;
    for (qint64 start = first; start < end; start += longestUsageMs) {
        OutgoingRequest question = apiRequest("GET", QStringLiteral("/v2/account/usage"));
        question.url.setQuery(QStringLiteral("start_time=%1&end_time=%2&bucket_width=1h&sources=api")
                                  .arg(hourText(start), hourText(std::min(start + longestUsageMs, end))));
        const Result<ReceivedAnswer> answer = m_http.get(question, stop);
        if (!answer)
            return answer.error();
        const Result<QList<UsageBucket>> buckets = decodeUsage(*answer);
        if (!buckets)
            return Error{buckets.error().code, scrubbed(buckets.error().what), scrubbed(buckets.error().detail)};
        all += *buckets;
    }
    return all;
}

Result<void> IdeogramProvider::checkKey(std::stop_token stop)
{
    if (const std::optional<AccountRefused> hold = accountHold())
        return errorOf(*hold);
    const Model* model = cheapestQuotable(m_catalog);
    if (!model)
        return Error{ErrorCode::NotFound, tr("No model offers a free price quote, so the key cannot be checked."), {}};
    GenerationRequest request;
    request.model = model->id;
    request.prompt = QStringLiteral("A red apple on a white table");
    const Result<ReceivedAnswer> answer = askPrice({request, model}, stop);
    if (!answer)
        return answer.error();
    if (decodeQuote(*answer))
        return {};
    const SendOutcome refusal = scrubbed(decodeRefusal(answer->status, *answer));
    if (const auto* refused = std::get_if<AccountRefused>(&refusal))
        return errorOf(*refused);
    if (std::holds_alternative<Throttled>(refusal))
        return Error{ErrorCode::Throttled, tr("Ideogram is busy at the moment. Check the key again in a minute."), {}};
    return Error{ErrorCode::Protocol,
        tr("%1 did not answer with a price, so it is not known whether the key works.").arg(m_options.apiBase.host()),
        QStringLiteral("status %1").arg(answer->status)};
}

// Servers like to repeat a wrong key in their error text.
QString IdeogramProvider::scrubbed(QString text) const
{
    if (!m_options.key.isEmpty())
        text.replace(QString::fromUtf8(m_options.key.reveal()), QStringLiteral("•••"));
    return log::redacted(text);
}

SendOutcome IdeogramProvider::scrubbed(SendOutcome outcome) const
{
    std::visit(
        [this](auto& value) {
            if constexpr (requires { value.message; })
                value.message = scrubbed(value.message);
        },
        outcome);
    return outcome;
}

PollOutcome IdeogramProvider::scrubbed(PollOutcome outcome) const
{
    std::visit(
        [this](auto& value) {
            if constexpr (requires { value.message; })
                value.message = scrubbed(value.message);
            if constexpr (requires { value.reason; })
                value.reason = scrubbed(value.reason);
        },
        outcome);
    return outcome;
}

} // namespace batchroom
