// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace batchroom::paint {

namespace {

struct CuratedPalette {
    std::array<QRgb, 6> colours; // paper, ink, main, second, third, fourth
    QLatin1StringView words;     // colour words it answers to
};

constexpr std::array curated{
    CuratedPalette{{0xFFF3E0, 0x3A1212, 0xF4572E, 0xFDC84B, 0x0F7F86, 0xFF9A5A}, "coral orange sunset tangerine"_L1},
    CuratedPalette{{0xF3EAD3, 0x10352C, 0x1B4D3E, 0xD9653B, 0xE2A855, 0xE9DCC0}, "forest green emerald"_L1},
    CuratedPalette{{0xFFF0F3, 0x7A1238, 0xFF9EB8, 0xFF5A3C, 0xFFD74A, 0xE8265A}, "pink rose blush"_L1},
    CuratedPalette{{0xF2E8D5, 0x17202B, 0xE4572E, 0xF3A712, 0x2D3F5B, 0x6BA583}, "primary vermilion orange"_L1},
    CuratedPalette{{0xFFF9E0, 0x141210, 0xFFD20A, 0xF0442E, 0x1D3FD0, 0xFFF3B8}, "yellow lemon sun gold"_L1},
    CuratedPalette{{0xEEF1FF, 0x12183A, 0x24326E, 0xF7B267, 0xF25C7A, 0x7FA6E8}, "navy night midnight blue indigo"_L1},
    CuratedPalette{{0xFFE9C9, 0x150A2E, 0x3B1263, 0xFF5FA8, 0xFFC857, 0x5B2BE0}, "violet purple neon magenta"_L1},
    CuratedPalette{{0xF4EFE3, 0x0C3B3F, 0x1F7A7C, 0xF2A65A, 0xE4572E, 0x9AD5CA}, "teal petrol green"_L1},
    CuratedPalette{{0xFBF3E7, 0x3B2A20, 0xE3CDB3, 0xB5622E, 0x8A9A6B, 0x6E4B32}, "sand beige tan cream warm"_L1},
    CuratedPalette{{0xFFF4F8, 0x141A5E, 0x2740D8, 0xF6B3DD, 0xFFD34E, 0xFF6A4D}, "cobalt blue ultramarine"_L1},
    CuratedPalette{{0xFFF7EE, 0x161616, 0xE63322, 0xFFC9B0, 0x1B2A41, 0xF5B700}, "red scarlet crimson"_L1},
    CuratedPalette{{0xF4FBF2, 0x173A30, 0x8FD3B6, 0xFF7A59, 0xFFD166, 0x2E8B6F}, "mint green pistachio"_L1},
    CuratedPalette{{0xFBF5FF, 0x33194D, 0xC7B3F0, 0xFF6FA3, 0xFFCB47, 0x6A4FCF}, "lilac lavender purple pastel"_L1},
    CuratedPalette{{0xF6FBFF, 0x0E2A47, 0x8ED1EE, 0xFF7C5C, 0xFFD25F, 0x2A7FC1}, "sky blue azure light"_L1},
    CuratedPalette{{0xFBEFE2, 0x42180E, 0xC8553D, 0xF0B67F, 0x2F5D62, 0xF7DCC0}, "terracotta rust clay brick"_L1},
    CuratedPalette{{0xFFF1D6, 0x1C120C, 0x3A241A, 0xE59A2F, 0xB4532A, 0xF3D6A0}, "amber brown chocolate dark black"_L1},
    CuratedPalette{{0xF7F3E1, 0x2A2E14, 0x7C8440, 0xE2B842, 0xC5522F, 0xD9D6AE}, "olive moss khaki green"_L1},
    CuratedPalette{{0xFFF2F0, 0x3B0A2A, 0xA51C5B, 0xFF7A6B, 0xFFC66B, 0xF2B5D4}, "berry burgundy plum wine magenta"_L1},
    CuratedPalette{{0xF2FBFA, 0x06363F, 0x16A3AE, 0xFFD56B, 0xFF6B5E, 0xB8ECE6}, "aqua turquoise cyan teal"_L1},
    CuratedPalette{
        {0xF7F2E8, 0x1A1815, 0xDDD3C2, 0xE2512F, 0x35312B, 0xA79B86}, "white cream grey gray neutral stone"_L1},
    CuratedPalette{{0xFAFDE8, 0x14210B, 0xC6E34A, 0xFF5D3B, 0x1F3D2B, 0x7B5BFF}, "lime chartreuse acid"_L1},
    CuratedPalette{{0xFFF3EC, 0x4A1B2C, 0xFFC4A8, 0xF2627A, 0xFFD98A, 0xB8446A}, "peach apricot salmon coral"_L1},
};

struct NamedColour {
    QLatin1StringView name;
    QRgb colour;
};

constexpr std::array namedColours{
    NamedColour{"coral"_L1, 0xFF7A62},
    NamedColour{"orange"_L1, 0xF2702A},
    NamedColour{"tangerine"_L1, 0xF58634},
    NamedColour{"forest"_L1, 0x1B4D3E},
    NamedColour{"green"_L1, 0x2F8F68},
    NamedColour{"emerald"_L1, 0x12805C},
    NamedColour{"pink"_L1, 0xFFA3BC},
    NamedColour{"rose"_L1, 0xE98BA2},
    NamedColour{"blush"_L1, 0xF6CBC5},
    NamedColour{"yellow"_L1, 0xFFD12E},
    NamedColour{"lemon"_L1, 0xFFE04A},
    NamedColour{"gold"_L1, 0xE0AC3A},
    NamedColour{"golden"_L1, 0xE0AC3A},
    NamedColour{"navy"_L1, 0x1B2A5C},
    NamedColour{"midnight"_L1, 0x141B3F},
    NamedColour{"blue"_L1, 0x2F66D6},
    NamedColour{"indigo"_L1, 0x3B3A98},
    NamedColour{"violet"_L1, 0x6B46C9},
    NamedColour{"purple"_L1, 0x7446B8},
    NamedColour{"magenta"_L1, 0xD6288A},
    NamedColour{"teal"_L1, 0x1F7A7C},
    NamedColour{"petrol"_L1, 0x17555E},
    NamedColour{"sand"_L1, 0xE7D2B1},
    NamedColour{"beige"_L1, 0xE6D5C0},
    NamedColour{"tan"_L1, 0xCFA97C},
    NamedColour{"cream"_L1, 0xF6EBD6},
    NamedColour{"cobalt"_L1, 0x2740D8},
    NamedColour{"red"_L1, 0xE23A2B},
    NamedColour{"scarlet"_L1, 0xE0301E},
    NamedColour{"mint"_L1, 0x9BDCC0},
    NamedColour{"pistachio"_L1, 0xBFD89B},
    NamedColour{"lilac"_L1, 0xC9B6F2},
    NamedColour{"lavender"_L1, 0xC3B5EA},
    NamedColour{"sky"_L1, 0x93D3EF},
    NamedColour{"terracotta"_L1, 0xC8553D},
    NamedColour{"rust"_L1, 0xA9482A},
    NamedColour{"amber"_L1, 0xB4651E},
    NamedColour{"brown"_L1, 0x6B4329},
    NamedColour{"chocolate"_L1, 0x4A2A1B},
    NamedColour{"black"_L1, 0x1B191C},
    NamedColour{"olive"_L1, 0x7C8440},
    NamedColour{"moss"_L1, 0x66743C},
    NamedColour{"berry"_L1, 0xA51C5B},
    NamedColour{"burgundy"_L1, 0x6E1630},
    NamedColour{"plum"_L1, 0x6C2B6B},
    NamedColour{"aqua"_L1, 0x3DBFC6},
    NamedColour{"turquoise"_L1, 0x24B0B0},
    NamedColour{"cyan"_L1, 0x2CB5D6},
    NamedColour{"white"_L1, 0xF6F3EE},
    NamedColour{"grey"_L1, 0xB9B6B0},
    NamedColour{"gray"_L1, 0xB9B6B0},
    NamedColour{"stone"_L1, 0xCFC5B6},
    NamedColour{"lime"_L1, 0xC6E34A},
    NamedColour{"peach"_L1, 0xFFC4A8},
    NamedColour{"apricot"_L1, 0xF9B07A},
    NamedColour{"salmon"_L1, 0xFA8F7C},
};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Palette fromCurated(const CuratedPalette& source)
{
    const auto& c = source.colours;
    return {QColor::fromRgb(c[0]), QColor::fromRgb(c[1]), QColor::fromRgb(c[2]), QColor::fromRgb(c[3]),
        QColor::fromRgb(c[4]), QColor::fromRgb(c[5])};
}

bool answersTo(const CuratedPalette& palette, const QString& word)
{
    return QString(palette.words).split(u' ').contains(word);
}

// Paper and ink are the ends of the given colours, pushed only as far as type needs; the rest keep their order.
Palette fromExplicit(std::vector<QColor> colours)
{
    const auto byLight = [](const QColor& a, const QColor& b) { return luminance(a) < luminance(b); };
    const auto [darkest, lightest] = std::minmax_element(colours.begin(), colours.end(), byLight);
    Palette palette;
    palette.ink = luminance(*darkest) > 0.12 ? darker(*darkest, 0.65) : *darkest;
    palette.paper = luminance(*lightest) < 0.6 ? lighter(*lightest, 0.82) : *lightest;
    const QColor dark = *darkest;
    const QColor light = *lightest;
    std::vector<QColor> accents; // the ends come last: they are ink and paper already
    std::copy_if(colours.begin(), colours.end(), std::back_inserter(accents),
        [&](const QColor& colour) { return colour != dark && colour != light; });
    accents.push_back(dark);
    accents.push_back(light);
    const auto accent = [&](std::size_t index) {
        const QColor colour = accents[index % accents.size()];
        const std::size_t round = index / accents.size();
        return round == 0 ? colour : round % 2 == 1 ? mix(colour, palette.paper, 0.42) : mix(colour, palette.ink, 0.38);
    };
    palette.main = accent(0);
    palette.second = accent(1);
    palette.third = accent(2);
    palette.fourth = accent(3);
    return palette;
}

} // namespace

