// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/desk_lines.h"

#include <QJsonArray>

namespace batchroom::cli {

namespace {

const QString versionKey = QStringLiteral("version");
const QString argumentsKey = QStringLiteral("arguments");
const QString wantsJsonKey = QStringLiteral("json_form");
const QString canAskKey = QStringLiteral("can_ask");
const QString jsonKey = QStringLiteral("json");
const QString sayKey = QStringLiteral("say");
const QString failKey = QStringLiteral("fail");
const QString codeKey = QStringLiteral("code");
const QString whatKey = QStringLiteral("what");
const QString detailKey = QStringLiteral("detail");
const QString askKey = QStringLiteral("ask");
const QString exitKey = QStringLiteral("exit");
const QString answerKey = QStringLiteral("answer");

Error errorIn(const QJsonObject& object)
{
    const int code = object.value(codeKey).toInt(-1);
    const bool isKnown = code >= 0 && code <= static_cast<int>(ErrorCode::Internal);
    return {isKnown ? static_cast<ErrorCode>(code) : ErrorCode::Internal, object.value(whatKey).toString(),
        object.value(detailKey).toString()};
}

} // namespace

QJsonObject requestLine(const DeskRequest& request)
{
    return {{versionKey, request.version}, {argumentsKey, QJsonArray::fromStringList(request.arguments)},
        {wantsJsonKey, request.form == OutputForm::Json}, {canAskKey, request.canAsk}};
}

DeskRequest requestIn(const QJsonObject& line)
{
    DeskRequest request;
    request.version = line.value(versionKey).toString();
    for (const QJsonValue& word : line.value(argumentsKey).toArray())
        request.arguments.append(word.toString());
    request.form = line.value(wantsJsonKey).toBool() ? OutputForm::Json : OutputForm::People;
    request.canAsk = line.value(canAskKey).toBool();
    return request;
}

QJsonObject jsonLine(const QJsonObject& object)
{
    return {{jsonKey, object}};
}
QJsonObject sayLine(const QString& text)
{
    return {{sayKey, text}};
}
QJsonObject failLine(const Error& error)
{
    return {{failKey,
        QJsonObject{{codeKey, static_cast<int>(error.code)}, {whatKey, error.what}, {detailKey, error.detail}}}};
}
QJsonObject askLine(const QString& question)
{
    return {{askKey, question}};
}
QJsonObject exitLine(int code)
{
    return {{exitKey, code}};
}
QJsonObject answerLine(bool isYes)
{
    return {{answerKey, isYes}};
}

std::optional<bool> answerIn(const QJsonObject& line)
{
    const QJsonValue answer = line.value(answerKey);
    return answer.isBool() ? std::optional(answer.toBool()) : std::nullopt;
}

std::optional<int> showLine(const QJsonObject& line, Console& console, const Console::Answered& answer)
{
    if (const QJsonValue code = line.value(exitKey); code.isDouble())
        return code.toInt();
    if (const QJsonValue object = line.value(jsonKey); object.isObject())
        console.json(object.toObject());
    else if (const QJsonValue text = line.value(sayKey); text.isString())
        console.say(text.toString());
    else if (const QJsonValue error = line.value(failKey); error.isObject())
        console.fail(errorIn(error.toObject()));
    else if (const QJsonValue question = line.value(askKey); question.isString())
        console.askThen(question.toString(), answer);
    return std::nullopt;
}

} // namespace batchroom::cli
