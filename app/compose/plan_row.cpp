// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/cell_values.h"
#include "app/compose/closest_word.h"
#include "app/compose/plan_batch.h"
#include "app/compose/shape_choice.h"
#include "app/compose/template_text.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qsizetype longestName = 200;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BatchPlan)
};

template <typename T>
QStringList idsOf(const std::vector<T>& options)
{
    QStringList ids;
    for (const T& option : options)
        ids.append(option.id);
    return ids;
}

QString listed(const QStringList& words)
{
    return words.join(QStringLiteral(", "));
}

class RowPlanner {
public:
    RowPlanner(const SheetRow& row, int number, const Catalog& catalog, const SheetDefaults& defaults, Billing billing)
        : m_row(row)
        , m_number(number)
        , m_catalog(catalog)
        , m_defaults(defaults)
        , m_billing(billing)
    {
    }

    RowPlan plan()
    {
        planModel();
        planPrompt();
        planStyle();
        planShape();
        planSpeed();
        planMagicPrompt();
        planNegativePrompt();
        planImages();
        planSeed();
        planPalette();
        planNames();
        std::stable_sort(m_plan.issues.begin(), m_plan.issues.end(),
            [](const CellIssue& a, const CellIssue& b) { return a.column < b.column; });
        const bool isFine = std::none_of(m_plan.issues.begin(), m_plan.issues.end(),
            [](const CellIssue& issue) { return issue.severity == CellIssue::Severity::Error; });
        m_plan.images = static_cast<int>(m_images);
        if (isFine)
            makeJobs();
        return std::move(m_plan);
    }

private:
    void error(SheetColumn column, const QString& what)
    {
        m_plan.issues.append({CellIssue::Severity::Error, m_number, column, what});
    }
    void warning(SheetColumn column, const QString& what)
    {
        m_plan.issues.append({CellIssue::Severity::Warning, m_number, column, what});
    }
    QString typed(SheetColumn column, const QString& fallback = {}) const
    {
        const QString cell = m_row.cell(column).trimmed();
        return cell.isEmpty() ? fallback.trimmed() : cell;
    }
    const Model& model() const { return m_plan.model ? *m_plan.model : m_catalog.defaultModel(); }
    bool anyModel(auto&& knows) const
    {
        return std::any_of(m_catalog.models().begin(), m_catalog.models().end(), knows);
    }
    // "There is no style “Desing”. Did you mean Design? Allowed: …"
    void unknownWord(SheetColumn column, const QString& what, const QString& word, const QStringList& allowed)
    {
        const std::optional<QString> meant = closestWord(word, allowed);
        error(column,
            what + (meant ? Words::tr(" Did you mean %1?").arg(*meant) : QString())
                + Words::tr(" Allowed: %1.").arg(listed(allowed)));
    }

    void planModel();
    void planPrompt();
    void planStyle();
    void planShape();
    void planSpeed();
    void planMagicPrompt();
    void planNegativePrompt();
    void planImages();
    void planSeed();
    void planPalette();
    void planNames();
    void makeJobs();
    QString filled(SheetColumn column);
    std::optional<QString> placeholderValue(SheetColumn column, const QString& name);

    const SheetRow& m_row;
    const int m_number;
    const Catalog& m_catalog;
    const SheetDefaults& m_defaults;
    const Billing m_billing;
    RowPlan m_plan;
    GenerationRequest m_request;
    QString m_name;
    qint64 m_images = 1;
};

void RowPlanner::planModel()
{
    const QString cell = typed(SheetColumn::Model, m_defaults.model);
    m_plan.model = cell.isEmpty() ? &m_catalog.defaultModel() : m_catalog.model(cell);
    if (m_plan.model) {
        m_request.model = m_plan.model->id;
        return;
    }
    QStringList names = idsOf(m_catalog.models());
    const std::optional<QString> meant = closestWord(cell, names);
    error(SheetColumn::Model,
        Words::tr("There is no model “%1”.").arg(cell)
            + (meant ? Words::tr(" Did you mean %1?").arg(*meant) : QString())
            + Words::tr(" Allowed: %1.").arg(listed(names)));
}

std::optional<QString> RowPlanner::placeholderValue(SheetColumn column, const QString& name)
{
    QStringList known;
    for (auto extra = m_row.extras.begin(); extra != m_row.extras.end(); ++extra) {
        if (extra.key().compare(name, Qt::CaseInsensitive) != 0) {
            known.append(extra.key());
            continue;
        }
        if (!extra.value().trimmed().isEmpty())
            return extra.value().trimmed();
        error(column, Words::tr("{%1} is used, but the column “%1” is empty in this row.").arg(name));
        return std::nullopt;
    }
    const std::optional<QString> meant = closestWord(name, known);
    QString what = Words::tr("{%1} is used, but the sheet has no column “%1”.").arg(name);
    if (meant)
        what += Words::tr(" Did you mean {%1}?").arg(*meant);
    what += known.isEmpty()
        ? Words::tr(" It has no columns of its own. Write {{%1}} to mean the text itself.").arg(name)
        : Words::tr(" Columns that can be used: %1.").arg(listed(known));
    error(column, what);
    return std::nullopt;
}

