// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/closest_word.h"

#include <algorithm>
#include <vector>

namespace batchroom {

namespace {

// Insertions, deletions, replacements and swapped neighbours (optimal string alignment).
int editDistance(const QString& a, const QString& b)
{
    const size_t width = static_cast<size_t>(b.size()) + 1;
    std::vector<int> before(width), above(width), line(width);
    for (size_t i = 0; i < width; ++i)
        above[i] = static_cast<int>(i);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        line[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<size_t>(j);
            const int replaced = above[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            line[at] = std::min({line[at - 1] + 1, above[at] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                line[at] = std::min(line[at], before[at - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, line);
    }
    return above[width - 1];
}

} // namespace

std::optional<QString> closestWord(QStringView typed, const QStringList& candidates)
{
    const QString word = typed.trimmed().toString().toLower();
    if (word.isEmpty() || word.size() > 40)
        return std::nullopt;
    std::optional<QString> best;
    int bestDistance = word.size() <= 2 ? 1 : std::max(2, static_cast<int>(word.size()) / 3 + 1);
    for (const QString& candidate : candidates) {
        const int distance = editDistance(word, candidate.toLower());
        if (distance < bestDistance || (distance == 1 && !best)) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace batchroom
