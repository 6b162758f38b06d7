// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/decide_outcome.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace batchroom {

namespace {

using std::chrono::milliseconds;

QString tr(const char* text)
{
    return QCoreApplication::translate("JobQueue", text);
}

// The provider's reason behind our sentence, if it gave one.
QString withReason(const QString& sentence, const QString& reason)
{
    const QString trimmed = reason.trimmed();
    return trimmed.isEmpty() ? sentence : sentence + QLatin1Char(' ') + tr("Reason given: %1").arg(trimmed);
}

// A provider's sentence for the person says what happened, what became of the money and what to do. Ours beside it
// would say it twice, so it only stands in.
QString toldBy(const QString& provider, const QString& ours)
{
    const QString trimmed = provider.trimmed();
    return trimmed.isEmpty() ? ours : trimmed;
}

QString unknownMessage()
{
    return tr("The request was sent, but no trustworthy answer came back. It may have been charged. "
              "Decide whether to send it again (a second charge is possible) or to write it off.");
}

NextState unknown(const QString& outcome, const QString& detail, std::optional<int> status = std::nullopt)
{
    return {.settlement = {.event = JobEvent::OutcomeLost,
                .billed = Billed::Unknown,
                .outcome = outcome,
                .message = unknownMessage(),
                .detail = detail,
                .status = status}};
}

NextState withId(NextState next, const QString& generationId)
{
    next.settlement.generationId = generationId;
    if (!generationId.isEmpty())
        next.settlement.message += QLatin1Char(' ')
            + tr("The provider named the generation (%1), so it can first be asked for free what became of it.")
                  .arg(generationId);
    return next;
}

NextState gone(const GenerationGone& outcome)
{
    NextState next = unknown(QStringLiteral("generation_gone"), outcome.message, 404);
    next.settlement.message =
        tr("The provider was asked and does not know this generation. It may have been charged all the same. Decide "
           "whether to send it again (a second charge is possible) or to write it off.");
    return next;
}

NextState requeued(const QString& outcome, Delay delay, const QString& message, const QString& detail)
{
    return {.settlement = {.event = JobEvent::TurnedAway,
                .billed = Billed::No,
                .outcome = outcome,
                .message = message,
                .detail = detail,
                .usesUpAttempt = false},
        .delay = delay};
}

NextState withPicture(const QString& outcome, const QList<ReturnedImage>& images)
{
    NextState next;
    next.settlement.outcome = outcome;
    next.settlement.billed = Billed::Yes;
    next.settlement.images = images;
    next.settlement.seed = images.first().seed;
    next.settlement.event = JobEvent::Completed;
    if (images.first().isWithheld()) {
        next.settlement.event = JobEvent::Withheld;
        next.settlement.outcome = QStringLiteral("withheld");
        next.settlement.message = tr("The provider made this image and kept it back as unsafe. It was charged. "
                                     "Change the prompt before trying again.");
    }
    return next;
}

NextState decide(const NotSent& outcome)
{
    return requeued(QStringLiteral("not_sent"), Delay::Backoff,
        tr("The provider could not be reached. Nothing was sent and nothing charged; it is tried again by itself."),
        outcome.message);
}

NextState decide(const AnswerLost& outcome)
{
    return withId(unknown(QStringLiteral("answer_lost"), outcome.message), outcome.generationId);
}

NextState decide(const Accepted& outcome)
{
    if (outcome.generationId.isEmpty())
        return unknown(QStringLiteral("answer_lost"), QStringLiteral("accepted without a generation id"));
    return {.settlement = {.event = JobEvent::Accepted,
                .billed = Billed::Pending,
                .outcome = QStringLiteral("accepted"),
                .generationId = outcome.generationId,
                .seed = outcome.seed}};
}

NextState decide(const ImagesReturned& outcome)
{
    if (outcome.images.isEmpty())
        return unknown(QStringLiteral("answer_lost"), QStringLiteral("answered without an image"));
    NextState next = withPicture(QStringLiteral("images"), outcome.images);
    next.settlement.generationId = outcome.generationId;
    return next;
}

NextState decide(const Throttled& outcome)
{
    NextState next = requeued(QStringLiteral("throttled"), Delay::Jitter,
        tr("The provider is busy with other images of this account; it is tried again by itself."), outcome.message);
    next.settlement.status = 429;
    next.placeLimit = outcome.maxInFlight;
    next.retryAfter = outcome.retryAfter;
    return next;
}

NextState decide(const AccountRefused& outcome)
{
    NextState next = requeued(QStringLiteral("account_refused"), Delay::None, {}, outcome.message);
    next.hold = holdFor(outcome.problem, outcome.message);
    return next;
}

NextState decide(const RequestRejected& outcome)
{
    const QString ours = outcome.bySafetyCheck
        ? tr(
            "The provider's safety check refused this prompt. Nothing was charged. Edit the prompt and queue it again.")
        : tr("The provider refused this request. Nothing was charged. Edit it and queue it again.");
    QString message = toldBy(outcome.message, ours);
    if (outcome.status == 0 && message != ours)
        message += QLatin1Char(' ') + tr("Nothing was sent, and nothing charged.");
    return {.settlement = {.event = JobEvent::Refused,
                .billed = Billed::No,
                .outcome = QStringLiteral("rejected"),
                .message = message,
                .detail = outcome.message,
                .status = outcome.status}};
}

NextState decide(const ServerFault& outcome)
{
    return withId(unknown(QStringLiteral("server_fault"), outcome.message, outcome.status), outcome.generationId);
}

// Cancelled while in flight: whatever came of it is thrown away; only a running generation must still be watched,
// because it occupies a place and says in the end whether it was charged.
NextState discarded(NextState next, const OutcomeContext& context)
{
    if (next.settlement.event == JobEvent::Accepted)
        return next;
    next.settlement.event = JobEvent::ResultDiscarded;
    next.delay = Delay::None;
    switch (next.settlement.billed) {
    case Billed::No: next.settlement.message = cancelledMessage(context.earlierCharge); break;
    case Billed::Unknown: next.settlement.message = tr("Cancelled while it was sent; it may have been charged."); break;
    default: next.settlement.message = tr("Cancelled while it was made: the result was discarded and still charged.");
    }
    return next;
}

NextState failedGeneration(const GenerationFailed& outcome, const OutcomeContext& context)
{
    const bool isLast = context.failures >= generationRetries;
    const QString sentence = isLast
        ? tr("The provider failed to make this image three times. Nothing was charged.")
        : tr("The provider failed to make this image. Nothing was charged; it is tried again by itself.");
    return {.settlement = {.event = isLast ? JobEvent::FailedTooOften : JobEvent::GenerationFailed,
                .billed = Billed::No,
                .outcome = QStringLiteral("generation_failed"),
                .message = withReason(sentence, outcome.reason),
                .detail = outcome.reason,
                .isFailure = true},
        .delay = isLast ? Delay::None : Delay::Backoff};
}

// The built-in Sandbox knows nothing of what an earlier run asked it for.
NextState forgotten()
{
    return {.settlement = {.event = JobEvent::GenerationFailed,
                .billed = Billed::No,
                .outcome = QStringLiteral("generation_forgotten"),
                .detail = QStringLiteral("the Sandbox was started anew"),
                .usesUpAttempt = false}};
}

NextState completed(const GenerationCompleted& outcome)
{
    NextState next =
        withPicture(QStringLiteral("completed"), outcome.images.isEmpty() ? QList<ReturnedImage>{{}} : outcome.images);
    next.settlement.charged = outcome.charged;
    return next;
}

} // namespace