// The cell with its placeholders filled. A structured (JSON) prompt keeps its braces.
QString RowPlanner::filled(SheetColumn column)
{
    const QString cell = typed(column);
    if (!cell.contains(u'{') && !cell.contains(u'}') && !cell.contains(u'\\'))
        return cell;
    if (column == SheetColumn::Prompt && cell.startsWith(u'{') && QJsonDocument::fromJson(cell.toUtf8()).isObject())
        return cell;
    const TemplateText parsed = parseTemplate(cell);
    QString text;
    for (const TemplatePiece& piece : parsed.pieces) {
        if (piece.kind == TemplatePiece::Kind::Literal)
            text += piece.text;
        else if (piece.kind == TemplatePiece::Kind::Placeholder)
            text += placeholderValue(column, piece.text).value_or(QString());
        else
            error(column,
                Words::tr("{%1} lists alternatives. These belong into a brief, which writes one row for each.")
                    .arg(piece.variants.join(u'|')));
    }
    if (!parsed.problem.isEmpty())
        error(column, parsed.problem);
    return text.trimmed();
}

void RowPlanner::planPrompt()
{
    m_request.prompt = filled(SheetColumn::Prompt);
    const qsizetype length = characterCount(m_request.prompt);
    if (typed(SheetColumn::Prompt).isEmpty())
        error(SheetColumn::Prompt, Words::tr("This row has no prompt. Write one, or remove the row."));
    else if (length > model().maxPromptLength)
        error(SheetColumn::Prompt,
            Words::tr("The prompt has %1 characters; %3 takes at most %2.")
                .arg(QString::number(length), QString::number(model().maxPromptLength), model().shortName));
}

void RowPlanner::planStyle()
{
    const QString cell = typed(SheetColumn::Style, m_defaults.style);
    m_request.style = model().defaultStyle;
    if (cell.isEmpty())
        return;
    if (const StyleOption* style = model().style(cell)) {
        m_request.style = style->id;
        return;
    }
    QStringList everywhere;
    const StyleOption* elsewhere = nullptr;
    for (const Model& other : m_catalog.models()) {
        everywhere += idsOf(other.styles);
        if (!elsewhere)
            elsewhere = other.style(cell);
    }
    everywhere.removeDuplicates();
    if (!elsewhere)
        unknownWord(SheetColumn::Style, Words::tr("There is no style “%1”.").arg(cell), cell,
            model().styles.empty() ? everywhere : idsOf(model().styles));
    else if (m_plan.model && model().styles.empty())
        warning(SheetColumn::Style,
            Words::tr("%1 has no style setting. “%2” stays in the cell but is not sent. The price does not change.")
                .arg(model().shortName, elsewhere->label));
    else if (m_plan.model)
        warning(SheetColumn::Style,
            Words::tr("%1 has no style “%2”. It is not sent; %3 is used. The price does not change.")
                .arg(model().shortName, elsewhere->label, model().style(model().defaultStyle)->label));
}

void RowPlanner::planShape()
{
    const ShapeChoice choice = chooseShape(m_catalog, m_plan.model,
        {typed(SheetColumn::Resolution), typed(SheetColumn::Aspect), m_defaults.aspect.trimmed()});
    m_request.aspect = choice.aspect;
    m_request.resolution = choice.resolution;
    for (const ShapeIssue& issue : choice.issues)
        m_plan.issues.append({issue.severity, m_number, issue.column, issue.what});
}

void RowPlanner::planSpeed()
{
    const QString cell = typed(SheetColumn::Speed, m_defaults.speed);
    m_request.speed = model().defaultSpeed;
    if (cell.isEmpty())
        return;
    if (const SpeedOption* speed = model().speed(cell)) {
        m_request.speed = speed->id;
        return;
    }
    if (!anyModel([&](const Model& other) { return other.speed(cell) != nullptr; })) {
        unknownWord(SheetColumn::Speed, Words::tr("There is no speed “%1”.").arg(cell), cell, idsOf(model().speeds));
    } else if (m_plan.model) {
        const SpeedOption* used = model().speed(model().defaultSpeed);
        warning(SheetColumn::Speed,
            Words::tr("%1 has no speed “%2”. It is not sent; %3 is used.").arg(model().shortName, cell, used->label));
    }
}

