// SPDX-License-Identifier: GPL-3.0-or-later
// Pure planner: sheet in, jobs and bill out. One job = one image; seeds s, s+1, ...
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/sheet.h"
#include "app/core/job.h"

namespace batchroom {

struct CellIssue {
    enum class Severity { Warning, Error };
    Severity severity = Severity::Error;
    int row = 0; // 1-based
    SheetColumn column = SheetColumn::Prompt;
    QString what; // the sentence, with what is allowed
};

// Used where a cell is empty; themselves cells as typed (from --model, --style, --aspect, --speed).
struct SheetDefaults {
    QString model;
    QString style;
    QString aspect;
    QString speed;
};

struct BatchPlan {
    QList<JobDraft> jobs;              // empty when there is any error
    QList<CellIssue> issues;           // all of them, by row and column
    QMap<QString, Money> priceByModel; // model id -> sum
    QMap<QString, int> imagesByModel;
    Money total;           // like the two maps: of the rows without errors
    QStringList campaigns; // named in the rows, in order of first use; each job has its own in metadata "campaign"
    bool hasErrors() const;
};

// A value the row's model cannot do (style on 4.5, negative prompt on 2a) is a warning and is not sent; a value nobody
// knows is an error.
BatchPlan planBatch(const Sheet& sheet, const Catalog& catalog, const SheetDefaults& defaults, Billing billing);

// One batch's share of a sheet that names several campaigns.
struct CampaignPlan {
    QString campaign;
    BatchPlan plan; // without issues: those are the sheet's
};
// One plan a campaign, in order of first use; nothing when the sheet has errors. Rows that name none belong to
// `otherwise`. Names that differ in letter case only are one campaign, as in the library.
QList<CampaignPlan> splitByCampaign(const BatchPlan& plan, const QString& otherwise);

// One row's share, for the sheet's price column and cell warnings.
struct RowPlan {
    QList<CellIssue> issues;
    Money price; // of all its images
    int images = 0;
    const Model* model = nullptr;
    QList<JobDraft> jobs;
};
RowPlan planRow(
    const SheetRow& row, int rowNumber, const Catalog& catalog, const SheetDefaults& defaults, Billing billing);

// With `places` in flight and the typical durations of the catalogue.
std::chrono::milliseconds expectedDuration(const BatchPlan& plan, const Catalog& catalog, int places);

} // namespace batchroom
