// SPDX-License-Identifier: GPL-3.0-or-later
// Asks before several jobs of unknown outcome are written off, which cannot be taken back. GUI thread.
#pragma once

#include "app/core/money.h"
#include "ui/kit/popups.h"

namespace batchroom {

class WriteOffCard : public PopupCard {
    Q_OBJECT
public:
    WriteOffCard(int jobs, Money possible, QWidget* parent);

Q_SIGNALS:
    void agreed();
};

} // namespace batchroom
