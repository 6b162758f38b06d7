// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_type.h"

#include <QFont>
#include <QFontMetricsF>
#include <QStringList>
#include <QTextBoundaryFinder>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace batchroom::paint {

namespace {

constexpr double em = 128;
constexpr QChar glue = u'\u200B'; // ends a piece whose word goes on

QString joined(const QStringList& pieces)
{
    QString line = pieces.join(u' ');
    line.replace(u'-' + QString(glue) + u' ', QString());
    line.replace(QString(glue) + u' ', QString());
    return line.remove(glue);
}

QFont fontOf(Voice voice, double tracking)
{
    QFont font;
    switch (voice) {
    case Voice::Condensed:
        font.setFamilies({u"Bebas Neue"_s, u"Oswald"_s, u"Impact"_s, u"Inter"_s, u"DejaVu Sans Condensed"_s});
        font.setWeight(QFont::Bold);
        break;
    case Voice::Grotesk:
        font.setFamilies({u"Inter"_s, u"Segoe UI"_s, u"Helvetica Neue"_s, u"DejaVu Sans"_s});
        font.setWeight(QFont::Black);
        break;
    case Voice::Script:
        font.setFamilies({u"Lobster"_s, u"Lobster Two"_s, u"Segoe Script"_s, u"Snell Roundhand"_s, u"EB Garamond"_s});
        font.setWeight(QFont::Bold);
        break;
    case Voice::Serif:
        font.setFamilies({u"EB Garamond"_s, u"Georgia"_s, u"Times New Roman"_s, u"DejaVu Serif"_s});
        break;
    }
    font.setPixelSize(static_cast<int>(em));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::AbsoluteSpacing, tracking * em);
    return font;
}

bool isTight(Voice voice, const QString& line)
{
    const bool tall = std::any_of(
        line.begin(), line.end(), [](QChar unit) { return unit.unicode() >= 0x0590 && unit.unicode() != 0x2026; });
    return !tall && (voice == Voice::Condensed || line == line.toUpper());
}

// Words; a word too long to stand alone (also text without spaces) falls apart between its letters.
QStringList piecesOf(const QString& text)
{
    constexpr qsizetype longest = 20;
    QStringList pieces;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (word.size() <= longest && word.front().unicode() < 0x2E80) {
            pieces += word;
            continue;
        }
        const bool ideographs = word.front().unicode() >= 0x2E80;
        const qsizetype step = ideographs ? 2 : 14;
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
        qsizetype from = 0;
        for (qsizetype at = finder.toNextBoundary(); at >= 0; at = finder.toNextBoundary()) {
            if (at - from >= step || at == word.size()) {
                pieces += word.mid(from, at - from)
                    + (at == word.size() ? QString()
                            : ideographs ? QString(glue)
                                         : u'-' + QString(glue));
                from = at;
            }
        }
    }
    return pieces;
}

// The breaks into `count` lines with the least widest line.
QStringList balanced(const QStringList& pieces, const std::vector<double>& widths, double space, std::size_t count)
{
    const std::size_t n = widths.size();
    std::vector<double> sums(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i)
        sums[i + 1] = sums[i] + widths[i];
    const auto width = [&](std::size_t a, std::size_t b) {
        return sums[b] - sums[a] + space * static_cast<double>(b - a - 1);
    };
    std::vector<std::vector<double>> best(count + 1, std::vector<double>(n + 1, std::numeric_limits<double>::max()));
    std::vector<std::vector<std::size_t>> cut(count + 1, std::vector<std::size_t>(n + 1, 0));
    best[0][0] = 0;
    for (std::size_t line = 1; line <= count; ++line) {
        for (std::size_t end = line; end <= n; ++end) {
            for (std::size_t start = line - 1; start < end; ++start) {
                const double widest = std::max(best[line - 1][start], width(start, end));
                if (widest < best[line][end]) {
                    best[line][end] = widest;
                    cut[line][end] = start;
                }
            }
        }
    }
    QStringList lines;
    for (std::size_t line = count, end = n; line > 0; end = cut[line][end], --line)
        lines.prepend(
            joined(pieces.mid(static_cast<qsizetype>(cut[line][end]), static_cast<qsizetype>(end - cut[line][end]))));
    return lines;
}

QPainterPath outline(const QString& line, const QFont& font)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addText(0, 0, font, line);
    return path;
}

