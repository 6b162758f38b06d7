// SPDX-License-Identifier: GPL-3.0-or-later
// What the provider accepts, as data (wire_contract.json, transcribed from the provider's published documents and not
// from our client), and the reading of one request against it. Immutable; any thread.
#pragma once

#include "app/core/result.h"

#include <QJsonObject>
#include <QSize>
#include <QStringList>

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace batchroom {

struct WireField {
    enum class Kind { Text, Word, Integer, Boolean, Palette, Codes, Webhook, Assets, Upload };
    Kind kind = Kind::Text;
    qint64 min = 0;
    qint64 max = 0;
    QStringList values;
    QStringList onlyModels; // empty: all
    bool isRequired = false;
    bool isNullable = false;
};

struct WireEndpoint {
    QString route;
    bool isLegacy = false;
    QString wrapper; // legacy: "image_request"
    QString model;
    QString modelField, defaultModel;
    QString billingIdentifier;
    QString speedField, defaultSpeed;
    QString aspectField, defaultAspect;
    QString sizeField;
    QString styleField, defaultStyle;
    std::vector<QSize> autoSizes;
    bool hasGenerationKind = false;
    std::map<QString, WireField> fields;
    std::vector<std::pair<QString, QString>> exclusive;
    std::vector<std::pair<QString, QString>> needsImages; // field, value
};

// A request that the provider would accept.
struct WireRequest {
    QString model;
    QString prompt;
    bool expandsPrompt = false;
    QString style;
    QString speed; // empty: the model has no such field
    QSize size;
    std::optional<qint64> seed;
    int count = 1;
    bool isAsync = false;
    bool isPrivate = true;
    QStringList palette;
};

struct WireRefusal {
    int status = 400;
    QString message;
};

class WireContract {
public:
    static Result<WireContract> fromJson(const QByteArray& json);
    static Result<WireContract> builtIn();

    const WireEndpoint* endpoint(const QString& path) const;
    std::variant<WireRequest, WireRefusal> read(
        const WireEndpoint& endpoint, const QByteArray& contentType, const QByteArray& body) const;
    // Empty when the prompt may pass the safety check.
    QString blockedWordIn(const QString& prompt) const;
    bool isWithheld(const QString& prompt) const;

private:
    std::optional<WireRefusal> check(const WireEndpoint& endpoint, const QJsonObject& fields) const;
    std::optional<WireRefusal> checkPalette(const QString& name, const QJsonValue& value, bool upperCase) const;
    std::optional<WireRefusal> checkField(
        const WireEndpoint& endpoint, const QString& name, const QJsonValue& value, const QString& model) const;
    WireRequest accepted(const WireEndpoint& endpoint, const QJsonObject& fields) const;
    QSize sizeOf(const WireEndpoint& endpoint, const QJsonObject& fields) const;
    QStringList paletteColours(const QJsonObject& palette) const;

    std::vector<WireEndpoint> m_endpoints;
    std::map<QString, QSize> m_aspectSizes;
    std::map<QString, QStringList> m_palettes;
    QStringList m_blockedWords;
    QString m_withheldWord;
};

} // namespace batchroom