QColor mix(const QColor& from, const QColor& to, double share)
{
    const auto blend = [share](int a, int b) { return qBound(0, qRound(a + (b - a) * share), 255); };
    return QColor(blend(from.red(), to.red()), blend(from.green(), to.green()), blend(from.blue(), to.blue()));
}

QColor lighter(const QColor& colour, double share)
{
    return mix(colour, QColor(255, 250, 242), share);
}

QColor darker(const QColor& colour, double share)
{
    // Shadows keep their hue: towards a deep version of the colour itself, cooled a little, never plain black.
    const QColor deep(
        qRound(colour.red() * 0.13) + 8, qRound(colour.green() * 0.10) + 5, qRound(colour.blue() * 0.17) + 14);
    return mix(colour, deep, share);
}

QColor clear(const QColor& colour, double alpha)
{
    QColor result = colour;
    result.setAlphaF(static_cast<float>(qBound(0.0, alpha, 1.0)));
    return result;
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.red() / 255.0) + 0.7152 * linear(colour.green() / 255.0)
        + 0.0722 * linear(colour.blue() / 255.0);
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

QColor readableOn(const QColor& ground, std::initializer_list<QColor> candidates, double wanted)
{
    QColor best = *candidates.begin();
    for (const QColor& candidate : candidates) {
        if (contrast(ground, candidate) >= wanted)
            return candidate;
        if (contrast(ground, candidate) > contrast(ground, best))
            best = candidate;
    }
    return best;
}

