// SPDX-License-Identifier: GPL-3.0-or-later
// What picture shape a row's resolution and aspect cells mean for a model. Pure.
#pragma once

#include "app/compose/plan_batch.h"

namespace batchroom {

struct ShapeCells {
    QString resolution;
    QString aspect;
    QString defaultAspect; // used where both are empty
};

struct ShapeIssue {
    CellIssue::Severity severity;
    SheetColumn column;
    QString what;
};

struct ShapeChoice {
    QString aspect;
    QSize resolution;
    QList<ShapeIssue> issues;
};

// Without a model (the row's is unknown) only what no model can draw is told.
ShapeChoice chooseShape(const Catalog& catalog, const Model* model, const ShapeCells& cells);

} // namespace batchroom
