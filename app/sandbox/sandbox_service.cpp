// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sandbox_service.h"

#include "app/sandbox/sandbox_answers.h"
#include "app/sandbox/stable_fraction.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <cmath>

namespace batchroom {

using std::chrono::milliseconds;

namespace {

constexpr qint64 maxSeed = 2147483647;
constexpr milliseconds slowFrom{10'000};
constexpr qsizetype maxCountedPrompts = 100'000;

QByteArray randomSalt()
{
    QByteArray salt(32, '\0');
    for (char& byte : salt)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return salt;
}

template <typename Key>
void countOne(QHash<Key, int>& counts, const Key& key)
{
    if (counts.size() < maxCountedPrompts || counts.contains(key))
        ++counts[key];
}

// What stood in a prompt field, whatever else is wrong with the request.
QString promptIn(const WireEndpoint& endpoint, const QByteArray& body)
{
    const QJsonObject root = QJsonDocument::fromJson(body).object();
    const QJsonObject fields = endpoint.wrapper.isEmpty() ? root : root.value(endpoint.wrapper).toObject();
    return fields.value(QStringLiteral("prompt")).toString();
}

std::optional<Misbehaviour> misbehaviourOf(FaultKind kind)
{
    switch (kind) {
    case FaultKind::Reset: return Misbehaviour::Reset;
    case FaultKind::Fin: return Misbehaviour::Fin;
    case FaultKind::CutHeader: return Misbehaviour::CutHeader;
    case FaultKind::CutBody: return Misbehaviour::CutBody;
    case FaultKind::Slow: return Misbehaviour::SlowDrip;
    case FaultKind::Garbage: return Misbehaviour::Garbage;
    default: return {};
    }
}

} // namespace

SandboxService::SandboxService(const SandboxOptions& options, WireContract contract)
    : m_options(options)
    , m_contract(std::move(contract))
    , m_clock(options.clock ? *options.clock : m_systemClock)
    , m_catalog(options.catalog ? *options.catalog : Catalog::builtIn())
    , m_faults(options.faults)
    , m_book(randomSalt())
    , m_shelf(options.paint ? options.paint : PictureShelf::Paint(&paintPicture))
{
}

SandboxStats SandboxService::stats() const
{
    const std::lock_guard lock(m_statsMutex);
    return m_stats;
}

void SandboxService::count(const std::function<void(SandboxStats&)>& change)
{
    const std::lock_guard lock(m_statsMutex);
    change(m_stats);
}

void SandboxService::onRequest(const HttpRequest& request, const HttpReply& reply)
{
    static const QRegularExpression imagePath(
        QStringLiteral("^/api/images/(?:(?<kind>direct)/(?<direct>[^/]+)|ephemeral/(?<id>[^/]+)\\.png)$"));
    static const QLatin1StringView generations("/v2/generations/");
    Call call{request, reply};
    if (!isForUs(request)) {
        reply.send(errorAnswer(403, QStringLiteral("The Sandbox answers only to 127.0.0.1.")));
        return;
    }
    const QRegularExpressionMatch picture = imagePath.match(request.path);
    const WireEndpoint* endpoint = m_contract.endpoint(request.path);
    if (picture.hasMatch()) {
        const bool isDirect = picture.hasCaptured(QStringLiteral("kind"));
        image(call, picture.captured(isDirect ? QStringLiteral("direct") : QStringLiteral("id")), !isDirect);
    } else if (!keyIsRight(request)) {
        count([](SandboxStats& stats) { ++stats.wrongKeys; });
        reply.send(errorAnswer(401, QStringLiteral("The Api-Key header is missing or not valid.")));
    } else if (endpoint && request.method != "POST") {
        HttpResponse response = errorAnswer(405, QStringLiteral("Use POST."));
        response.headers.append(HttpHeader{"Allow", "POST"});
        reply.send(response);
    } else if (endpoint) {
        post(call, *endpoint);
    } else if (request.path.startsWith(generations) && request.method == "GET") {
        poll(call, request.path.mid(generations.size()));
    } else if (request.path == QLatin1StringView("/v2/account/usage") && request.method == "GET" && isAdmin(request)) {
        usage(call);
    } else {
        reply.send(errorAnswer(
            404, QStringLiteral("There is no %1 %2 here.").arg(QString::fromLatin1(request.method), request.path)));
    }
}

// A page in a browser whose name was made to point at 127.0.0.1 must not reach the Sandbox.
bool SandboxService::isForUs(const HttpRequest& request) const
{
    const QByteArray host = request.header("Host");
    const QByteArray name = host.left(host.lastIndexOf(':') < 0 ? host.size() : host.lastIndexOf(':'));
    return name == "127.0.0.1" || name.toLower() == "localhost";
}

bool SandboxService::keyIsRight(const HttpRequest& request) const
{
    return isAdmin(request)
        || (!m_options.key.isEmpty() && request.headerCount("Api-Key") == 1
            && request.header("Api-Key") == m_options.key.reveal());
}

bool SandboxService::isAdmin(const HttpRequest& request) const
{
    return !m_options.adminKey.isEmpty() && request.headerCount("Api-Key") == 1
        && request.header("Api-Key") == m_options.adminKey.reveal();
}

void SandboxService::post(Call& call, const WireEndpoint& endpoint)
{
    // Only endpoints that declare dry_run may get it: the legacy one runs, and bills.
    const bool isQuote =
        !endpoint.isLegacy && call.request.query.queryItemValue(QStringLiteral("dry_run")) == QLatin1StringView("true");
    const QString prompt = promptIn(endpoint, call.request.body);
    if (isQuote) {
        count([](SandboxStats& stats) { ++stats.quotes; });
    } else {
        const QByteArray hash = QCryptographicHash::hash(call.request.body, QCryptographicHash::Sha256).toHex();
        count([&](SandboxStats& stats) {
            ++stats.paidPosts;
            countOne(stats.paidPostsByPrompt, prompt);
            countOne(stats.paidPostsByBody, hash);
        });
    }
    call.fault = m_faults.next(isQuote ? FaultPlace::Quote : FaultPlace::Generate, prompt);
    if (endsEarly(call))
        return;
    const std::variant<WireRequest, WireRefusal> read =
        m_contract.read(endpoint, call.request.header("Content-Type"), call.request.body);
    if (const auto* refused = std::get_if<WireRefusal>(&read)) {
        answer(call, errorAnswer(refused->status, refused->message));
        return;
    }
    const WireRequest& wanted = std::get<WireRequest>(read);
    const std::optional<Terms> terms = termsOf(wanted);
    if (!terms)
        answer(
            call, errorAnswer(403, QStringLiteral("Model %1 is not available to this workspace.").arg(wanted.model)));
    else if (isQuote)
        answer(call, priceQuoteAnswer(endpoint.billingIdentifier, wanted.count, terms->price, terms->isEstimate));
    else
        generate(call, endpoint, wanted, *terms);
}

std::optional<SandboxService::Terms> SandboxService::termsOf(const WireRequest& wanted)
{
    const Model* model = m_catalog.model(wanted.model);
    if (!model || model->speeds.empty())
        return {};
    const SpeedOption* speed = wanted.speed.isEmpty() ? nullptr : model->speed(wanted.speed);
    Terms terms;
    if (!speed) { // a speed without a published price, or none to choose
        terms.isEstimate = !wanted.speed.isEmpty();
        speed = &*std::max_element(model->speeds.begin(), model->speeds.end(),
            [](const SpeedOption& a, const SpeedOption& b) { return a.price < b.price; });
    }
    terms.price = speed->price * wanted.count;
    terms.typical = speed->typicalDuration;
    const double spread =
        0.85 + 0.3 * stableFraction(wanted.prompt.toUtf8() + QByteArray::number(wanted.seed.value_or(0)));
    terms.duration =
        m_options.latency.value_or(milliseconds(std::llround(static_cast<double>(terms.typical.count()) * spread)));
    return terms;
}

std::optional<HttpResponse> SandboxService::refusal(
    const WireEndpoint& endpoint, const WireRequest& wanted, const Terms& terms)
{
    if (!m_contract.blockedWordIn(wanted.prompt).isEmpty())
        return errorAnswer(
            422, QStringLiteral("Prompt provided failed safety check due to the inclusion of prohibited content."));
    if (m_options.balance && stats().billed + terms.price > *m_options.balance)
        return generationErrorAnswer(
            402, QStringLiteral("The balance does not cover this request."), QStringLiteral("insufficient_funds"));
    const int inFlight = m_book.imagesInFlight(m_clock.steady()) + wanted.count;
    if (inFlight > m_options.maxInFlight)
        return inflightAnswer(m_options.maxInFlight, terms.typical < slowFrom);
    count([&](SandboxStats& stats) {
        stats.maxInFlight = std::max(stats.maxInFlight, inFlight);
        if (!endpoint.isLegacy && !wanted.isPrivate)
            ++stats.publicRequests;
    });
    return {};
}

void SandboxService::generate(Call& call, const WireEndpoint& endpoint, const WireRequest& wanted, const Terms& terms)
{
    if (const std::optional<HttpResponse> refused = refusal(endpoint, wanted, terms)) {
        answer(call, *refused);
        return;
    }
    const SandboxGeneration& generation = m_book.add(begin(endpoint, wanted, terms, call));
    count([&](SandboxStats& stats) {
        ++stats.generations;
        countOne(stats.generationsByPrompt, wanted.prompt);
        stats.images += wanted.count;
        if (generation.failure.isEmpty())
            stats.billed += terms.price;
    });
    if (generation.failure.isEmpty())
        m_usage.add({m_clock.now(), endpoint.billingIdentifier.isEmpty() ? wanted.model : endpoint.billingIdentifier,
            endpoint.route, wanted.count, terms.price, call.request.header("Api-Key")});
    if (generation.failure.isEmpty()) {
        for (const SandboxImage& image : generation.images) {
            if (!image.isWithheld)
                m_shelf.prepare(image.id, image.paint);
        }
    }
    if (!wanted.isAsync) {
        answerSynchronously(call, endpoint, generation, terms);
        return;
    }
    QJsonObject body{{QStringLiteral("generation_id"), generation.id},
        {QStringLiteral("seed"), generation.images.constFirst().paint.seed}};
    if (generation.hasKind)
        body.insert(QStringLiteral("generation_kind"), QStringLiteral("sampling"));
    answer(call, HttpResponse::json(200, QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

SandboxGeneration SandboxService::begin(
    const WireEndpoint& endpoint, const WireRequest& wanted, const Terms& terms, const Call& call)
{
    SandboxGeneration generation;
    generation.id = m_book.newId();
    generation.created = m_clock.now();
    generation.finishes = m_clock.steady() + terms.duration;
    generation.prompt = wanted.expandsPrompt ? expandedPrompt(wanted.prompt) : wanted.prompt;
    generation.style = wanted.style;
    generation.hasKind = endpoint.hasGenerationKind;
    const bool withheld =
        m_contract.isWithheld(wanted.prompt) || (call.fault && call.fault->kind == FaultKind::Withheld);
    if (call.fault && call.fault->kind == FaultKind::GenerationFailed)
        generation.failure = call.fault->reason;
    const qint64 firstSeed = seedFor(wanted);
    for (int i = 0; i < wanted.count; ++i) {
        const qint64 seed = (firstSeed + i) % (maxSeed + 1);
        generation.images.append(
            {m_book.newId(), {wanted.prompt, wanted.style, wanted.size, seed, wanted.palette}, withheld});
    }
    return generation;
}

qint64 SandboxService::seedFor(const WireRequest& wanted)
{
    if (wanted.seed)
        return *wanted.seed;
    if (m_seedsChosen.size() > maxCountedPrompts)
        m_seedsChosen.clear();
    const int turn = m_seedsChosen[wanted.prompt]++;
    return static_cast<qint64>(
        stableFraction(wanted.prompt.toUtf8() + '#' + QByteArray::number(turn)) * static_cast<double>(maxSeed));
}

void SandboxService::answerSynchronously(
    const Call& call, const WireEndpoint& endpoint, const SandboxGeneration& generation, const Terms& terms)
{
    if (terms.duration > m_options.syncLimit) {
        answer(call, errorAnswer(503, QStringLiteral("The request took too long.")), m_options.syncLimit);
        return;
    }
    if (!generation.failure.isEmpty()) {
        answer(call, errorAnswer(500, QStringLiteral("The generation failed: %1").arg(generation.failure)),
            terms.duration);
        return;
    }
    QJsonObject body{{QStringLiteral("data"), dataOf(generation, call, endpoint.isLegacy, false)}};
    if (endpoint.isLegacy) {
        body.insert(QStringLiteral("created"), wireTime(generation.created));
    } else {
        body.insert(QStringLiteral("generation_id"), generation.id);
        body.insert(QStringLiteral("seed"), generation.images.constFirst().paint.seed);
        if (generation.hasKind)
            body.insert(QStringLiteral("generation_kind"), QStringLiteral("sampling"));
    }
    answer(call, HttpResponse::json(200, QJsonDocument(body).toJson(QJsonDocument::Compact)), terms.duration);
}

bool SandboxService::endsEarly(const Call& call) const
{
    if (!call.fault || call.fault->afterAccept)
        return false;
    const FaultAction& fault = *call.fault;
    switch (fault.kind) {
    case FaultKind::Status: call.reply.sendAfter(fault.delay, fault.response); return true;
    case FaultKind::InflightLimit:
        call.reply.sendAfter(fault.delay, inflightAnswer(fault.maxInFlight, true));
        return true;
    case FaultKind::InsufficientFunds:
        call.reply.sendAfter(fault.delay,
            generationErrorAnswer(
                402, QStringLiteral("The balance does not cover this request."), QStringLiteral("insufficient_funds")));
        return true;
    default: break;
    }
    const std::optional<Misbehaviour> how = misbehaviourOf(fault.kind);
    if (!how)
        return false;
    call.reply.misbehave(*how, HttpResponse::json(200, "{}"), fault.delay, fault.drip);
    return true;
}

void SandboxService::answer(const Call& call, const HttpResponse& response, milliseconds delay) const
{
    if (!call.fault) {
        call.reply.sendAfter(delay, response);
        return;
    }
    const FaultAction& fault = *call.fault;
    delay += fault.delay;
    if (const std::optional<Misbehaviour> how = misbehaviourOf(fault.kind)) {
        call.reply.misbehave(*how, response, delay, fault.drip);
    } else if (fault.kind == FaultKind::Empty200) {
        call.reply.sendAfter(delay, HttpResponse::json(200, {}));
    } else if (fault.kind == FaultKind::Status) {
        call.reply.sendAfter(delay, fault.response);
    } else {
        call.reply.sendAfter(delay, response);
    }
}

} // namespace batchroom
