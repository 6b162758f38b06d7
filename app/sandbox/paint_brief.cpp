// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_brief.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace batchroom::paint {

namespace {

constexpr qsizetype maxPrompt = 4000;
constexpr qsizetype maxLine = 180;

struct ReadPrompt {
    QStringList lines;
    QString rest;
};

QString cleaned(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar unit : text)
        result += unit.isPrint() || unit.isSurrogate() ? unit : QChar(u' ');
    return result.simplified();
}

ReadPrompt splitQuotes(const QString& prompt)
{
    static const QRegularExpression quoted(
        u"“([^”“]+)[”“]|\"([^\"]+)\"|„([^“”]+)[“”]|«([^»]+)»|»([^«]+)«|「([^」]+)」"_s);
    ReadPrompt read;
    qsizetype from = 0;
    for (auto matches = quoted.globalMatch(prompt); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        read.rest += prompt.mid(from, match.capturedStart() - from) + u' ';
        from = match.capturedEnd();
        const QString line = cleaned(match.captured(match.lastCapturedIndex())).left(maxLine);
        if (!line.isEmpty() && read.lines.size() < 3)
            read.lines += line;
    }
    read.rest += prompt.mid(from);
    return read;
}

// A structured prompt names the text to set under "text"; every other string describes.
void collect(const QJsonValue& value, const QString& key, int depth, ReadPrompt& read)
{
    if (depth > 12)
        return;
    if (value.isString()) {
        const QString text = cleaned(value.toString()).left(maxLine);
        if (key == "text"_L1 && !text.isEmpty() && read.lines.size() < 3)
            read.lines += text;
        else
            read.rest += text + u' ';
    } else if (value.isArray()) {
        for (const QJsonValue& item : value.toArray())
            collect(item, key, depth + 1, read);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            collect(it.value(), it.key(), depth + 1, read);
    }
}

ReadPrompt readPrompt(const QString& prompt)
{
    if (prompt.trimmed().startsWith(u'{')) {
        const QJsonDocument document = QJsonDocument::fromJson(prompt.toUtf8());
        if (document.isObject()) {
            ReadPrompt read;
            collect(document.object(), {}, 0, read);
            return read;
        }
    }
    return splitQuotes(prompt.left(maxPrompt));
}

QStringList tokensOf(const QString& text)
{
    static const QRegularExpression separator(u"[^\\p{L}\\p{N}%]+"_s);
    return text.split(separator, Qt::SkipEmptyParts);
}

QString singular(const QString& word)
{
    return word.size() > 3 && word.endsWith(u's') && !word.endsWith("ss"_L1) ? word.chopped(1) : word;
}

bool isCommonOpening(const QString& word)
{
    static const QSet<QString> common{u"a"_s, u"an"_s, u"the"_s, u"poster"_s, u"grand"_s, u"night"_s, u"ice"_s,
        u"seamless"_s, u"photo"_s, u"photograph"_s, u"picture"_s, u"image"_s, u"minimal"_s, u"product"_s, u"banner"_s,
        u"flat"_s, u"close"_s, u"bauhaus"_s, u"studio"_s, u"cold"_s, u"hot"_s, u"body"_s, u"swim"_s, u"two"_s,
        u"three"_s, u"four"_s, u"five"_s, u"one"_s, u"isometric"_s, u"vintage"_s, u"modern"_s, u"abstract"_s,
        u"still"_s, u"illustration"_s, u"soft"_s, u"single"_s, u"glass"_s, u"white"_s, u"black"_s, u"bold"_s, u"big"_s,
        u"new"_s, u"perfume"_s, u"serum"_s, u"lotion"_s, u"stack"_s, u"concentric"_s, u"coffee"_s, u"bottle"_s,
        u"candle"_s, u"soda"_s, u"coffee"_s, u"on"_s, u"in"_s, u"with"_s, u"our"_s, u"an"_s, u"advert"_s, u"ad"_s,
        u"cover"_s, u"summer"_s, u"winter"_s, u"portrait"_s, u"landscape"_s, u"a4"_s, u"top"_s, u"aerial"_s,
        u"render"_s, u"3d"_s, u"cute"_s, u"colorful"_s, u"colourful"_s, u"scented"_s, u"luxury"_s, u"skincare"_s,
        u"can"_s, u"cans"_s, u"beautiful"_s, u"elegant"_s, u"watercolor"_s, u"watercolour"_s, u"anime"_s,
        u"sparkling"_s, u"cup"_s, u"mug"_s, u"steaming"_s, u"row"_s, u"lineup"_s, u"make"_s, u"create"_s, u"draw"_s};
    return common.contains(word.toLower());
}

QString brandFrom(const QStringList& tokens, quint64 seed)
{
    const auto capital = [](const QString& word) {
        return word.size() >= 2 && word.size() <= 10 && word.front().isUpper() && word.front().isLetter()
            && !isCommonOpening(word);
    };
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        if (capital(tokens[i]))
            return tokens[i];
    }
    static const QSet<QString> fruit{u"orange"_s, u"lemon"_s, u"lime"_s, u"mint"_s, u"plum"_s, u"berry"_s, u"peach"_s};
    const QString first = tokens.isEmpty() ? QString() : tokens.front().toLower();
    if (!tokens.isEmpty() && capital(tokens.front()) && (!colourNamed(first) || fruit.contains(first)))
        return tokens.front();
    static const std::array pool{u"Halden"_s, u"Solis"_s, u"Mara"_s, u"Luma"_s, u"Nord"_s, u"Ondine"_s};
    return pool[static_cast<std::size_t>(seed % pool.size())];
}

