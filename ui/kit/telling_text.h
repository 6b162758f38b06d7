// SPDX-License-Identifier: GPL-3.0-or-later
// One line of text among others that are nearly the same: where room is short, what tells it apart stays. Pure.
#pragma once

#include <QStringList>

#include <functional>

class QFontMetrics;

namespace batchroom {

// The part of a text from `begin` to before `end`, in whole words.
struct TextPart {
    qsizetype begin = 0;
    qsizetype end = 0;
    friend bool operator==(const TextPart&, const TextPart&) = default;
};

// What is left of `text` without the beginning and the end it shares with `other`; empty where words only are missing.
TextPart differingPart(const QString& text, const QString& other);

// `text` cut to `width`: around what differs from `neighbours` (those above and below it), else in its middle.
QString elidedAmong(const QString& text, const QStringList& neighbours, const QFontMetrics& metrics, int width);

// The next text above and the next one below `row` that are not the same as its own, looked for a few rows far.
QStringList neighboursOf(int row, int count, const std::function<QString(int row)>& textAt);

} // namespace batchroom
