// SPDX-License-Identifier: GPL-3.0-or-later
// What a typed cell says, apart from any model: numbers, sizes, palettes, switches. Pure; empty means "not understood".
#pragma once

#include "app/core/generation.h"

#include <QStringList>

namespace batchroom {

// "4", " 4 ", and "4.0" as some programs write whole numbers.
std::optional<qint64> wholeNumber(QStringView cell);
// "1024x1024", "1024 × 1024", "RESOLUTION_1024_1024".
std::optional<QSize> pixelSize(QStringView cell);
std::optional<MagicPrompt> magicPromptWord(QStringView cell);
// A preset's name, or up to eight colours like "#FF8800, #FFE0B2:0.4"; the error says what is allowed.
Result<Palette> paletteFromCell(const QString& cell, const QStringList& presets);
// Characters as people and providers count them, not UTF-16 units.
qsizetype characterCount(const QString& text);

} // namespace batchroom
