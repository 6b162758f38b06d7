// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/decode_answers.h"

#include "app/ideogram/error_body.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace batchroom {

namespace {

constexpr qsizetype maxImages = 64;         // a sane bound for one answer; the API's is 8
constexpr qint64 maxMicros = 1'000'000'000; // no image costs 1,000 dollars

QString tr(const char* text)
{
    return QCoreApplication::translate("IdeogramProvider", text);
}

// Our sentence, then the provider's own words.
QString withWords(const QString& sentence, const QString& words)
{
    return words.isEmpty() ? sentence : sentence + QLatin1Char(' ') + tr("Ideogram says: “%1”").arg(words);
}

std::optional<qint64> wholeNumber(const QJsonValue& value, qint64 max)
{
    const qint64 number = value.isDouble() ? value.toInteger(-1) : -1;
    return number >= 0 && number <= max ? std::optional<qint64>(number) : std::nullopt;
}

QSize pixelsIn(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("\\A(\\d{1,5})x(\\d{1,5})\\z"));
    const QRegularExpressionMatch match = shape.match(text);
    const QSize size = match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
    return size.isEmpty() ? QSize() : size;
}

QUrl trustworthyUrl(const QString& text, const QUrl& apiBase)
{
    if (text.size() > 8192)
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const UrlRules anywhere{{}, apiBase.host(QUrl::FullyEncoded), AddressScope::PublicOnly};
    return checkUrl(url, anywhere) ? url : QUrl();
}

// Nothing when the entry names no link and does not say that there is none.
std::optional<ReturnedImage> imageIn(const QJsonValue& value, const QUrl& apiBase)
{
    const QJsonObject object = value.toObject();
    const QJsonValue link = object.value(QLatin1StringView("url"));
    const QJsonValue safe = object.value(QLatin1StringView("is_image_safe"));
    ReturnedImage image;
    image.isSafe = safe.toBool(true);
    image.url = trustworthyUrl(link.toString(), apiBase);
    const bool isAbsent = link.isUndefined() || link.isNull() || (link.isString() && link.toString().isEmpty());
    if (image.url.isEmpty() && !(isAbsent && safe.isBool()))
        return std::nullopt;
    image.prompt = object.value(QLatin1StringView("prompt")).toString();
    image.resolution = pixelsIn(object.value(QLatin1StringView("resolution")).toString());
    image.seed = wholeNumber(object.value(QLatin1StringView("seed")), std::numeric_limits<qint64>::max());
    return image;
}

QList<ReturnedImage> imagesIn(const QJsonObject& object, const QUrl& apiBase)
{
    QList<ReturnedImage> images;
    const QJsonArray data = object.value(QLatin1StringView("data")).toArray();
    for (const QJsonValue& entry : data) {
        if (images.size() == maxImages)
            break;
        if (const std::optional<ReturnedImage> image = imageIn(entry, apiBase))
            images.append(*image);
    }
    return images;
}

QString idIn(const QJsonObject& object)
{
    return trustworthyId(object.value(QLatin1StringView("generation_id")).toString());
}

AccountRefused accountRefused(AccountProblem problem, const QString& words)
{
    switch (problem) {
    case AccountProblem::OutOfCredit:
        return {problem,
            withWords(tr("The Ideogram account has no credit or plan for this, so nothing was made or charged. Add "
                         "credit at ideogram.ai, then continue the queue."),
                words)};
    case AccountProblem::KeyRefused:
        return {problem,
            withWords(tr("Ideogram does not accept this API key. Nothing was made or charged. Check the key in the "
                         "settings, or create a new one at ideogram.ai."),
                words)};
    case AccountProblem::NotAllowed:
        return {problem,
            withWords(tr("This Ideogram account may not use that model or feature. Nothing was made or charged. Choose "
                         "another model, or ask Ideogram for access."),
                words)};
    case AccountProblem::KeyMissing: break;
    }
    return {problem, words};
}

std::optional<AccountProblem> accountProblem(int status, const QString& rejectReason)
{
    static const QStringList credit{QStringLiteral("insufficient_funds"), QStringLiteral("subscription_required"),
        QStringLiteral("daily_limit"), QStringLiteral("priority_credit_required")};
    if (credit.contains(rejectReason))
        return AccountProblem::OutOfCredit;
    if (rejectReason == QLatin1StringView("feature_limit"))
        return AccountProblem::NotAllowed;
    switch (status) {
    case 401: return AccountProblem::KeyRefused;
    case 402: return AccountProblem::OutOfCredit;
    case 403: return AccountProblem::NotAllowed;
    default: return std::nullopt;
    }
}

