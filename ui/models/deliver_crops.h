// SPDX-License-Identifier: GPL-3.0-or-later
// What a size does to a picture, in figures and words. Pure; any thread.
#pragma once

#include "app/core/preset.h"

#include <QSize>

namespace batchroom {

// A crop that loses more than this share of the picture is marked before the export.
inline constexpr double harshLoss = 0.2;

bool isHarsh(QSize picture, QSize target);
// How many times the crop is enlarged to fill the target; 1: not at all.
double enlargement(QSize picture, QSize target);
// "4:5", "1.91:1", "1:2.17".
QString ratioText(QSize size);
// "1080 × 1350".
QString pixelText(QSize size);
// "1.4×" and "enlarged 1.4×"; empty when it is not.
QString timesText(double factor);
QString enlargedText(double factor);
// Short, for a mark: "X Header loses 73 %"; the platform only where the label alone would say too little.
QString presetName(const Preset& preset);
// Whole per cent, never 0 for something, never 100 for not everything.
int percent(double share);

} // namespace batchroom