Hold holdFor(AccountProblem problem, const QString& providerMessage)
{
    const auto hold = [&](HoldReason reason, const QString& ours) -> Hold {
        const QString message = toldBy(providerMessage, ours);
        return {reason,
            message == ours ? ours
                            : message + QLatin1Char(' ') + tr("Until then nothing is sent, and nothing is lost.")};
    };
    switch (problem) {
    case AccountProblem::OutOfCredit:
        return hold(HoldReason::OutOfCredit,
            tr("The account is out of credit. Nothing more is sent, and nothing is lost. Add credit at the provider, "
               "then continue."));
    case AccountProblem::KeyRefused:
        return hold(HoldReason::KeyRefused,
            tr("The provider refused the API key. Nothing more is sent, and nothing is lost. Check the key in "
               "Settings, then continue."));
    case AccountProblem::NotAllowed:
        return hold(HoldReason::NotAllowed,
            tr("The provider does not allow this account to use the model. Nothing more is sent, and nothing is lost. "
               "Choose another model or ask the provider, then continue."));
    case AccountProblem::KeyMissing:
        return {HoldReason::KeyMissing,
            tr("There is no API key for this account. Nothing was sent, and nothing is lost. Enter the key in "
               "Settings, then continue.")};
    }
    return {};
}

NextState decideOutcome(const SendOutcome& outcome, const OutcomeContext& context)
{
    NextState next = std::visit([](const auto& what) { return decide(what); }, outcome);
    return context.isDiscarded ? discarded(std::move(next), context) : next;
}