QString rejectedSentence(int status)
{
    switch (status) {
    case 404: return tr("Ideogram does not know this model or address. Nothing was made or charged.");
    case 413: return tr("The request is too large for Ideogram. Nothing was made or charged.");
    case 422:
        return tr("Ideogram's safety check refused this prompt. Nothing was made or charged. Edit the prompt, then try "
                  "again.");
    default:
        return tr("Ideogram refused this request (status %1). Nothing was made or charged. Change the settings or the "
                  "prompt, then try again.")
            .arg(status);
    }
}

// Statuses of which the provider says that nothing is made or charged. Any other one, from whatever hop, says nothing.
bool isKnownRefusal(int status)
{
    switch (status) {
    case 400:
    case 401:
    case 402:
    case 403:
    case 404:
    case 405:
    case 413:
    case 414:
    case 415:
    case 422:
    case 429: return true;
    default: return false;
    }
}

SendOutcome refusal(int status, const ErrorBody& error, std::optional<std::chrono::milliseconds> retryAfter)
{
    const bool isRefusal = isKnownRefusal(status);
    if (status == 429 || (isRefusal && error.rejectReason == QLatin1StringView("inflight_limit"))) {
        const std::optional<AccountProblem> problem = accountProblem(status, error.rejectReason);
        if (!problem || error.rejectReason == QLatin1StringView("inflight_limit"))
            return Throttled{withWords(tr("Ideogram asks to wait: too much is in progress."), error.message),
                error.maxInFlight, retryAfter};
    }
    if (isRefusal) {
        if (const std::optional<AccountProblem> problem = accountProblem(status, error.rejectReason))
            return accountRefused(*problem, error.message);
        return RequestRejected{status, withWords(rejectedSentence(status), error.message), status == 422};
    }
    if (status >= 400 && status < 600) {
        QString words = error.message;
        if (!error.generationId.isEmpty())
            words += QLatin1Char(' ') + tr("(generation %1)").arg(error.generationId);
        return ServerFault{status,
            withWords(tr("Ideogram had a fault (status %1). The picture may have been made and charged all the same.")
                          .arg(status),
                words.trimmed()),
            error.generationId};
    }
    return AnswerLost{
        tr("Ideogram's server answered in an unexpected way (status %1). The picture may have been made and charged.")
            .arg(status),
        error.generationId};
}

AnswerLost unreadable(const QString& generationId, const QString& words = {})
{
    QString sentence = tr("Ideogram took the request, but its answer could not be read. The picture may have been made "
                          "and charged.");
    if (!generationId.isEmpty())
        sentence += QLatin1Char(' ') + tr("It is generation %1.").arg(generationId);
    return {withWords(sentence, words), generationId};
}

bool isErrorStatus(std::optional<int> status)
{
    return status && *status >= 400 && *status < 600;
}

PollOutcome pollFault(const QString& words, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    return PollFault{
        withWords(tr("Ideogram could not say how far this picture is. Batchroom asks again."), words), retryAfter};
}

PollOutcome refusedPoll(int status, const ErrorBody& error, std::optional<std::chrono::milliseconds> retryAfter)
{
    if (status == 400 || status == 404 || status == 410)
        return GenerationGone{withWords(tr("Ideogram no longer knows this generation."), error.message)};
    if (status == 401 || status == 402 || status == 403) {
        const AccountProblem problem = accountProblem(status, error.rejectReason).value_or(AccountProblem::KeyRefused);
        return accountRefused(problem, error.message);
    }
    return pollFault(error.message, retryAfter);
}

PollOutcome completed(const QJsonObject& object, const QUrl& apiBase)
{
    const QList<ReturnedImage> images = imagesIn(object, apiBase);
    if (images.isEmpty())
        return pollFault(tr("It is said to be complete, but no picture is named."));
    GenerationCompleted outcome{images, std::nullopt};
    if (const auto micros = wholeNumber(object.value(QLatin1StringView("usage_cost_usd_micros")), maxMicros))
        outcome.charged = Money::fromMicros(*micros);
    return outcome;
}

QJsonObject objectIn(const ReceivedAnswer& answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

} // namespace