void RowPlanner::planMagicPrompt()
{
    const QString cell = typed(SheetColumn::MagicPrompt);
    if (cell.isEmpty())
        return;
    const std::optional<MagicPrompt> value = magicPromptWord(cell);
    if (!value)
        error(
            SheetColumn::MagicPrompt, Words::tr("“%1” is no magic prompt setting. Allowed: auto, on, off.").arg(cell));
    else if (model().takesMagicPrompt)
        m_request.magicPrompt = *value;
    else
        warning(SheetColumn::MagicPrompt,
            Words::tr("%1 has no magic prompt setting. It is not sent.").arg(model().shortName));
}

void RowPlanner::planNegativePrompt()
{
    const QString text = filled(SheetColumn::NegativePrompt);
    if (text.isEmpty())
        return;
    const qsizetype length = characterCount(text);
    if (m_plan.model && !model().takesNegativePrompt)
        warning(SheetColumn::NegativePrompt,
            Words::tr("%1 takes no negative prompt. It stays in the cell but is not sent.").arg(model().shortName));
    else if (length > model().maxPromptLength)
        error(SheetColumn::NegativePrompt,
            Words::tr("The negative prompt has %1 characters; %3 takes at most %2.")
                .arg(QString::number(length), QString::number(model().maxPromptLength), model().shortName));
    else
        m_request.negativePrompt = text;
}

void RowPlanner::planImages()
{
    const QString cell = typed(SheetColumn::Images);
    if (cell.isEmpty())
        return;
    const std::optional<qint64> count = wholeNumber(cell);
    if (count && *count >= 1 && *count <= model().maxImages)
        m_images = *count;
    else
        error(SheetColumn::Images,
            Words::tr("“%1” is no number of images. Allowed: 1 to %2 in a row.")
                .arg(cell, QString::number(model().maxImages)));
}

void RowPlanner::planSeed()
{
    const QString cell = typed(SheetColumn::Seed);
    if (cell.isEmpty() || cell.compare(QLatin1StringView("random"), Qt::CaseInsensitive) == 0
        || cell.compare(QLatin1StringView("auto"), Qt::CaseInsensitive) == 0)
        return;
    const std::optional<qint64> seed = wholeNumber(cell);
    if (!seed || *seed < 0 || *seed > model().maxSeed)
        error(SheetColumn::Seed,
            Words::tr("“%1” is no seed. Allowed: a whole number from 0 to %2, or nothing for a random one.")
                .arg(cell, QString::number(model().maxSeed)));
    else if (*seed + m_images - 1 > model().maxSeed)
        error(SheetColumn::Seed,
            Words::tr("%1 images from seed %2 on would pass the largest seed, %3. Begin lower.")
                .arg(QString::number(m_images), cell, QString::number(model().maxSeed)));
    else if (model().takesSeed)
        m_request.seed = *seed;
    else
        warning(SheetColumn::Seed, Words::tr("%1 takes no seed. It is not sent.").arg(model().shortName));
}

void RowPlanner::planPalette()
{
    const QString cell = typed(SheetColumn::Palette);
    if (cell.isEmpty())
        return;
    const Result<Palette> palette = paletteFromCell(cell, m_catalog.palettePresets());
    if (!palette)
        error(SheetColumn::Palette, palette.error().what);
    else if (!m_plan.model || model().takesPalette)
        m_request.palette = *palette;
    else
        warning(SheetColumn::Palette,
            Words::tr("%1 takes no palette. It stays in the cell but is not sent.").arg(model().shortName));
}

void RowPlanner::planNames()
{
    m_name = filled(SheetColumn::Name);
    if (characterCount(m_name) > longestName)
        error(SheetColumn::Name, Words::tr("The name has more than %1 characters. Shorten it.").arg(longestName));
    if (characterCount(typed(SheetColumn::Campaign)) > longestName)
        error(
            SheetColumn::Campaign, Words::tr("The campaign has more than %1 characters. Shorten it.").arg(longestName));
}

void RowPlanner::makeJobs()
{
    JobDraft draft;
    draft.request = m_request;
    draft.name = m_name;
    draft.price = m_billing == Billing::Free ? Money() : model().priceFor(m_request);
    draft.row = m_number;
    draft.metadata = m_row.extras;
    if (const QString campaign = typed(SheetColumn::Campaign); !campaign.isEmpty())
        draft.metadata.insert(QStringLiteral("campaign"), campaign);
    for (qint64 i = 0; i < m_images; ++i) {
        draft.indexInRow = static_cast<int>(i);
        if (m_request.seed)
            draft.request.seed = *m_request.seed + i;
        m_plan.price += draft.price;
        m_plan.jobs.append(draft);
    }
}

} // namespace

RowPlan planRow(
    const SheetRow& row, int rowNumber, const Catalog& catalog, const SheetDefaults& defaults, Billing billing)
{
    if (row.isEmpty())
        return {};
    return RowPlanner(row, rowNumber, catalog, defaults, billing).plan();
}

} // namespace batchroom
