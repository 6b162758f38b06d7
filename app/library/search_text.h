// SPDX-License-Identifier: GPL-3.0-or-later
// What a person types into the search field, made safe for SQLite: full text where the words can be found that way,
// LIKE for the rest (Chinese, Japanese and Korean run together without spaces; emoji are no words to FTS5).
#pragma once

#include <QString>
#include <QStringList>

namespace batchroom {

enum class FullText { Available, Missing };

struct SearchTerms {
    QString match;        // for MATCH; empty when there is none
    QStringList patterns; // for LIKE ... ESCAPE '\', all of them must be found
    bool isEmpty() const { return match.isEmpty() && patterns.isEmpty(); }
};

// All words, the last one as a prefix. Never an error, whatever is typed.
SearchTerms searchTerms(const QString& typed, FullText fullText = FullText::Available);

} // namespace batchroom