SendOutcome decodeRefusal(int status, const ReceivedAnswer& answer)
{
    return refusal(status, readErrorBody(answer.body), answer.retryAfter);
}

SendOutcome decodeSubmit(const ReceivedAnswer& answer, const QUrl& apiBase)
{
    if (!answer.isSuccess())
        return decodeRefusal(answer.status, answer);
    const QJsonObject object = objectIn(answer);
    const QString id = object.isEmpty() ? idInFragment(answer.body) : idIn(object);
    if (object.isEmpty() || !answer.isComplete)
        return unreadable(id);
    if (const QList<ReturnedImage> images = imagesIn(object, apiBase); !images.isEmpty())
        return ImagesReturned{id, images};
    if (!id.isEmpty())
        return Accepted{id, wholeNumber(object.value(QLatin1StringView("seed")), std::numeric_limits<qint64>::max())};
    // A failure after the answer had begun arrives as a 200 that carries its real status.
    const ErrorBody error = readErrorBody(object);
    if (isErrorStatus(error.embeddedStatus))
        return refusal(*error.embeddedStatus, error, answer.retryAfter);
    return unreadable({}, error.message);
}

AnswerLost lostAnswer(const HttpAnswerLost& lost)
{
    const QString id = idInFragment(lost.partial);
    QString sentence =
        lost.error.what + QLatin1Char(' ') + tr("The picture may have been made and charged all the same.");
    if (!id.isEmpty())
        sentence += QLatin1Char(' ') + tr("It is generation %1.").arg(id);
    return {sentence, id};
}

PollOutcome decodePoll(const ReceivedAnswer& answer, const QString& generationId, const QUrl& apiBase)
{
    const ErrorBody error = readErrorBody(answer.body);
    if (!answer.isSuccess())
        return refusedPoll(answer.status, error, answer.retryAfter);
    const QJsonObject object = objectIn(answer);
    if (object.isEmpty())
        return pollFault({}, answer.retryAfter);
    const QJsonValue named = object.value(QLatin1StringView("generation_id"));
    if (!named.isUndefined() && !named.isNull() && named.toString() != generationId)
        return pollFault(tr("The answer is about another generation."), answer.retryAfter);
    const QString status = object.value(QLatin1StringView("status")).toString().toLower();
    if (status.isEmpty() && isErrorStatus(error.embeddedStatus))
        return refusedPoll(*error.embeddedStatus, error, answer.retryAfter);
    if (status == QLatin1StringView("completed") || (status.isEmpty() && object.contains(QLatin1StringView("data"))))
        return completed(object, apiBase);
    if (status == QLatin1StringView("failed")) {
        const QString reason = oneLine(object.value(QLatin1StringView("failure_reason")).toString());
        return GenerationFailed{reason.isEmpty() ? error.message : reason};
    }
    return status.isEmpty() ? pollFault(error.message, answer.retryAfter) : StillPending{answer.retryAfter};
}

std::optional<Quote> decodeQuote(const ReceivedAnswer& answer)
{
    const QJsonObject object = objectIn(answer);
    if (!answer.isSuccess() || object.value(QLatin1StringView("object")).toString() != QLatin1StringView("price_quote"))
        return std::nullopt;
    const std::optional<qint64> micros = wholeNumber(object.value(QLatin1StringView("usd_micros")), maxMicros);
    if (!micros)
        return std::nullopt;
    const bool isExact = object.value(QLatin1StringView("qualifier")).toString() == QLatin1StringView("exact");
    return Quote{Money::fromMicros(*micros), isExact, false, {}};
}

bool isRealGeneration(const ReceivedAnswer& answer)
{
    const QJsonObject object = objectIn(answer);
    return answer.isSuccess()
        && (object.contains(QLatin1StringView("generation_id")) || object.contains(QLatin1StringView("data")));
}

DownloadOutcome decodeDownload(ReceivedAnswer answer)
{
    if (answer.status == 403 || answer.status == 404 || answer.status == 410)
        return LinkExpired{tr("The link to this picture is no longer valid.")};
    if (answer.status != 200)
        return DownloadFault{tr("The image server answered with status %1. Batchroom tries again.").arg(answer.status),
            answer.retryAfter};
    if (answer.body.isEmpty())
        return DownloadFault{tr("The image server sent an empty file. Batchroom tries again."), answer.retryAfter};
    return Downloaded{std::move(answer.body)};
}

} // namespace batchroom
