// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/sheet.h"

#include <algorithm>

namespace batchroom {

namespace {

struct ColumnWords {
    SheetColumn column;
    std::initializer_list<const char16_t*> words; // the first is the one we write
};

const ColumnWords columnWords[sheetColumnCount] = {
    {SheetColumn::Prompt, {u"prompt", u"prompts"}},
    {SheetColumn::Model, {u"model"}},
    {SheetColumn::Style, {u"style", u"style_type"}},
    {SheetColumn::Aspect, {u"aspect_ratio", u"aspect", u"ratio", u"aspectratio"}},
    {SheetColumn::Resolution, {u"resolution"}},
    {SheetColumn::Speed, {u"speed", u"rendering", u"rendering_speed", u"quality", u"renderingspeed"}},
    {SheetColumn::MagicPrompt, {u"magic_prompt", u"magicprompt", u"magic_prompt_option"}},
    {SheetColumn::NegativePrompt, {u"negative_prompt", u"negativeprompt", u"negative"}},
    {SheetColumn::Images, {u"num_images", u"images", u"number_of_images", u"numimages", u"image_count"}},
    {SheetColumn::Seed, {u"seed", u"seed_number", u"seednumber"}},
    {SheetColumn::Palette, {u"palette", u"color_palette", u"colour_palette"}},
    {SheetColumn::Campaign, {u"campaign"}},
    {SheetColumn::Name, {u"name"}},
};

} // namespace

bool SheetRow::isEmpty() const
{
    const auto blank = [](const QString& text) { return QStringView(text).trimmed().isEmpty(); };
    return std::all_of(cells.begin(), cells.end(), blank) && std::all_of(extras.begin(), extras.end(), blank);
}

QString sheetColumnName(SheetColumn column)
{
    return QString::fromUtf16(*columnWords[static_cast<size_t>(column)].words.begin());
}

std::optional<SheetColumn> sheetColumnFromName(QStringView header)
{
    QString key = header.trimmed().toString().toLower();
    key.replace(u' ', u'_').replace(u'-', u'_');
    for (const ColumnWords& entry : columnWords) {
        for (const char16_t* word : entry.words) {
            if (key == QStringView(word))
                return entry.column;
        }
    }
    return std::nullopt;
}

} // namespace batchroom
