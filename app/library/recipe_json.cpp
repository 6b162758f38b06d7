// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/recipe_json.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

QJsonObject toObject(const QMap<QString, QString>& metadata)
{
    QJsonObject object;
    for (auto entry = metadata.cbegin(); entry != metadata.cend(); ++entry)
        object.insert(entry.key(), entry.value());
    return object;
}

QMap<QString, QString> toMap(const QJsonObject& object)
{
    QMap<QString, QString> map;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        map.insert(entry.key(), entry.value().toString());
    return map;
}

} // namespace

QByteArray toJson(const Recipe& recipe)
{
    QJsonObject object{
        {QStringLiteral("request"), QJsonDocument::fromJson(toJson(recipe.request)).object()},
        {QStringLiteral("returned_prompt"), recipe.returnedPrompt},
        {QStringLiteral("generation_id"), recipe.generationId},
        {QStringLiteral("account"), recipe.account},
        {QStringLiteral("price_micros"), recipe.price.micros()},
        {QStringLiteral("created_ms"), recipe.createdMs},
        {QStringLiteral("duration_ms"), recipe.durationMs},
    };
    if (recipe.seed)
        object.insert(QStringLiteral("seed"), *recipe.seed);
    if (!recipe.metadata.isEmpty())
        object.insert(QStringLiteral("metadata"), toObject(recipe.metadata));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<Recipe> recipeFromJson(const QByteArray& json)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(json, &problem).object();
    if (problem.error != QJsonParseError::NoError || !object.value(QStringLiteral("request")).isObject())
        return Error{ErrorCode::PictureDamaged,
            QCoreApplication::translate("Recipe",
                "The recipe of this picture cannot be read. The picture itself is "
                "not affected."),
            problem.errorString()};
    Result<GenerationRequest> request = generationRequestFromJson(
        QJsonDocument(object.value(QStringLiteral("request")).toObject()).toJson(QJsonDocument::Compact));
    if (!request)
        return request.error();
    Recipe recipe;
    recipe.request = *std::move(request);
    recipe.returnedPrompt = object.value(QStringLiteral("returned_prompt")).toString();
    recipe.generationId = object.value(QStringLiteral("generation_id")).toString();
    recipe.account = object.value(QStringLiteral("account")).toString();
    recipe.price = Money::fromMicros(object.value(QStringLiteral("price_micros")).toInteger());
    recipe.createdMs = object.value(QStringLiteral("created_ms")).toInteger();
    recipe.durationMs = object.value(QStringLiteral("duration_ms")).toInteger();
    if (const QJsonValue seed = object.value(QStringLiteral("seed")); seed.isDouble())
        recipe.seed = seed.toInteger();
    recipe.metadata = toMap(object.value(QStringLiteral("metadata")).toObject());
    return recipe;
}

} // namespace batchroom
