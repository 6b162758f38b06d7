// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/search_text.h"

#include <QChar>

#include <algorithm>

namespace batchroom {

namespace {

// More cannot be meant, and every one of them costs a look at the index.
constexpr qsizetype mostWords = 32;
constexpr qsizetype longestWord = 200;

QList<uint> codePoints(const QString& word)
{
    return word.toUcs4();
}

bool isRunTogether(uint character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar: return true;
    default: return false;
    }
}

bool isFoundByFullText(const QString& word)
{
    const QList<uint> characters = codePoints(word);
    const bool hasLetter = std::any_of(
        characters.begin(), characters.end(), [](uint character) { return QChar::isLetterOrNumber(character); });
    return hasLetter && std::none_of(characters.begin(), characters.end(), isRunTogether);
}

bool isHalfACharacter(const QString& text, qsizetype at)
{
    const QChar character = text.at(at);
    if (character.isHighSurrogate())
        return at + 1 == text.size() || !text.at(at + 1).isLowSurrogate();
    return character.isLowSurrogate() && (at == 0 || !text.at(at - 1).isHighSurrogate());
}

// Control characters (a NUL among them) and lone surrogates are no text.
QString cleaned(const QString& typed)
{
    QString text = typed;
    for (qsizetype at = 0; at < typed.size(); ++at)
        if (typed.at(at).category() == QChar::Other_Control || isHalfACharacter(typed, at))
            text[at] = QLatin1Char(' ');
    return text.normalized(QString::NormalizationForm_C);
}

QString quoted(QString word)
{
    return QLatin1Char('"') + word.replace(QLatin1Char('"'), QLatin1StringView("\"\"")) + QLatin1Char('"');
}

QString pattern(QString word)
{
    word.replace(QLatin1Char('\\'), QLatin1StringView("\\\\"))
        .replace(QLatin1Char('%'), QLatin1StringView("\\%"))
        .replace(QLatin1Char('_'), QLatin1StringView("\\_"));
    return QLatin1Char('%') + word + QLatin1Char('%');
}

} // namespace

SearchTerms searchTerms(const QString& typed, FullText fullText)
{
    const QStringList words = cleaned(typed).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts).mid(0, mostWords);
    QStringList phrases;
    SearchTerms terms;
    for (const QString& whole : words) {
        const QString word = whole.left(longestWord);
        if (fullText == FullText::Available && isFoundByFullText(word))
            phrases.append(quoted(word) + (&whole == &words.last() ? QStringLiteral(" *") : QString()));
        else
            terms.patterns.append(pattern(word));
    }
    terms.match = phrases.join(QLatin1StringView(" AND "));
    return terms;
}

} // namespace batchroom
