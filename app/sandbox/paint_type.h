// SPDX-License-Identifier: GPL-3.0-or-later
// Typography as outlines: text is broken, fitted and placed inside a box and never leaves it. Any thread.
#pragma once

#include <QPainterPath>
#include <QString>

namespace batchroom::paint {

enum class Voice { Condensed, Grotesk, Script, Serif };

struct TypeSetting {
    Voice voice = Voice::Condensed;
    Qt::Alignment align = Qt::AlignCenter;
    double tracking = 0; // share of the em
    double leading = 1;  // factor on the voice's own
    double maxEm = 1e9;  // largest size in pixels
    int maxLines = 7;
    bool flush = false; // every line drawn to the same width, as posters do
};

// The outlines of the text, fitted into the box. Empty when there is nothing that can be drawn.
QPainterPath typeset(const QString& text, const QRectF& box, const TypeSetting& setting);

} // namespace batchroom::paint
