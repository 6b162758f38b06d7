// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe of a picture as lines to read, and what differs between compared pictures. Pure.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/asset.h"

namespace batchroom {

enum class RecipeField {
    Model,
    Style,
    Aspect,
    Pixels,
    Seed,
    Speed,
    Price,
    Made,
    Batch,
    MagicPrompt,
    Palette,
    NegativePrompt
};

struct RecipeFact {
    RecipeField field = RecipeField::Model;
    QString name;
    QString value; // never empty: "None" where there is none
};

// Model, style, aspect with pixels, seed, price, made, batch: what the recipe pane shows.
QList<RecipeFact> recipeFacts(const Asset& asset, const Catalog& catalog, const QDateTime& now);

struct ComparedFact {
    RecipeField field = RecipeField::Model;
    QString name;
    QStringList values; // one a picture
    bool differs = false;
};

struct Comparison {
    QList<ComparedFact> facts; // those that differ first, each part in the order of RecipeField
    int different = 0;         // the prompt counts as one
    int all = 0;
    QStringList prompts; // one when it is the same in all
};
// Two to four pictures.
Comparison compareRecipes(const QList<Asset>& assets, const Catalog& catalog);

QString modelWords(const GenerationRequest& request, const Catalog& catalog); // "3.0 · Quality"
QString styleWords(const GenerationRequest& request, const Catalog& catalog);
QString bytesText(qint64 bytes); // "412 MB"

} // namespace batchroom