std::optional<NextState> decidePoll(
    const PollOutcome& outcome, const OutcomeContext& context, std::chrono::milliseconds age)
{
    std::optional<NextState> next;
    if (const auto* done = std::get_if<GenerationCompleted>(&outcome))
        next = completed(*done);
    else if (const auto* failed = std::get_if<GenerationFailed>(&outcome))
        next = failedGeneration(*failed, context);
    else if (std::holds_alternative<GenerationGone>(outcome) && context.isFree && !context.isAskedAgain)
        next = forgotten();
    else if (const auto* unheardOf = std::get_if<GenerationGone>(&outcome);
             unheardOf && (age > generationLifetime || context.isAskedAgain))
        next = gone(*unheardOf);
    else if (std::holds_alternative<StillPending>(outcome) && age > generationLifetime)
        next = unknown(QStringLiteral("generation_gone"), QStringLiteral("still not finished after 24 hours"));
    if (next && context.isDiscarded)
        return discarded(*std::move(next), context);
    return next;
}

Settlement decideInterrupted()
{
    return {.event = JobEvent::OutcomeLost,
        .billed = Billed::Unknown,
        .outcome = QStringLiteral("interrupted"),
        .message = tr("Batchroom was stopped while this was being sent. It may have been charged. Decide whether to "
                      "send it again (a second charge is possible) or to write it off.")};
}

qint64 linkLivesUntilMs(const QUrl& link, qint64 answeredMs)
{
    constexpr qint64 leastSeconds = 1'500'000'000; // 2017: anything below is not a date
    constexpr milliseconds longest = std::chrono::hours(24 * 7);
    const QUrlQuery query(link);
    for (const auto& [name, value] : query.queryItems()) {
        const bool isExpiry = name.compare(QLatin1StringView("exp"), Qt::CaseInsensitive) == 0
            || name.compare(QLatin1StringView("expires"), Qt::CaseInsensitive) == 0;
        bool ok = false;
        const qint64 seconds = value.toLongLong(&ok);
        if (isExpiry && ok && seconds >= leastSeconds && seconds < leastSeconds * 10)
            return std::min(seconds * 1000, answeredMs + longest.count());
    }
    return answeredMs + milliseconds(generationLifetime).count();
}

NextState decideDownload(DownloadEnd end, const QString& reason, const OutcomeContext& context)
{
    const bool isExpired = end == DownloadEnd::LinkExpired;
    const QString sentence = isExpired
        ? tr("The provider's link expired before the image was downloaded. It was charged; it can be bought again.")
        : tr("Failed download: the image was made and charged, but could not be fetched. Retry downloads it again "
             "without a new payment.");
    NextState next{.settlement = {.event = isExpired ? JobEvent::LinkExpired : JobEvent::DownloadFailed,
                       .billed = Billed::Yes,
                       .outcome = isExpired ? QStringLiteral("expired") : QStringLiteral("failed_download"),
                       .message = withReason(sentence, reason),
                       .detail = reason}};
    return context.isDiscarded ? discarded(std::move(next), context) : next;
}

} // namespace batchroom