bool isSurface(const QString& word)
{
    static const QSet<QString> surfaces{u"paper"_s, u"background"_s, u"backdrop"_s, u"wall"_s, u"surface"_s, u"table"_s,
        u"set"_s, u"circle"_s, u"studio"_s, u"ground"_s, u"page"_s, u"sky"_s};
    return surfaces.contains(word);
}

// "on a pink surface", "coral paper": the ground. Any other colour word belongs to the subject.
void readColours(const QStringList& tokens, Brief& brief, QStringList& colourWords)
{
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const std::optional<QColor> colour = colourNamed(tokens[i]);
        if (!colour)
            continue;
        bool ground = (i + 1 < tokens.size() && isSurface(tokens[i + 1]))
            || (i + 2 < tokens.size() && isSurface(tokens[i + 2]) && !colourNamed(tokens[i + 1]));
        for (qsizetype back = qMax<qsizetype>(0, i - 3); back < i; ++back)
            ground = ground || tokens[back] == "on"_L1 || tokens[back] == "against"_L1;
        if (ground && !brief.ground) {
            brief.ground = colour;
            colourWords.prepend(tokens[i]);
        } else {
            if (!brief.subject)
                brief.subject = colour;
            colourWords.append(tokens[i]);
        }
    }
}

Look lookFromWords(const Brief& brief)
{
    if (brief.mentions({"anime", "manga", "ghibli"}))
        return Look::Anime;
    if (brief.mentions({"3d", "render", "clay", "inflated", "isometric", "octane", "blender"}))
        return Look::Solid;
    if (brief.mentions({"watercolor", "watercolour", "storybook", "fantasy", "fairytale", "papercut"}))
        return Look::Story;
    if (brief.mentions({"poster", "headline", "grid", "pattern", "lettering", "typography", "flat", "vector", "logo"}))
        return Look::Flat;
    if (brief.mentions({"photo", "photograph", "photography", "light", "shadow", "realistic", "product", "studio"}))
        return Look::Photo;
    const int roll = static_cast<int>(brief.promptSeed % 20);
    return roll < 10 ? Look::Flat : roll < 16 ? Look::Photo : roll < 18 ? Look::Solid : Look::Story;
}

Look chooseLook(const QString& style, const Brief& brief)
{
    if (style.contains("design"_L1) || style.contains("logo"_L1) || style.contains("graphic"_L1))
        return Look::Flat;
    if (style.contains("real"_L1) || style.contains("photo"_L1))
        return Look::Photo;
    if (style.contains("3d"_L1) || style.contains("render"_L1))
        return Look::Solid;
    if (style.contains("anime"_L1))
        return Look::Anime;
    if (style.contains("fiction"_L1) || style.contains("illustration"_L1) || style.contains("paint"_L1))
        return Look::Story;
    return lookFromWords(brief);
}

} // namespace

bool Brief::mentions(std::initializer_list<const char*> any) const
{
    for (const char* word : any) {
        if (words.contains(QLatin1StringView(word)))
            return true;
    }
    return false;
}

Brief readBrief(const PaintRequest& request)
{
    const ReadPrompt read = readPrompt(request.prompt);
    const QString style = request.style.left(40).toLower();
    Brief brief;
    brief.lines = read.lines;
    brief.promptSeed = hashText(request.prompt);
    brief.seed = stir(hashText(style, brief.promptSeed) ^ stir(static_cast<quint64>(request.seed)));
    const QStringList tokens = tokensOf(cleaned(read.rest));
    QStringList lower;
    for (const QString& token : tokens) {
        lower += token.toLower();
        brief.words << lower.back() << singular(lower.back());
    }
    for (const QString& token : tokensOf(read.lines.join(u' ').toLower()))
        brief.quotedWords << token << singular(token);
    if (read.lines.join(u' ').contains(u'%'))
        brief.words << u"%"_s; // a discount is a subject of its own
    brief.brand = brandFrom(tokens, brief.promptSeed);
    QStringList colourWords;
    readColours(lower, brief, colourWords);
    brief.look = chooseLook(style, brief);
    Dice dice(brief.seed ^ 0x70A1E77EULL);
    const bool calm = brief.mentions({"oil", "serum", "skincare", "cream", "lotion", "vase", "ceramic", "candle",
        "perfume", "linen", "interior", "still", "spa"});
    brief.palette = choosePalette(request.palette, colourWords, calm ? Temper::Calm : Temper::Vivid, dice);
    brief.explicitPalette = !request.palette.isEmpty();
    if (!brief.explicitPalette && colourWords.size() > 1 && colourWords[1] != colourWords[0])
        brief.palette.third = *colourNamed(colourWords[1]);
    if (brief.explicitPalette)
        brief.ground.reset(), brief.subject.reset();
    return brief;
}

} // namespace batchroom::paint
