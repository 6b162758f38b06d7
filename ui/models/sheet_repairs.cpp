// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sheet_repairs.h"

#include "app/compose/closest_word.h"
#include "ui/models/sheet_cell_look.h"

#include <QCoreApplication>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qsizetype mostRepairs = 3;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SheetRepairs)
};

class RepairFinder {
public:
    RepairFinder(const SheetRow& row, int rowIndex, const CellIssue& issue, const Catalog& catalog)
        : m_row(row)
        , m_rowIndex(rowIndex)
        , m_issue(issue)
        , m_catalog(catalog)
        , m_before(planRow(row, rowIndex + 1, catalog, {}, Billing::Charged))
    {
    }

    QList<Repair> find()
    {
        offerOtherModel();
        offerMeantWord();
        offerNearest();
        offerPrompt();
        offerClear();
        return m_repairs.mid(0, mostRepairs);
    }

private:
    CellEdit edit(SheetColumn column, const QString& text) const { return {m_rowIndex, fieldOf(column), text}; }
    QString cell() const { return m_row.cell(m_issue.column).trimmed(); }

    bool helps(const QList<CellEdit>& edits) const
    {
        SheetRow tried = m_row;
        for (const CellEdit& each : edits)
            setCellText(tried, each.field, each.text);
        const RowPlan plan = planRow(tried, m_rowIndex + 1, m_catalog, {}, Billing::Charged);
        const bool stays = std::any_of(plan.issues.begin(), plan.issues.end(),
            [&](const CellIssue& issue) { return issue.column == m_issue.column; });
        return !stays && plan.issues.size() < m_before.issues.size();
    }
    bool offer(const QString& label, const QList<CellEdit>& edits)
    {
        if (!helps(edits))
            return false;
        m_repairs.append({label, edits});
        return true;
    }

    void offerOtherModel()
    {
        if (m_issue.column == SheetColumn::Model || m_issue.column == SheetColumn::Prompt)
            return;
        for (const Model& model : m_catalog.models()) {
            if (&model != m_before.model
                && offer(
                    Words::tr("Use %1").arg(model.shortName), {edit(SheetColumn::Model, modelCell(model, m_catalog))}))
                return;
        }
    }
    // An unknown word that is nearly a known one.
    void offerMeantWord()
    {
        if (m_issue.severity != CellIssue::Severity::Error)
            return;
        const Model& model = m_before.model ? *m_before.model : m_catalog.defaultModel();
        QStringList words;
        if (m_issue.column == SheetColumn::Style)
            for (const StyleOption& style : model.styles)
                words.append(style.label);
        if (m_issue.column == SheetColumn::Speed)
            for (const SpeedOption& speed : model.speeds)
                words.append(speed.label);
        if (m_issue.column == SheetColumn::Aspect)
            for (const AspectOption& aspect : model.aspects)
                words.append(aspect.id);
        if (m_issue.column == SheetColumn::Model)
            for (const Model& other : m_catalog.models())
                words.append(modelCell(other, m_catalog));
        if (m_issue.column == SheetColumn::Palette)
            words = m_catalog.palettePresets();
        if (const std::optional<QString> meant = closestWord(cell(), words))
            offer(Words::tr("Use %1").arg(*meant), {edit(m_issue.column, *meant)});
        if (m_issue.column == SheetColumn::Images)
            offer(Words::tr("Use %1").arg(model.maxImages),
                {edit(SheetColumn::Images, QString::number(model.maxImages))});
    }
    // What will be drawn anyway, written down.
    void offerNearest()
    {
        if (m_issue.column != SheetColumn::Aspect || m_before.jobs.isEmpty())
            return;
        const QString& drawn = m_before.jobs.constFirst().request.aspect;
        if (!drawn.isEmpty())
            offer(Words::tr("Use %1").arg(drawn), {edit(SheetColumn::Aspect, drawn)});
    }
    void offerPrompt()
    {
        const QString prompt = m_row.cell(SheetColumn::Prompt).trimmed();
        QString addition;
        if (m_issue.column == SheetColumn::Style)
            addition = Words::tr(", %1 style").arg(cell().toLower());
        else if (m_issue.column == SheetColumn::NegativePrompt)
            addition = Words::tr(", without %1").arg(cell());
        if (!addition.isEmpty() && !prompt.isEmpty() && m_issue.severity == CellIssue::Severity::Warning)
            offer(Words::tr("Put it in the prompt"),
                {edit(SheetColumn::Prompt, prompt + addition), edit(m_issue.column, QString())});
    }
    void offerClear()
    {
        if (!cell().isEmpty())
            offer(Words::tr("Clear it"), {edit(m_issue.column, QString())});
    }

    const SheetRow& m_row;
    const int m_rowIndex;
    const CellIssue& m_issue;
    const Catalog& m_catalog;
    const RowPlan m_before;
    QList<Repair> m_repairs;
};

} // namespace

QList<Repair> repairsFor(const SheetRow& row, int rowIndex, const CellIssue& issue, const Catalog& catalog)
{
    return RepairFinder(row, rowIndex, issue, catalog).find();
}

IssueWords issueWords(const CellIssue& issue)
{
    // A full stop inside "4.5" has no space behind it.
    const qsizetype end = issue.what.indexOf(QLatin1StringView(". "));
    if (end > 0)
        return {issue.what.left(end), issue.what.mid(end + 2)};
    return {issue.what.endsWith(u'.') ? issue.what.chopped(1) : issue.what, {}};
}

} // namespace batchroom
