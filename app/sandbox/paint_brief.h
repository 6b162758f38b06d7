// SPDX-License-Identifier: GPL-3.0-or-later
// What a prompt asks for, read once: the words to set, the brand for a label, the look, the colours. Value; any thread.
#pragma once

#include "app/sandbox/paint_colour.h"
#include "app/sandbox/painter.h"

#include <QSet>

namespace batchroom::paint {

enum class Look { Flat, Photo, Solid, Anime, Story };

struct Brief {
    QStringList lines;   // quoted text in order: headline first, at most three
    QSet<QString> words; // lower case, outside quotes
    QSet<QString> quotedWords;
    QString brand;
    Look look = Look::Flat;
    Palette palette;
    std::optional<QColor> ground;  // "on pink", "coral paper"
    std::optional<QColor> subject; // "orange soda can"
    bool explicitPalette = false;
    quint64 promptSeed = 0; // same for every picture of one prompt
    quint64 seed = 0;

    bool mentions(std::initializer_list<const char*> any) const;
};

Brief readBrief(const PaintRequest& request);

} // namespace batchroom::paint
