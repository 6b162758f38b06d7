// SPDX-License-Identifier: GPL-3.0-or-later
// sign, verify: for people who write receivers and senders. Nothing of a library is touched.
#include "app/cli/commands.h"
#include "app/webhooks/signature.h"
#include "app/webhooks/verify.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QUuid>

#include <cstdio>

namespace batchroom::cli {

namespace {

constexpr qint64 mostBytes = 1024 * 1024; // what the listener takes

QString tr(const char* text)
{
    return QCoreApplication::translate("SignCommands", text);
}

Result<QByteArray> bodyFromInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Error{ErrorCode::BadInput, tr("The body is read from standard input, which cannot be read."), {}};
    const QByteArray body = input.read(mostBytes + 1);
    if (body.size() > mostBytes)
        return Error{ErrorCode::BadInput, tr("The body is larger than 1 MiB, which no receiver of ours takes."), {}};
    return body;
}

struct Material {
    SenderKeys keys;
    QByteArray body;
};

Result<Material> material(const Options& options)
{
    const Result<SenderKeys> keys = readSenderKeys(options.secretFile);
    if (!keys)
        return keys.error();
    const Result<QByteArray> body = bodyFromInput();
    if (!body)
        return body.error();
    return Material{*keys, *body};
}

} // namespace

int signCommand(const Options& options, Console& console)
{
    const Result<Material> given = material(options);
    if (!given || given->keys.secrets.isEmpty()) {
        console.fail(given
                ? Error{ErrorCode::BadInput, tr("Signing needs a shared secret; a public key only verifies."), {}}
                : given.error());
        return badUsage;
    }
    const QByteArray id = "msg_" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces).replace('-', "");
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray signature = webhookSignature(id, now, given->body, given->keys.secrets);
    console.json(
        {{QStringLiteral("type"), QStringLiteral("signature")}, {QStringLiteral("webhook-id"), QString::fromLatin1(id)},
            {QStringLiteral("webhook-timestamp"), QString::number(now)},
            {QStringLiteral("webhook-signature"), QString::fromLatin1(signature)}});
    console.say(QStringLiteral("webhook-id: %1\nwebhook-timestamp: %2\nwebhook-signature: %3")
                    .arg(QString::fromLatin1(id))
                    .arg(now)
                    .arg(QString::fromLatin1(signature)));
    return everythingDone;
}

int verifyCommand(const Options& options, Console& console)
{
    const Result<Material> given = material(options);
    if (!given) {
        console.fail(given.error());
        return badUsage;
    }
    HttpRequest request;
    request.body = given->body;
    for (const QString& header : options.positional)
        request.headers.append(HttpHeader{header.section(QLatin1Char(':'), 0, 0).trimmed().toLatin1(),
            header.section(QLatin1Char(':'), 1).trimmed().toLatin1()});
    const Verification verification = request.hasHeader("X-Hub-Signature-256")
        ? verifyGitHub(request, given->keys.secrets)
        : verifyStandardWebhook(request, given->keys, QDateTime::currentSecsSinceEpoch());
    console.json({{QStringLiteral("type"), QStringLiteral("verification")},
        {QStringLiteral("verified"), verification.isVerified()}, {QStringLiteral("reason"), verification.reason}});
    console.say(verification.isVerified() ? tr("It is signed by who has this secret.") : verification.reason);
    return verification.isVerified() ? everythingDone : someNeedAttention;
}

} // namespace batchroom::cli
