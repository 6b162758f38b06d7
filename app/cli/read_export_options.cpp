// SPDX-License-Identifier: GPL-3.0-or-later
// Which sizes, where to, and how they are written.
#include "app/cli/read_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

Result<void> readPresets(const QString& list, const Catalog& catalog, Options& options)
{
    for (const QString& word : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const Preset* preset = catalog.preset(word.trimmed());
        if (!preset) {
            QStringList known;
            for (const Preset& candidate : catalog.presets())
                known.append(candidate.id);
            return usageError(
                tr("There is no preset “%1”. Known ones: %2.").arg(word.trimmed(), known.join(QStringLiteral(", "))));
        }
        const bool isNew = std::none_of(options.exporting.presets.cbegin(), options.exporting.presets.cend(),
            [&](const Preset& chosen) { return chosen.id == preset->id; });
        if (isNew)
            options.exporting.presets.append(*preset);
    }
    if (options.exporting.presets.isEmpty())
        return usageError(tr("No preset was named. Write for example --export og,instagram,twitter-header."));
    return {};
}

} // namespace

Result<void> readExport(const QCommandLineParser& parser, const Catalog& catalog, Options& options)
{
    for (const QString& option : {QStringLiteral("export"), QStringLiteral("preset")})
        if (parser.isSet(option))
            if (Result<void> read = readPresets(parser.value(option), catalog, options); !read)
                return read;
    options.exporting.folder = parser.value(QStringLiteral("out"));
    if (parser.isSet(QStringLiteral("format"))) {
        const std::optional<PictureFormat> format = formatFromName(parser.value(QStringLiteral("format")));
        if (!format)
            return usageError(
                tr("--format takes jpeg, png or webp, not “%1”.").arg(parser.value(QStringLiteral("format"))));
        options.exporting.format = *format;
    }
    if (parser.isSet(QStringLiteral("quality"))) {
        const Result<qint64> quality = number(parser, "quality", 1, 100);
        if (!quality)
            return quality.error();
        options.exporting.quality = static_cast<int>(*quality);
    }
    if (parser.isSet(QStringLiteral("name")))
        options.exporting.nameTemplate = parser.value(QStringLiteral("name"));
    if (parser.isSet(QStringLiteral("no-recipe")))
        options.exporting.recipe = WriteRecipe::No;
    Asset sample;
    sample.name = QStringLiteral("sample");
    const Result<QString> name = variantName(options.exporting.nameTemplate, sample, catalog.presets().front(), 1);
    return name ? Result<void>() : Result<void>(name.error());
}

} // namespace batchroom::cli
