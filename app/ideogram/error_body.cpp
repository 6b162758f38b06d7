// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/error_body.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace batchroom {

namespace {

constexpr qsizetype maxMessage = 300;
constexpr qsizetype maxId = 128;

// {"error": "x"}, {"error": {"message": "x"}}, {"detail": [{"msg": "x"}]}
QString textIn(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isArray())
        return textIn(value.toArray().first());
    if (!value.isObject())
        return {};
    for (const QLatin1StringView key : {QLatin1StringView("message"), QLatin1StringView("error"),
             QLatin1StringView("detail"), QLatin1StringView("msg")}) {
        const QJsonValue inner = value.toObject().value(key);
        if (inner.isString() && !inner.toString().trimmed().isEmpty())
            return inner.toString();
    }
    return {};
}

std::optional<int> positive(const QJsonValue& value)
{
    const int number = value.toInt(0);
    return number > 0 ? std::optional<int>(number) : std::nullopt;
}

} // namespace

QString oneLine(const QString& text)
{
    QString line;
    for (const QChar c : text.left(4 * maxMessage))
        line += c.isPrint() ? c : QLatin1Char(' ');
    line = line.simplified();
    return line.size() > maxMessage ? line.left(maxMessage - 1) + QChar(0x2026) : line;
}

QString trustworthyId(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("\\A[A-Za-z0-9_.:~+=-]{4,128}\\z"));
    return text.size() <= maxId && shape.match(text).hasMatch() && !text.contains(QLatin1StringView("..")) ? text
                                                                                                           : QString();
}

QString idInFragment(const QByteArray& fragment)
{
    static const QRegularExpression field(QStringLiteral("\"generation_id\"\\s*:\\s*\"([^\"\\\\]{1,128})\""));
    const QRegularExpressionMatch match = field.match(QString::fromUtf8(fragment.left(64 * 1024)));
    return match.hasMatch() ? trustworthyId(match.captured(1)) : QString();
}

ErrorBody readErrorBody(const QJsonObject& object)
{
    ErrorBody error;
    for (const QLatin1StringView key :
        {QLatin1StringView("message"), QLatin1StringView("error"), QLatin1StringView("detail")}) {
        error.message = oneLine(textIn(object.value(key)));
        if (!error.message.isEmpty())
            break;
    }
    error.rejectReason = object.value(QLatin1StringView("reject_reason")).toString();
    error.maxInFlight = positive(object.value(QLatin1StringView("max_inflight_requests")));
    error.generationId = trustworthyId(object.value(QLatin1StringView("generation_id")).toString());
    error.embeddedStatus = positive(object.value(QLatin1StringView("status_code")));
    return error;
}

ErrorBody readErrorBody(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        return readErrorBody(document.object());
    ErrorBody error;
    if (document.isArray()) {
        error.message = oneLine(textIn(document.array().first()));
        return error;
    }
    const QString text = oneLine(QString::fromUtf8(body.left(4096)));
    // A page of a proxy or a load balancer says nothing to a person.
    if (!text.startsWith(QLatin1Char('<')) && !text.startsWith(QLatin1Char('{')))
        error.message = text;
    error.generationId = idInFragment(body);
    return error;
}

} // namespace batchroom
