// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/telling_text.h"

#include <QFontMetrics>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int farthestNeighbour = 8; // rows of one prompt in several formats stand together
constexpr double mostForPart = 0.6;  // of the room; the beginning tells which group a row belongs to
constexpr QChar ellipsis(0x2026);

bool isInWord(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

// Whether a word goes on from before `at` to behind it.
bool isInsideWord(const QString& text, qsizetype at)
{
    return at > 0 && at < text.size() && isInWord(text[at - 1]) && isInWord(text[at]);
}

int widthOf(const QFontMetrics& metrics, const QString& text)
{
    return metrics.horizontalAdvance(text);
}

// The nearest neighbour is the hardest to tell apart from; the others count as far as there is room for them.
TextPart partToShow(
    const QString& text, const QStringList& neighbours, const std::function<bool(const TextPart&)>& fits)
{
    QList<TextPart> parts;
    for (const QString& neighbour : neighbours)
        if (neighbour != text)
            parts.append(differingPart(text, neighbour));
    if (parts.isEmpty())
        return {0, text.size()};
    std::sort(parts.begin(), parts.end(),
        [](const TextPart& one, const TextPart& other) { return one.end - one.begin < other.end - other.begin; });
    TextPart shown = parts.constFirst();
    for (const TextPart& part : std::as_const(parts)) {
        const TextPart both{std::min(shown.begin, part.begin), std::max(shown.end, part.end)};
        if (fits(both))
            shown = both;
    }
    return shown;
}

} // namespace

TextPart differingPart(const QString& text, const QString& other)
{
    const qsizetype shorter = std::min(text.size(), other.size());
    qsizetype begin = 0;
    while (begin < shorter && text[begin] == other[begin])
        ++begin;
    while (isInsideWord(text, begin) || isInsideWord(other, begin))
        --begin;
    qsizetype tail = 0;
    while (tail < shorter - begin && text[text.size() - 1 - tail] == other[other.size() - 1 - tail])
        ++tail;
    while (tail > 0 && (isInsideWord(text, text.size() - tail) || isInsideWord(other, other.size() - tail)))
        --tail;
    return {begin, text.size() - tail};
}

QString elidedAmong(const QString& text, const QStringList& neighbours, const QFontMetrics& metrics, int width)
{
    if (widthOf(metrics, text) <= width)
        return text;
    const int roomForPart = static_cast<int>(width * mostForPart);
    const TextPart part = partToShow(text, neighbours, [&](const TextPart& candidate) {
        return widthOf(metrics, text.mid(candidate.begin, candidate.end - candidate.begin)) <= roomForPart;
    });
    if (part == TextPart{0, text.size()})
        return metrics.elidedText(text, Qt::ElideMiddle, width);
    const QString upToPart = text.left(part.end);
    if (widthOf(metrics, upToPart + ellipsis) <= width)
        return metrics.elidedText(text, Qt::ElideRight, width);
    // What follows is shared: the room goes to the beginning, in which other rows differ.
    const QString telling =
        metrics.elidedText(text.mid(part.begin, part.end - part.begin), Qt::ElideMiddle, roomForPart);
    const QString end = part.end < text.size() ? QString(ellipsis) : QString();
    const int rest = width - widthOf(metrics, telling + end) - 2; // joined words are a little wider than their sum
    const QString start = metrics.elidedText(text.left(part.begin), Qt::ElideRight, rest);
    return start + telling + end;
}

QStringList neighboursOf(int row, int count, const std::function<QString(int row)>& textAt)
{
    const QString own = textAt(row);
    QStringList found;
    for (const int step : {-1, 1}) {
        for (int distance = 1; distance <= farthestNeighbour; ++distance) {
            const int at = row + step * distance;
            if (at < 0 || at >= count)
                break;
            const QString text = textAt(at);
            if (text.isEmpty() || text == own)
                continue;
            found.append(text);
            break;
        }
    }
    return found;
}

} // namespace batchroom
