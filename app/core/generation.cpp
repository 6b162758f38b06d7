// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/generation.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

QString magicPromptName(MagicPrompt value)
{
    switch (value) {
    case MagicPrompt::Auto: return QStringLiteral("auto");
    case MagicPrompt::On: return QStringLiteral("on");
    case MagicPrompt::Off: return QStringLiteral("off");
    }
    return {};
}

MagicPrompt magicPromptFromName(const QString& name)
{
    if (name == QLatin1StringView("on"))
        return MagicPrompt::On;
    return name == QLatin1StringView("off") ? MagicPrompt::Off : MagicPrompt::Auto;
}

} // namespace

QByteArray toJson(const GenerationRequest& request)
{
    QJsonObject object{
        {QStringLiteral("model"), request.model},
        {QStringLiteral("prompt"), request.prompt},
        {QStringLiteral("aspect"), request.aspect},
        {QStringLiteral("speed"), request.speed},
        {QStringLiteral("magic_prompt"), magicPromptName(request.magicPrompt)},
    };
    if (!request.negativePrompt.isEmpty())
        object.insert(QStringLiteral("negative_prompt"), request.negativePrompt);
    if (!request.style.isEmpty())
        object.insert(QStringLiteral("style"), request.style);
    if (request.resolution.isValid()) {
        object.insert(QStringLiteral("width"), request.resolution.width());
        object.insert(QStringLiteral("height"), request.resolution.height());
    }
    if (request.seed)
        object.insert(QStringLiteral("seed"), *request.seed);
    if (!request.palette.name.isEmpty())
        object.insert(QStringLiteral("palette_name"), request.palette.name);
    if (!request.palette.members.isEmpty()) {
        QJsonArray members;
        for (const PaletteColor& color : request.palette.members) {
            QJsonObject member{{QStringLiteral("hex"), color.hex}};
            if (color.weight)
                member.insert(QStringLiteral("weight"), *color.weight);
            members.append(member);
        }
        object.insert(QStringLiteral("palette"), members);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<GenerationRequest> generationRequestFromJson(const QByteArray& json)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(json, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return Error{ErrorCode::LibraryDamaged,
            QCoreApplication::translate("GenerationRequest", "A stored recipe cannot be read."), problem.errorString()};
    GenerationRequest request;
    request.model = object.value(QStringLiteral("model")).toString();
    request.prompt = object.value(QStringLiteral("prompt")).toString();
    request.negativePrompt = object.value(QStringLiteral("negative_prompt")).toString();
    request.style = object.value(QStringLiteral("style")).toString();
    request.aspect = object.value(QStringLiteral("aspect")).toString();
    request.speed = object.value(QStringLiteral("speed")).toString();
    request.magicPrompt = magicPromptFromName(object.value(QStringLiteral("magic_prompt")).toString());
    if (object.contains(QStringLiteral("width")))
        request.resolution =
            QSize(object.value(QStringLiteral("width")).toInt(), object.value(QStringLiteral("height")).toInt());
    if (object.contains(QStringLiteral("seed")))
        request.seed = object.value(QStringLiteral("seed")).toInteger();
    request.palette.name = object.value(QStringLiteral("palette_name")).toString();
    const QJsonArray members = object.value(QStringLiteral("palette")).toArray();
    for (const QJsonValue& value : members) {
        PaletteColor color;
        color.hex = value.toObject().value(QStringLiteral("hex")).toString();
        if (const QJsonValue weight = value.toObject().value(QStringLiteral("weight")); weight.isDouble())
            color.weight = weight.toDouble();
        request.palette.members.append(color);
    }
    return request;
}

QByteArray optionSet(GenerationRequest request)
{
    request.prompt.clear();
    request.negativePrompt.clear();
    request.seed.reset();
    return toJson(request);
}

} // namespace batchroom
