// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/encode_request.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace batchroom {

namespace {

QString magicPromptWord(MagicPrompt value)
{
    switch (value) {
    case MagicPrompt::Auto: return QStringLiteral("auto");
    case MagicPrompt::On: return QStringLiteral("on");
    case MagicPrompt::Off: return QStringLiteral("off");
    }
    return {};
}

const AspectOption* aspectOf(const GenerationRequest& request, const Model& model)
{
    return model.aspect(request.aspect.isEmpty() ? model.defaultAspect : request.aspect);
}

const SpeedOption* speedOf(const GenerationRequest& request, const Model& model)
{
    return model.speed(request.speed.isEmpty() ? model.defaultSpeed : request.speed);
}

QString pixels(QSize size, QLatin1Char separator)
{
    return QString::number(size.width()) + separator + QString::number(size.height());
}

QJsonObject paletteObject(const Palette& palette, bool upperCase)
{
    if (!palette.name.isEmpty())
        return {{QStringLiteral("name"), upperCase ? palette.name.toUpper() : palette.name.toLower()}};
    QJsonArray members;
    for (const PaletteColor& color : palette.members) {
        QJsonObject member{{QStringLiteral("color_hex"), color.hex}};
        if (color.weight)
            member.insert(QStringLiteral("color_weight"), *color.weight);
        members.append(member);
    }
    return {{QStringLiteral("members"), members}};
}

// The fields both dialects have under the same name.
QJsonObject sharedFields(const GenerationRequest& request, const Model& model)
{
    QJsonObject body{{QStringLiteral("prompt"), request.prompt}, {QStringLiteral("num_images"), 1}};
    if (model.takesSeed && request.seed)
        body.insert(QStringLiteral("seed"), *request.seed);
    if (model.takesNegativePrompt && !request.negativePrompt.isEmpty())
        body.insert(QStringLiteral("negative_prompt"), request.negativePrompt);
    if (const StyleOption* style = model.style(request.style); style && !style->wire.isEmpty())
        body.insert(QStringLiteral("style_type"), style->wire);
    if (model.takesPalette && !request.palette.isEmpty())
        body.insert(QStringLiteral("color_palette"), paletteObject(request.palette, model.dialect == Dialect::Legacy));
    return body;
}

void insertShapeV2(QJsonObject& body, const GenerationRequest& request, const Model& model)
{
    const bool isSize = model.shapeField == ShapeField::Size;
    if (request.resolution.isValid() && !model.resolutions.empty()) {
        body.insert(isSize ? QStringLiteral("size") : QStringLiteral("resolution"),
            pixels(request.resolution, QLatin1Char('x')));
        return;
    }
    const AspectOption* aspect = aspectOf(request, model);
    if (!aspect || aspect->wire.isEmpty())
        return;
    switch (model.shapeField) {
    case ShapeField::AspectRatio: body.insert(QStringLiteral("aspect_ratio"), aspect->wire); break;
    case ShapeField::Resolution: body.insert(QStringLiteral("resolution"), aspect->wire); break;
    case ShapeField::Size: body.insert(QStringLiteral("size"), aspect->wire); break;
    }
}

Result<void> unknownWord(const QString& sentence)
{
    return Error{ErrorCode::BadInput, sentence, {}};
}

Result<void> checkShape(const GenerationRequest& request, const Model& model)
{
    if (request.resolution.isValid()) {
        if (std::find(model.resolutions.begin(), model.resolutions.end(), request.resolution)
            != model.resolutions.end())
            return {};
        return unknownWord(QCoreApplication::translate(
            "IdeogramProvider", "%1 does not make pictures of %2 pixels. Choose another size.")
                               .arg(model.name, pixels(request.resolution, QLatin1Char('x'))));
    }
    if (aspectOf(request, model))
        return {};
    return unknownWord(
        QCoreApplication::translate("IdeogramProvider", "%1 has no aspect ratio “%2”. Choose another one.")
            .arg(model.name, request.aspect));
}

} // namespace

Result<void> checkWords(const GenerationRequest& request, const Model& model)
{
    if (const Result<void> shape = checkShape(request, model); !shape)
        return shape;
    if (!request.style.isEmpty() && !model.style(request.style))
        return unknownWord(QCoreApplication::translate("IdeogramProvider", "%1 has no style “%2”. Choose another one.")
                               .arg(model.name, request.style));
    if (!speedOf(request, model))
        return unknownWord(QCoreApplication::translate("IdeogramProvider", "%1 has no speed “%2”. Choose another one.")
                               .arg(model.name, request.speed));
    return {};
}

QJsonObject encodeV2(const GenerationRequest& request, const Model& model, SubmitMode mode)
{
    QJsonObject body = sharedFields(request, model);
    // Left out it would mean private on most routes and the plan's setting, which may be the public feed, on others.
    body.insert(QStringLiteral("private"), true);
    if (model.takesMagicPrompt)
        body.insert(QStringLiteral("magic_prompt"), magicPromptWord(request.magicPrompt));
    insertShapeV2(body, request, model);
    if (const SpeedOption* speed = speedOf(request, model);
        speed && !model.speedField.isEmpty() && !speed->wire.isEmpty())
        body.insert(model.speedField, speed->wire);
    if (mode == SubmitMode::Asynchronous && model.canAsync)
        body.insert(QStringLiteral("async"), true);
    return body;
}

QJsonObject encodeLegacy(const GenerationRequest& request, const Model& model)
{
    QJsonObject image = sharedFields(request, model);
    image.insert(QStringLiteral("model"), model.wireModel);
    if (model.takesMagicPrompt)
        image.insert(QStringLiteral("magic_prompt_option"), magicPromptWord(request.magicPrompt).toUpper());
    if (request.resolution.isValid() && !model.resolutions.empty())
        image.insert(
            QStringLiteral("resolution"), QStringLiteral("RESOLUTION_") + pixels(request.resolution, QLatin1Char('_')));
    else if (const AspectOption* aspect = aspectOf(request, model); aspect && !aspect->wire.isEmpty())
        image.insert(QStringLiteral("aspect_ratio"), aspect->wire);
    return {{QStringLiteral("image_request"), image}};
}

QByteArray encodeRequest(const GenerationRequest& request, const Model& model, SubmitMode mode, const QUrl& webhook)
{
    QJsonObject body = model.dialect == Dialect::Legacy ? encodeLegacy(request, model) : encodeV2(request, model, mode);
    if (!webhook.isEmpty() && body.contains(QStringLiteral("async")))
        body.insert(QStringLiteral("webhook_url"), QString::fromLatin1(webhook.toEncoded()));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace batchroom
