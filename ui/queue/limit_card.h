// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the spending limit of one batch. GUI thread.
#pragma once

#include "app/core/job.h"
#include "ui/kit/popups.h"

namespace batchroom {

class LimitCard : public PopupCard {
    Q_OBJECT
public:
    LimitCard(const BatchSummary& batch, QWidget* parent);

Q_SIGNALS:
    void chosen(std::optional<batchroom::Money> cap); // none: no limit
};

} // namespace batchroom
