// SPDX-License-Identifier: GPL-3.0-or-later
// One keyword of text inside a PNG, as a chunk of its own. Free functions; any thread.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>

namespace batchroom {

// The same PNG with this text before the pixels, in place of an earlier one of the same keyword. Latin-1 goes into
// tEXt, everything else into iTXt.
Result<QByteArray> withPngText(const QByteArray& png, const QByteArray& keyword, const QString& text);
// Empty when there is none.
QString pngText(const QByteArray& png, const QByteArray& keyword);

} // namespace batchroom
