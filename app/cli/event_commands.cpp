// SPDX-License-Identifier: GPL-3.0-or-later
// listen, events, callbacks: what others tell us, and what we tell them.
#include "app/cli/commands.h"
#include "app/cli/import_command.h"
#include "app/cli/open_studio.h"
#include "app/cli/rule_work.h"
#include "app/store/outbox_repository.h"
#include "app/studio/callback_desk.h"
#include "app/studio/event_desk.h"

#include <QCoreApplication>
#include <QDateTime>

namespace batchroom::cli {

namespace {

constexpr int usualLimit = 100;

QString tr(const char* text)
{
    return QCoreApplication::translate("EventCommands", text);
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject jsonOf(const Arrival& arrival)
{
    return {
        {QStringLiteral("type"), QStringLiteral("event")},
        {QStringLiteral("id"), textOrNull(arrival.event.eventId)},
        {QStringLiteral("event"), textOrNull(arrival.event.type)},
        {QStringLiteral("sender"), arrival.event.sender},
        {QStringLiteral("verdict"), arrivalVerdictName(arrival.verdict)},
        {QStringLiteral("reason"), textOrNull(arrival.reason)},
        {QStringLiteral("received"), timeText(arrival.atMs)},
    };
}

void sayArrival(Console& console, const Arrival& arrival)
{
    console.json(jsonOf(arrival));
    console.say(QStringLiteral("%1  %2  %3  %4 %5")
                    .arg(timeText(arrival.atMs), arrivalVerdictName(arrival.verdict).leftJustified(9),
                        arrival.event.sender, arrival.event.type, arrival.event.eventId)
        + (arrival.reason.isEmpty() ? QString() : QStringLiteral("  ") + arrival.reason));
}

void sayEvent(Console& console, const InboxEvent& event)
{
    console.json({
        {QStringLiteral("type"), QStringLiteral("event")},
        {QStringLiteral("number"), event.id.value},
        {QStringLiteral("id"), event.event.eventId},
        {QStringLiteral("event"), event.event.type},
        {QStringLiteral("sender"), event.event.sender},
        {QStringLiteral("received"), timeText(event.receivedMs)},
        {QStringLiteral("handled"), event.handledMs ? QJsonValue(timeText(*event.handledMs)) : QJsonValue()},
        {QStringLiteral("outcome"), textOrNull(event.outcome)},
        {QStringLiteral("needs_you"), event.needsPerson},
        {QStringLiteral("body"), QString::fromUtf8(event.event.body)},
    });
    console.say(QStringLiteral("%1  %2  %3  %4  %5")
                    .arg(event.id.value, 6)
                    .arg(timeText(event.receivedMs), event.event.sender, event.event.type, event.outcome));
}

void sayCallback(Console& console, const OutboxMessage& message)
{
    console.json({
        {QStringLiteral("type"), QStringLiteral("callback")},
        {QStringLiteral("number"), message.id.value},
        {QStringLiteral("id"), message.messageId},
        {QStringLiteral("event"), message.type},
        {QStringLiteral("endpoint"), message.endpoint},
        {QStringLiteral("state"), outboxStateName(message.state)},
        {QStringLiteral("tries"), message.tries},
        {QStringLiteral("next_try"),
            message.state == OutboxState::Waiting && message.nextTryMs > 0 ? QJsonValue(timeText(message.nextTryMs))
                                                                           : QJsonValue()},
        {QStringLiteral("status"), message.lastStatus ? QJsonValue(*message.lastStatus) : QJsonValue()},
        {QStringLiteral("message"), textOrNull(message.lastMessage)},
    });
    console.say(
        QStringLiteral("%1  %2  %3  %4  %5")
            .arg(message.id.value, 6)
            .arg(outboxStateName(message.state).leftJustified(9), message.type, message.endpoint, message.lastMessage));
}

int limitOf(const Options& options)
{
    return options.limit > 0 ? options.limit : usualLimit;
}

void finishWith(const std::optional<Error>& problem, Console& console, const Finish& finish)
{
    if (problem)
        console.fail(*problem);
    finish(problem ? libraryUnavailable : everythingDone);
}

} // namespace

// Others in the network can reach it then, and what they send is read by whoever is between.
bool isAddressAgreed(const Options& options, Console& console)
{
    if (options.address.isLoopback() || options.yes)
        return true;
    const QString warning =
        tr("At %1 everybody in that network can send to this listener, and nothing is encrypted. What is "
           "not signed is refused all the same. A tunnel or a reverse proxy that leads to 127.0.0.1 is "
           "safer.")
            .arg(options.address.toString());
    if (console.canAsk()) {
        console.say(warning);
        return console.ask(tr("Listen there all the same? [y/N]"));
    }
    console.fail({ErrorCode::BadInput, warning + QLatin1Char(' ') + tr("Add --yes to listen there all the same."), {}});
    return false;
}

int listenCommand(const Options& options, Console& console)
{
    if (!isAddressAgreed(options, console))
        return console.canAsk() ? everythingDone : badUsage;
    bool isListening = false;
    const int code = withStudio(options, console, WhichBatches::All, [&](Studio& studio, const Finish& finish) {
        struct Listening : QObject {
            std::shared_ptr<QObject> rules;
        };
        auto guard = std::make_shared<Listening>();
        QObject::connect(&studio.events(), &EventDesk::arrived, guard.get(),
            [&console](const Arrival& arrival) { sayArrival(console, arrival); });
        const Result<QList<Secret>> gitHub = options.gitHubSecretFile.isEmpty()
            ? Result<QList<Secret>>(QList<Secret>())
            : readGitHubSecrets(options.gitHubSecretFile);
        const Result<SenderKeys> keys =
            options.secretFile.isEmpty() ? Result<SenderKeys>(SenderKeys{}) : readSenderKeys(options.secretFile);
        if (!keys || !gitHub) {
            console.fail(keys ? gitHub.error() : keys.error());
            finish(badUsage);
            return guard;
        }
        const Result<quint16> port = studio.events().listen({.address = options.address.toString(),
            .port = static_cast<quint16>(options.port),
            .callbackKeys = *keys,
            .gitHubSecrets = *gitHub,
            .keysUrl = options.keysUrl});
        if (!port) {
            console.fail(port.error());
            finish(badUsage);
            return guard;
        }
        isListening = true;
        // Always JSON: programs wait for this first line (design.md section 6).
        Console(OutputForm::Json)
            .json({{QStringLiteral("type"), QStringLiteral("listening")}, {QStringLiteral("port"), *port}});
        const QString place = QStringLiteral("%1:%2").arg(options.address.toString()).arg(*port);
        console.say(
            tr("Webhooks come in at http://%1/webhooks/ideogram and /webhooks/ideogram-callback. Ctrl+C ends it.")
                .arg(place));
        if (!gitHub->isEmpty())
            console.say(tr("GitHub's come in at http://%1/webhooks/github.").arg(place));
        if (options.secretFile.isEmpty())
            console.say(tr("Without --secret-file nothing is taken at /webhooks/ideogram-callback."));
        guard->rules = carryOutRules(studio, console, TellsTasks::Yes);
        return guard;
    });
    return isListening && code == interrupted ? everythingDone : code;
}

Session beginEvents(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    if (!options.positional.isEmpty())
        return beginImport(studio, options, console, finish);
    auto guard = std::make_shared<QObject>();
    studio.events().readNewest(limitOf(options), guard.get(), [&console, finish](const auto& events) {
        for (const InboxEvent& event : events.valueOr({}))
            sayEvent(console, event);
        if (events && events->isEmpty())
            console.say(tr("Nothing has come in yet."));
        finishWith(events ? std::nullopt : std::optional(events.error()), console, finish);
    });
    return guard;
}

Session beginCallbacks(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    auto guard = std::make_shared<QObject>();
    if (!options.positional.isEmpty()) {
        QList<OutboxId> ids;
        for (const QString& word : options.positional.mid(1))
            ids.append(OutboxId{word.toLongLong()});
        studio.callbacks().sendAgain(ids, guard.get(), [&console, finish, ids](const Result<qint64>& found) {
            if (found) {
                console.json(
                    {{QStringLiteral("type"), QStringLiteral("resend")}, {QStringLiteral("callbacks"), *found}});
                console.say(tr("%1 of %2 are sent again by the next run or rule that names their address.")
                                .arg(*found)
                                .arg(ids.size()));
            }
            finishWith(found ? std::nullopt : std::optional(found.error()), console, finish);
        });
        return guard;
    }
    studio.callbacks().readNewest(limitOf(options), guard.get(), [&console, finish](const auto& messages) {
        for (const OutboxMessage& message : messages.valueOr({}))
            sayCallback(console, message);
        if (messages && messages->isEmpty())
            console.say(tr("Nothing was told to others yet."));
        finishWith(messages ? std::nullopt : std::optional(messages.error()), console, finish);
    });
    return guard;
}

} // namespace batchroom::cli
