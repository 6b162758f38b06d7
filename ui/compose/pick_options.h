// SPDX-License-Identifier: GPL-3.0-or-later
// What the pickers offer for a row's model: only what it can do. Pure.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/job.h"
#include "ui/compose/option_list.h"
#include "ui/models/sheet_field.h"

namespace batchroom {

struct PickList {
    QString title; // "What 3.0 can do"
    QList<PickOption> options;
    QString current; // the option's cell for what the row says now
    OptionList::Look look = OptionList::Look::Rows;
};
PickList pickList(const SheetRow& row, SheetColumn column, const Model& model, const Catalog& catalog, Billing billing);

} // namespace batchroom
