// SPDX-License-Identifier: GPL-3.0-or-later
// The composed rows before they are queued. Cells hold what the person typed; planBatch() says what it means.
// Values; any thread.
#pragma once

#include <QList>
#include <QMap>
#include <QString>

#include <array>
#include <optional>

namespace batchroom {

enum class SheetColumn {
    Prompt,
    Model,
    Style,
    Aspect,
    Resolution,
    Speed,
    MagicPrompt,
    NegativePrompt,
    Images,
    Seed,
    Palette,
    Campaign,
    Name,
};
constexpr int sheetColumnCount = 13;

struct SheetRow {
    std::array<QString, sheetColumnCount> cells;
    QMap<QString, QString> extras; // columns we do not know: {placeholders} in the prompt, and metadata
    const QString& cell(SheetColumn column) const { return cells[static_cast<size_t>(column)]; }
    QString& cell(SheetColumn column) { return cells[static_cast<size_t>(column)]; }
    bool isEmpty() const;
    friend bool operator==(const SheetRow&, const SheetRow&) = default;
};

struct Sheet {
    QList<SheetRow> rows;
    friend bool operator==(const Sheet&, const Sheet&) = default;
};

// The header word written to files: "prompt", "aspect_ratio", ...
QString sheetColumnName(SheetColumn column);
// Any accepted header word in any case: speed, rendering, rendering_speed, quality, seed_number ...
std::optional<SheetColumn> sheetColumnFromName(QStringView header);

} // namespace batchroom
