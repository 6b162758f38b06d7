// SPDX-License-Identifier: GPL-3.0-or-later
// Asks before jobs in flight are given up: they are charged anyway, so this cannot be undone.
#pragma once

#include "ui/kit/popups.h"

namespace batchroom {

struct CancelChoice {
    int waiting = 0;
    int running = 0;
    bool isFree = false; // the account charges nothing
};

class CancelCard : public PopupCard {
    Q_OBJECT
public:
    CancelCard(const CancelChoice& choice, QWidget* parent);

Q_SIGNALS:
    void waitingChosen(); // only what was not sent
    void allChosen();
};

} // namespace batchroom
