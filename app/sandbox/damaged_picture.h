// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a careful client must not take for a picture. Free functions; any thread.
#pragma once

#include "app/sandbox/faults.h"

namespace batchroom {

// The good PNG made bad in the way asked for; other kinds leave it as it is.
QByteArray damagedPicture(FaultKind kind, const QByteArray& png);
bool damagesPicture(FaultKind kind);

} // namespace batchroom
