// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/recipe_text.h"

#include <QStringList>

namespace batchroom {

QString recipeText(const Recipe& recipe, QSize pictureSize)
{
    const GenerationRequest& request = recipe.request;
    QString text = request.prompt;
    if (!request.negativePrompt.isEmpty())
        text += QStringLiteral("\nNegative prompt: ") + request.negativePrompt;
    QStringList parameters;
    const auto add = [&](const QString& name, const QString& value) {
        if (!value.isEmpty())
            parameters.append(name + QStringLiteral(": ") + value);
    };
    add(QStringLiteral("Seed"), recipe.seed ? QString::number(*recipe.seed) : QString());
    if (pictureSize.isValid())
        add(QStringLiteral("Size"), QStringLiteral("%1x%2").arg(pictureSize.width()).arg(pictureSize.height()));
    add(QStringLiteral("Model"), request.model);
    add(QStringLiteral("Style"), request.style);
    add(QStringLiteral("Aspect"), request.aspect);
    add(QStringLiteral("Speed"), request.speed);
    return text + QLatin1Char('\n') + parameters.join(QLatin1StringView(", "));
}

} // namespace batchroom
