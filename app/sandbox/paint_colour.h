// SPDX-License-Identifier: GPL-3.0-or-later
// Colour of the Sandbox's pictures: mixing, contrast, and the curated palettes a prompt is matched with. Values; any
// thread.
#pragma once

#include "app/sandbox/paint_dice.h"

#include <QColor>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace batchroom::paint {

struct Palette {
    QColor paper;                 // lightest: page, label
    QColor ink;                   // darkest: type, night
    QColor main;                  // may fill the page
    QColor second, third, fourth; // accents, each distinct from main
};

QColor mix(const QColor& from, const QColor& to, double share);
QColor lighter(const QColor& colour, double share);
QColor darker(const QColor& colour, double share);
QColor clear(const QColor& colour, double alpha);
double luminance(const QColor& colour);
double contrast(const QColor& one, const QColor& other);
// The first candidate that reads well on the ground, else the best of them.
QColor readableOn(const QColor& ground, std::initializer_list<QColor> candidates, double wanted = 4.0);

std::optional<QColor> colourNamed(QStringView word);
// What the prompt asks for first: an explicit palette, then its colour words, then a roll.
enum class Temper { Vivid, Calm };
Palette choosePalette(const QStringList& explicitColours, const QStringList& colourWords, Temper temper, Dice& dice);

} // namespace batchroom::paint
