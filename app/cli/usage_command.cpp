// SPDX-License-Identifier: GPL-3.0-or-later
// resolve --check: what the provider billed in the hours of the unknown jobs.
#include "app/cli/commands.h"
#include "app/cli/open_studio.h"
#include "app/settings/key_store.h"

#include <QCoreApplication>
#include <QDateTime>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UsageCommand", text);
}

QString utcText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

QJsonObject jsonOf(const UsageFinding& finding)
{
    return {
        {QStringLiteral("type"), QStringLiteral("usage")},
        {QStringLiteral("start"), utcText(finding.window.startMs)},
        {QStringLiteral("end"), utcText(finding.window.endMs)},
        {QStringLiteral("unknown"), finding.unknown},
        {QStringLiteral("known"), finding.known},
        {QStringLiteral("billed"), finding.billed},
        {QStringLiteral("at_least"), finding.atLeast},
        {QStringLiteral("at_most"), finding.atMost},
        {QStringLiteral("answered"), finding.isAnswered},
        {QStringLiteral("final"), finding.isFinal},
        {QStringLiteral("what"), sentenceOf(finding)},
    };
}

void sayFindings(Console& console, const QList<UsageFinding>& findings)
{
    for (const UsageFinding& finding : findings) {
        console.json(jsonOf(finding));
        console.say(sentenceOf(finding));
    }
    if (findings.isEmpty())
        console.say(tr("No job of the Ideogram account waits for your answer, so there is nothing to check."));
    else
        console.say(
            tr("It cannot be told which ones. Your answer: batchroom-cli resolve JOB… --resend or --write-off"));
}

void sayRefusal(Console& console, const Error& error)
{
    console.fail(error);
    if (error.code == ErrorCode::KeyRefused)
        console.say(tr("The key of an administrator: IDEOGRAM_ADMIN_KEY, or `batchroom-cli key set --admin`"));
}

// What must live until the answer is there.
struct Question {
    KeyStore keys;
    QObject context;
};

} // namespace

Session beginUsage(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    auto question = std::make_shared<Question>();
    const auto ask = [&studio, &console, finish, context = &question->context](const Secret& adminKey) {
        studio.checkUsage(adminKey, context, [&console, finish](const Result<QList<UsageFinding>>& findings) {
            if (findings)
                sayFindings(console, *findings);
            else
                sayRefusal(console, findings.error());
            finish(findings ? everythingDone : held);
        });
    };
    if (const Secret key = adminKeyFromEnvironment(); !key.isEmpty())
        ask(key);
    else // without one the account's own key asks: its owner may be the administrator
        question->keys.read(adminEntryOf(options.account), &question->context,
            [ask](const Result<Secret>& kept) { ask(kept ? *kept : Secret()); });
    return question;
}

} // namespace batchroom::cli
