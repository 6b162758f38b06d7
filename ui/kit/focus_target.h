// SPDX-License-Identifier: GPL-3.0-or-later
// The keyboard goes where the work is: a place, which is only a frame, hands the focus on to its grid, list or button.
#pragma once

#include <functional>

class QWidget;

namespace batchroom {

// Whenever `frame` gets the focus, what `target` returns gets it, as long as that is in view. GUI thread.
void handFocusOn(QWidget* frame, std::function<QWidget*()> target);
// What is in view has changed: a frame that kept the focus for want of a target hands it on now.
void handFocusOnAgain(QWidget* frame);

} // namespace batchroom
