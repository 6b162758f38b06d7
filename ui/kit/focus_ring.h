// SPDX-License-Identifier: GPL-3.0-or-later
// The 2-px accent ring around a control that got the focus by keyboard. It lies above its surroundings, so that no
// layout needs room for it. Kit widgets and the plain buttons of KitStyle call followFocus() themselves.
#pragma once

#include <QWidget>

namespace batchroom {

void followFocus(QWidget* widget, int radius);
// Whether the last thing the person used was a key, not the pointer: lists mark their current row only then. Whoever
// has the focus is painted again when it changes.
bool isKeyboardInUse();
// For the component sheet: the ring without the focus.
void showFocusRing(QWidget* widget, int radius);

} // namespace batchroom
