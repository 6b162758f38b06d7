// SPDX-License-Identifier: GPL-3.0-or-later
// The scene families. Each fills the whole frame, in any format from 3:1 to 1:3, and sets the brief's text if there is
// some. `chooseScene` finds the family that answers the prompt.
#pragma once

#include "app/sandbox/paint_stage.h"

namespace batchroom::paint {

using Scene = void (*)(Stage&);

Scene chooseScene(const Brief& brief, Dice& dice);

// Posters
void paintSunset(Stage& stage);
void paintBauhaus(Stage& stage);
void paintArches(Stage& stage);
void paintSunburst(Stage& stage);
void paintBigNumber(Stage& stage);
void paintTargets(Stage& stage);
void paintChecker(Stage& stage);
void paintSwiss(Stage& stage);
void paintGlow(Stage& stage);
void paintBotanical(Stage& stage);
void paintPattern(Stage& stage);
// Places
void paintMountains(Stage& stage);
void paintBeach(Stage& stage);
void paintPaperWaves(Stage& stage);
void paintNightMarket(Stage& stage);
void paintCity(Stage& stage);
// Products and still lifes
void paintCans(Stage& stage);
void paintBottle(Stage& stage);
void paintSkincare(Stage& stage);
void paintPerfume(Stage& stage);
void paintCandle(Stage& stage);
void paintCoffee(Stage& stage);
void paintIcePop(Stage& stage);
void paintDonut(Stage& stage);
void paintSneaker(Stage& stage);
void paintStillLife(Stage& stage);
void paintBooks(Stage& stage);
// Whole looks
void paintSolids(Stage& stage);
void paintAnime(Stage& stage);
void paintStory(Stage& stage);

} // namespace batchroom::paint
