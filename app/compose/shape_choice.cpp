// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/shape_choice.h"

#include "app/compose/cell_values.h"
#include "app/compose/closest_word.h"

#include <QCoreApplication>

#include <algorithm>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BatchPlan)
};

QString sizeText(QSize size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

bool offers(const Model& model, QSize size)
{
    return std::find(model.resolutions.begin(), model.resolutions.end(), size) != model.resolutions.end();
}

double ratioOf(const QString& aspect)
{
    return aspect.section(u':', 0, 0).toDouble() / aspect.section(u':', 1, 1).toDouble();
}

// Nearest ratio that the model draws, on a scale where 2:1 and 1:2 are as far from 1:1.
QString nearestAspect(const Model& model, const QString& aspect)
{
    QString best = model.defaultAspect;
    double bestGap = 1e9;
    for (const AspectOption& option : model.aspects) {
        if (!option.size.isValid())
            continue;
        const double ratio = ratioOf(option.id) / ratioOf(aspect);
        const double gap = std::max(ratio, 1 / ratio);
        if (gap < bestGap) {
            bestGap = gap;
            best = option.id;
        }
    }
    return best;
}

// Largest offered pixels of exactly this ratio: the way to 4:5 where the model has no word for it.
QSize exactPixels(const Model& model, const QString& aspect)
{
    const int width = aspect.section(u':', 0, 0).toInt();
    const int height = aspect.section(u':', 1, 1).toInt();
    QSize best;
    for (const QSize size : model.resolutions) {
        if (size.width() * height == size.height() * width && size.width() > best.width())
            best = size;
    }
    return best;
}

QStringList aspectIds(const Model& model)
{
    QStringList ids;
    for (const AspectOption& option : model.aspects)
        ids.append(option.id);
    return ids;
}

class ShapeChooser {
public:
    ShapeChooser(const Catalog& catalog, const Model* model, const ShapeCells& cells)
        : m_catalog(catalog)
        , m_model(model ? *model : catalog.defaultModel())
        , m_isKnown(model != nullptr)
        , m_cells(cells)
    {
    }

    ShapeChoice choose()
    {
        m_choice.aspect = m_model.defaultAspect;
        if (!planResolution())
            planAspect();
        return std::move(m_choice);
    }

private:
    bool planResolution();
    void planAspect();
    void refuseAspect(const QString& cell);
    void error(SheetColumn column, const QString& what)
    {
        m_choice.issues.append({CellIssue::Severity::Error, column, what});
    }
    void warning(SheetColumn column, const QString& what)
    {
        m_choice.issues.append({CellIssue::Severity::Warning, column, what});
    }
    bool anyModel(auto&& knows) const
    {
        return std::any_of(m_catalog.models().begin(), m_catalog.models().end(), knows);
    }

    const Catalog& m_catalog;
    const Model& m_model;
    const bool m_isKnown;
    const ShapeCells& m_cells;
    ShapeChoice m_choice;
};

// True when the row asks for exact pixels, whatever came of it.
bool ShapeChooser::planResolution()
{
    const QString cell = m_cells.resolution;
    if (cell.isEmpty() || cell.compare(QLatin1StringView("auto"), Qt::CaseInsensitive) == 0)
        return false;
    const std::optional<QSize> size = pixelSize(cell);
    if (!size) {
        error(SheetColumn::Resolution,
            Words::tr("“%1” is no resolution. Write width and height in pixels, like 1024x1024.").arg(cell));
        return true;
    }
    const auto sameSize = std::find_if(m_model.aspects.begin(), m_model.aspects.end(),
        [&](const AspectOption& option) { return option.size == *size; });
    const bool isAspect = sameSize != m_model.aspects.end();
    if (offers(m_model, *size)) {
        m_choice.resolution = *size;
        m_choice.aspect = isAspect ? sameSize->id : QString();
    } else if (isAspect) {
        m_choice.aspect = sameSize->id;
    } else if (anyModel([&](const Model& other) { return offers(other, *size); })) {
        if (m_isKnown)
            warning(SheetColumn::Resolution,
                Words::tr("%1 does not draw %2. It is not sent; the aspect decides.")
                    .arg(m_model.shortName, sizeText(*size)));
        return false;
    } else {
        error(SheetColumn::Resolution,
            Words::tr("No model draws %1. Leave the resolution empty and choose an aspect, %2 is nearest.")
                .arg(sizeText(*size),
                    nearestAspect(m_model, QStringLiteral("%1:%2").arg(size->width()).arg(size->height()))));
        return true;
    }
    const QString aspect = normalizedAspect(m_cells.aspect);
    if (!m_cells.aspect.isEmpty() && aspect != m_choice.aspect)
        warning(SheetColumn::Aspect,
            Words::tr("The row asks for %1 pixels, so the aspect “%2” is not sent.")
                .arg(sizeText(*size), m_cells.aspect));
    return true;
}

void ShapeChooser::planAspect()
{
    const QString cell = m_cells.aspect.isEmpty() ? m_cells.defaultAspect : m_cells.aspect;
    if (cell.isEmpty())
        return;
    if (const AspectOption* option = m_model.aspect(cell)) {
        m_choice.aspect = option->id;
        return;
    }
    const QString aspect = normalizedAspect(cell);
    const bool isRatio = aspect.contains(u':');
    if (const QSize pixels = isRatio ? exactPixels(m_model, aspect) : QSize(); pixels.isValid()) {
        m_choice.aspect = aspect;
        m_choice.resolution = pixels;
        return;
    }
    const auto known = [&](const Model& other) { return other.aspect(cell) != nullptr; };
    if (aspect.isEmpty() || !anyModel(known)) {
        refuseAspect(cell);
    } else if (m_isKnown) {
        m_choice.aspect = isRatio ? nearestAspect(m_model, aspect) : m_model.defaultAspect;
        warning(SheetColumn::Aspect,
            Words::tr("%1 does not draw %2. It is not sent; %3 is drawn.")
                .arg(m_model.shortName, aspect, m_choice.aspect));
    }
}

void ShapeChooser::refuseAspect(const QString& cell)
{
    const QStringList allowed = aspectIds(m_model);
    const QString aspect = normalizedAspect(cell);
    std::optional<QString> meant = closestWord(aspect.isEmpty() ? cell : aspect, allowed);
    if (!meant && aspect.contains(u':'))
        meant = nearestAspect(m_model, aspect);
    error(SheetColumn::Aspect,
        Words::tr("There is no aspect “%1”.").arg(cell)
            + (meant ? Words::tr(" Did you mean %1?").arg(*meant) : QString())
            + Words::tr(" Allowed: %1.").arg(allowed.join(QStringLiteral(", "))));
}

} // namespace

ShapeChoice chooseShape(const Catalog& catalog, const Model* model, const ShapeCells& cells)
{
    return ShapeChooser(catalog, model, cells).choose();
}

} // namespace batchroom
