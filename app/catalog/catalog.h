// SPDX-License-Identifier: GPL-3.0-or-later
// Models, styles, aspects, speeds, prices and presets as resources/models.json and resources/presets.json say.
// Immutable after load; any thread. Nothing in code lists models, styles or sizes.
#pragma once

#include "app/core/generation.h"
#include "app/core/preset.h"

#include <QStringList>

#include <vector>

namespace batchroom {

enum class Dialect { V2, Legacy };
// How the shape of the picture travels: v2 ideogram-3 and 2.x and legacy send a ratio, 4.0 a resolution, 4.5 a size.
enum class ShapeField { AspectRatio, Resolution, Size };

struct StyleOption {
    QString id;    // "render_3d", lower case
    QString label; // "Render 3D"
    QString hint;  // "Soft shapes, studio"
    QString wire;  // as sent: "render_3d", "RENDER_3D"
};

struct AspectOption {
    QString id;   // "16:9", or "auto"
    QString wire; // "16x9", "ASPECT_16_9", "2560x1440"
    QSize size;   // what comes back; invalid for "auto"
};

struct SpeedOption {
    QString id; // "turbo", "default", "quality"; 4.5: "low", "medium", "high"
    QString label;
    QStringList aliases; // words of other models that mean this one here
    QString wire;        // empty: not sent (legacy)
    Money price;         // per image
    std::chrono::milliseconds typicalDuration{0};
};

struct PriceSource {
    QString source;
    QString date; // ISO
};

struct Model {
    QString id;          // "ideogram-3", "V_2"
    QStringList aliases; // "3.0"
    QString name;        // "Ideogram 3.0"
    QString shortName;   // "3.0"
    QString strengths;   // "Styles, palettes"
    Dialect dialect = Dialect::V2;
    QString route;     // "/v2/image/generate/ideogram-3", "/generate"
    QString wireModel; // legacy: body field `model`
    ShapeField shapeField = ShapeField::AspectRatio;
    QString speedField;              // "rendering_speed", "quality", empty: none
    std::vector<StyleOption> styles; // empty: no style setting
    QString defaultStyle;
    std::vector<AspectOption> aspects;
    QString defaultAspect;
    std::vector<QSize> resolutions;  // exact pixels that may be asked for; empty: none
    std::vector<SpeedOption> speeds; // never empty
    QString defaultSpeed;
    int maxPromptLength = 10000; // characters
    int maxImages = 8;           // per row
    qint64 maxSeed = 2147483647;
    bool takesNegativePrompt = false;
    bool takesPalette = false;
    bool takesSeed = true;
    bool takesMagicPrompt = true;
    bool canAsync = false;
    bool canDryRun = false;
    PriceSource prices;

    const StyleOption* style(QStringView idOrWire) const;      // any case, any of "Render 3D", RENDER_3D, render_3d
    const AspectOption* aspect(QStringView anySpelling) const; // 16:9, 16x9, ASPECT_16_9
    const SpeedOption* speed(QStringView idOrAlias) const;     // any case
    // The size the picture will have; invalid for "auto".
    QSize sizeFor(const GenerationRequest& request) const;
    Money priceFor(const GenerationRequest& request) const;
};

// One thing in both dialects: ideogram-2 at turbo is V_2_TURBO.
struct Counterpart {
    struct Side {
        QString model;
        QString speed;
    };
    Side v2;
    Side legacy;
};

class Catalog {
public:
    // Errors name file, entry and field.
    static Result<Catalog> fromJson(const QByteArray& models, const QByteArray& presets);
    // The files compiled into the program; a broken one is a programmer error.
    static const Catalog& builtIn();

    const std::vector<Model>& models() const { return m_models; }
    // The same request for the model that does the same in another dialect (ideogram-2 turbo <-> V_2_TURBO), as data in
    // models.json says; BadInput when there is none.
    Result<GenerationRequest> inDialect(const GenerationRequest& request, Dialect dialect) const;
    const Model* model(QStringView idOrAlias) const; // any case
    const Model& defaultModel() const;
    const QStringList& palettePresets() const { return m_palettePresets; }

    const std::vector<Preset>& presets() const { return m_presets; }
    const Preset* preset(QStringView idOrAlias) const;
    // Platforms in the order of the file.
    QStringList platforms() const;

private:
    std::vector<Model> m_models;
    QString m_defaultModel;
    QStringList m_palettePresets;
    std::vector<Counterpart> m_counterparts;
    std::vector<Preset> m_presets;
};

// "16:9", "16x9", "ASPECT_16_9", "ratio 16/9" -> "16:9"; empty when it is no ratio.
QString normalizedAspect(QStringView text);

} // namespace batchroom
