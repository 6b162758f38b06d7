// SPDX-License-Identifier: GPL-3.0-or-later
// Text with {placeholders} and {a|b|c} alternatives, taken apart. Pure.
// A brace that is meant as such is written twice, {{ or }}, or after a backslash; \| is a bar inside alternatives.
#pragma once

#include "app/core/result.h"

#include <QList>
#include <QStringList>

namespace batchroom {

struct TemplatePiece {
    enum class Kind { Literal, Placeholder, Alternatives };
    Kind kind = Kind::Literal;
    QString text;         // the literal, or the placeholder's name
    QStringList variants; // alternatives; one may be empty
};

struct TemplateText {
    QList<TemplatePiece> pieces;
    QString problem; // a sentence; the pieces are those before it
};

TemplateText parseTemplate(const QString& text);

} // namespace batchroom
