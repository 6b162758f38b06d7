// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/paint_scenes.h"

#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace batchroom::paint {

namespace {

// Which looks may fall back to a family when the prompt names none of its words.
enum Fallback : unsigned { Never = 0, ForFlat = 1, ForPhoto = 2 };

struct Family {
    Scene scene;
    QLatin1StringView subject; // the thing itself
    QLatin1StringView theme;   // what it goes with
    unsigned fallback;
};

constexpr std::array families{
    Family{paintCans, "can cans soda cola lemonade beer energy kombucha tonic seltzer"_L1,
        "zest drink citrus refreshing"_L1, ForPhoto},
    Family{paintBottle, "juice wine bottles cordial syrup"_L1, "lemon bottle drink"_L1, ForPhoto},
    Family{paintSkincare,
        "oil serum skincare dropper lotion cream moisturizer sunscreen cosmetic cosmetics shampoo tube"_L1,
        "bottle body skin plinth beauty amber"_L1, ForPhoto},
    Family{paintPerfume, "perfume fragrance parfum cologne scent"_L1, "luxury flacon"_L1, ForPhoto},
    Family{paintCandle, "candle candles wax"_L1, "scented fig cosy cozy flame"_L1, ForPhoto},
    Family{paintCoffee, "coffee espresso latte cappuccino cup mug tea cafe café"_L1, "barista breakfast beans"_L1,
        ForPhoto | ForFlat},
    Family{paintIcePop, "popsicle lolly sorbet gelato icecream pop pops"_L1, "ice cool frozen summer"_L1, ForFlat},
    Family{paintDonut, "donut doughnut donuts doughnuts cake bakery pastry"_L1, "sweet sprinkles icing dessert"_L1,
        ForFlat},
    Family{paintSneaker, "sneaker sneakers shoe shoes trainers footwear boot boots"_L1, "running run sport"_L1, Never},
    Family{paintStillLife, "vase ceramic ceramics stilllife pottery flower flowers bouquet interior furniture"_L1,
        "still life window home bowl linen"_L1, ForPhoto},
    Family{paintBooks, "book books reading library bookshop literature"_L1, "novel author"_L1, Never},
    Family{paintBeach, "beach parasol parasols umbrella umbrellas"_L1, "sand summer coast aerial above towel"_L1,
        ForPhoto},
    Family{paintPaperWaves, "swim swimming swimwear surf pool"_L1,
        "paper layered water beachwear waves wave sea ocean"_L1, ForFlat},
    Family{paintMountains,
        "mountain mountains hike hiking trail outdoor outdoors alps peak valley ridge camping summit"_L1,
        "landscape layers nature forest travel adventure"_L1, ForFlat | ForPhoto},
    Family{paintNightMarket, "market neon synthwave retrowave"_L1, "night grid sun striped 80s"_L1, Never},
    Family{
        paintCity, "city skyline town downtown rooftop urban street"_L1, "night late lights evening open"_L1, ForPhoto},
    Family{paintArches, "arch arches opening rainbow"_L1, "grand nested poster invitation launch"_L1, ForFlat},
    Family{paintBauhaus, "bauhaus geometric quarter"_L1, "grid season circles poster shapes modernist"_L1, ForFlat},
    Family{paintSunset, "sunset sunrise sun"_L1, "summer sale sun waves poster type bold"_L1, ForFlat},
    Family{paintSunburst, "sunburst rays lettering badge retro hello"_L1, "weekend script burst vintage"_L1, ForFlat},
    Family{paintBigNumber, "% percent discount"_L1, "sale off save members deal price"_L1, Never},
    Family{paintTargets, "concentric target vinyl record music sound festival concert dj radio"_L1,
        "rings circles jazz band"_L1, ForFlat},
    Family{paintChecker, "checker checkerboard checkered chequered"_L1, "member day retro skate"_L1, ForFlat},
    Family{paintSwiss, "swiss helvetica typographic"_L1, "design sale tilted type headline bold"_L1, ForFlat},
    Family{paintGlow, "gradient mesh aura blur"_L1, "slow morning calm soft abstract glow"_L1, ForFlat},
    Family{paintBotanical, "botanical leaves leaf plant plants jungle garden botanica tropical"_L1,
        "green fern monstera nature"_L1, ForFlat | ForPhoto},
    Family{paintPattern, "pattern patterns seamless wallpaper textile tile"_L1, "fruit watermelon repeat gouache"_L1,
        ForFlat},
};

int scoreOf(const Family& family, const Brief& brief)
{
    const auto hits = [](QLatin1StringView list, const QSet<QString>& words) {
        int count = 0;
        for (const QString& word : QString(list).split(u' '))
            count += words.contains(word) ? 1 : 0;
        return std::min(count, 3);
    };
    return 6 * hits(family.subject, brief.words) + 2 * hits(family.theme, brief.words)
        + 3 * hits(family.subject, brief.quotedWords) + hits(family.theme, brief.quotedWords);
}

} // namespace

Scene chooseScene(const Brief& brief, Dice& dice)
{
    int best = 0;
    Scene answer = nullptr;
    std::vector<Scene> near;
    for (const Family& family : families)
        best = std::max(best, scoreOf(family, brief));
    for (const Family& family : families) {
        if (best > 0 && scoreOf(family, brief) == best)
            near.push_back(family.scene);
    }
    if (!near.empty())
        answer = dice.pick(near);
    const bool seamless = answer == paintPattern;
    switch (brief.look) {
    case Look::Anime: return paintAnime;
    case Look::Solid: return answer == paintNightMarket || seamless ? answer : paintSolids;
    case Look::Story: return best >= 6 && (seamless || answer == paintBotanical) ? answer : paintStory;
    case Look::Flat:
    case Look::Photo: break;
    }
    if (answer)
        return answer;
    const unsigned wanted = brief.look == Look::Photo ? ForPhoto : ForFlat;
    for (const Family& family : families) {
        if (family.fallback & wanted)
            near.push_back(family.scene);
    }
    return dice.pick(near);
}

} // namespace batchroom::paint