std::optional<QColor> colourNamed(QStringView word)
{
    for (const NamedColour& named : namedColours) {
        if (word == named.name)
            return QColor::fromRgb(named.colour);
    }
    return std::nullopt;
}

Palette choosePalette(const QStringList& explicitColours, const QStringList& colourWords, Temper temper, Dice& dice)
{
    std::vector<QColor> given;
    for (const QString& text : explicitColours) {
        const QColor colour = QColor(text.trimmed());
        if (colour.isValid() && given.size() < 16)
            given.push_back(QColor(colour.red(), colour.green(), colour.blue()));
    }
    if (!given.empty())
        return fromExplicit(std::move(given));
    std::vector<Palette> matches;
    for (const QString& word : colourWords) {
        for (const CuratedPalette& palette : curated) {
            if (answersTo(palette, word))
                matches.push_back(fromCurated(palette));
        }
        if (!matches.empty())
            return dice.pick(matches);
    }
    // Quiet palettes flatter skin care and still lifes; unasked, they would make a poster dull.
    constexpr std::array<std::size_t, 7> calm{1, 7, 8, 11, 14, 16, 21};
    constexpr std::array<std::size_t, 16> vivid{0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14, 17, 18, 21};
    return fromCurated(curated[temper == Temper::Calm ? dice.pick(calm) : dice.pick(vivid)]);
}

} // namespace batchroom::paint
