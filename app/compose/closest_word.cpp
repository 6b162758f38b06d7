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
    // A slip is one wrong thing in a short word, about every third letter in a long one. Between equals the word of the
    // same length wins: a wrong key is likelier than a missing one.
    const int most = word.size() <= 4 ? 1 : static_cast<int>(word.size()) / 3;
    std::optional<QString> best;
    std::pair<int, bool> bestScore{most + 1, false};
    for (const QString& candidate : candidates) {
        const std::pair<int, bool> score{editDistance(word, candidate.toLower()), candidate.size() != word.size()};
        if (score < bestScore) {
            bestScore = score;
            best = candidate;
        }
    }
    return best;
}

} // namespace batchroom
