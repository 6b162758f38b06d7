// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/export_plan.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

namespace batchroom {

namespace {

constexpr int longestSide = 16'384;

QString tr(const char* text)
{
    return QCoreApplication::translate("Delivery", text);
}

Result<QList<Preset>> distinctPresets(const QList<Preset>& presets)
{
    QList<Preset> distinct;
    QSet<QString> seen;
    for (const Preset& preset : presets) {
        if (preset.size.isEmpty() || std::max(preset.size.width(), preset.size.height()) > longestSide)
            return Error{ErrorCode::BadInput,
                tr("The size %1 x %2 of “%3” cannot be made. Choose sides from 1 to %4 pixels.")
                    .arg(QString::number(preset.size.width()), QString::number(preset.size.height()), preset.id,
                        QString::number(longestSide)),
                {}};
        if (seen.contains(preset.id))
            continue;
        seen.insert(preset.id);
        distinct.append(preset);
    }
    if (distinct.isEmpty())
        return Error{ErrorCode::BadInput, tr("No size is chosen. Choose at least one, for example og or ig_sq."), {}};
    return distinct;
}

// Some disks do not tell capitals apart, so neither do we.
FileName freeName(const QString& stem, const QString& extension, QHash<QString, int>& taken)
{
    FileName name{stem, 1, extension};
    int& last = taken[stem.toCaseFolded()];
    name.suffix = ++last;
    return name;
}

} // namespace

Result<ExportPlan> planExport(const QList<Asset>& assets, const ExportOptions& options)
{
    if (options.folder.trimmed().isEmpty())
        return {ErrorCode::BadInput, tr("No folder is chosen. Choose where the files go."), {}};
    if (assets.isEmpty())
        return {ErrorCode::BadInput, tr("No picture is chosen. Select at least one."), {}};
    Result<QList<Preset>> presets = distinctPresets(options.presets);
    if (!presets)
        return presets.error();

    ExportPlan plan;
    plan.presets = *std::move(presets);
    const QString extension = extensionOf(options.format);
    QHash<QString, int> taken;
    int number = 0;
    for (const Asset& asset : assets) {
        PlannedPicture picture{asset, {}};
        ++number;
        for (const Preset& preset : plan.presets) {
            const Result<QString> stem = variantName(options.nameTemplate, asset, preset, number);
            if (!stem)
                return stem.error();
            picture.names.append(freeName(*stem, extension, taken));
        }
        plan.pictures.append(picture);
    }
    return plan;
}

} // namespace batchroom