QPainterPath stackFlush(const QStringList& lines, const QFont& font)
{
    std::vector<QPainterPath> paths;
    double widest = 0;
    for (const QString& line : lines) {
        paths.push_back(outline(line, font));
        widest = std::max(widest, paths.back().boundingRect().width());
    }
    QPainterPath block;
    block.setFillRule(Qt::WindingFill);
    double y = 0;
    for (const QPainterPath& path : paths) {
        const QRectF ink = path.boundingRect();
        if (ink.width() <= 0)
            continue;
        const double scale = std::min(widest / ink.width(), 2.6);
        block.addPath(QTransform::fromTranslate((widest - ink.width() * scale) / 2, y)
                          .scale(scale, scale)
                          .translate(-ink.left(), -ink.top())
                          .map(path));
        y += ink.height() * scale + em * 0.11;
    }
    return block;
}

QPainterPath stackLines(const QStringList& lines, const QFont& font, const TypeSetting& setting)
{
    const QFontMetricsF metrics(font);
    const bool tight =
        std::all_of(lines.begin(), lines.end(), [&](const QString& line) { return isTight(setting.voice, line); });
    const double step =
        (tight ? metrics.capHeight() * 1.17 : em * (setting.voice == Voice::Serif ? 0.98 : 0.96)) * setting.leading;
    QPainterPath block;
    block.setFillRule(Qt::WindingFill);
    double y = 0;
    for (const QString& line : lines) {
        const QPainterPath path = outline(line, font);
        const QRectF ink = path.boundingRect();
        const double x = setting.align & Qt::AlignLeft ? -ink.left()
            : setting.align & Qt::AlignRight           ? -ink.right()
                                                       : -ink.center().x();
        block.addPath(path.translated(x, y));
        y += step;
    }
    return block;
}

QPainterPath fitInto(const QPainterPath& block, const QRectF& box, const TypeSetting& setting)
{
    const QRectF ink = block.boundingRect();
    if (ink.width() <= 0 || ink.height() <= 0)
        return {};
    const double scale = std::min({box.width() / ink.width(), box.height() / ink.height(), setting.maxEm / em});
    const QSizeF size = ink.size() * scale;
    const double x = setting.align & Qt::AlignLeft ? box.left()
        : setting.align & Qt::AlignRight           ? box.right() - size.width()
                                                   : box.center().x() - size.width() / 2;
    const double y = setting.align & Qt::AlignTop ? box.top()
        : setting.align & Qt::AlignBottom         ? box.bottom() - size.height()
                                                  : box.center().y() - size.height() / 2;
    return QTransform::fromTranslate(x, y).scale(scale, scale).translate(-ink.left(), -ink.top()).map(block);
}

} // namespace

QPainterPath typeset(const QString& text, const QRectF& box, const TypeSetting& setting)
{
    if (box.width() < 2 || box.height() < 2)
        return {};
    QStringList pieces = piecesOf(text);
    constexpr qsizetype mostPieces = 28;
    if (pieces.size() > mostPieces)
        pieces = pieces.mid(0, mostPieces) << u"…"_s;
    if (pieces.isEmpty())
        return {};
    const QFont font = fontOf(setting.voice, setting.tracking);
    const QFontMetricsF metrics(font);
    std::vector<double> widths;
    for (const QString& piece : std::as_const(pieces))
        widths.push_back(std::max(1.0, metrics.horizontalAdvance(piece)));
    const double space = metrics.horizontalAdvance(u' ');
    QPainterPath best;
    double bestSize = 0;
    const int most = std::min(static_cast<int>(pieces.size()), setting.maxLines);
    for (int count = 1; count <= most; ++count) {
        const QStringList lines = balanced(pieces, widths, space, static_cast<std::size_t>(count));
        const QPainterPath block =
            setting.flush && count > 1 ? stackFlush(lines, font) : stackLines(lines, font, setting);
        const QRectF ink = block.boundingRect();
        if (ink.isEmpty())
            continue;
        // Size of the letters, not of the block, decides; a line more must be worth it.
        const double size = std::min({box.width() / ink.width(), box.height() / ink.height(), setting.maxEm / em})
            * (1.0 - 0.02 * count);
        const double worth =
            setting.flush ? std::sqrt(ink.width() * ink.height()) * size / std::sqrt(box.width() * box.height()) : size;
        if (worth > bestSize) {
            bestSize = worth;
            best = block;
        }
    }
    return fitInto(best, box, setting);
}

} // namespace batchroom::paint
