// SPDX-License-Identifier: GPL-3.0-or-later
// The word that was probably meant. Pure.
#pragma once

#include <QStringList>

#include <optional>

namespace batchroom {

// Nearest of `candidates` in any case when it is near enough to look like a slip of the fingers.
std::optional<QString> closestWord(QStringView typed, const QStringList& candidates);

} // namespace batchroom
