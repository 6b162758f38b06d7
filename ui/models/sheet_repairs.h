// SPDX-License-Identifier: GPL-3.0-or-later
// The ways out of a warning or an error in a cell: "Use 3.0", "Put it in the prompt", "Clear it". Only what really
// helps: each is tried on the row. Pure.
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/plan_batch.h"
#include "ui/models/sheet_field.h"

namespace batchroom {

struct Repair {
    QString label;
    QList<CellEdit> edits;
};
QList<Repair> repairsFor(const SheetRow& row, int rowIndex, const CellIssue& issue, const Catalog& catalog);
// The sentence of an issue as a headline and the rest.
struct IssueWords {
    QString title;
    QString more;
};
IssueWords issueWords(const CellIssue& issue);

} // namespace batchroom
