// SPDX-License-Identifier: GPL-3.0-or-later
// A field for an amount in dollars that may be empty ("no limit"). Tells only amounts that make sense. GUI thread.
#pragma once

#include "app/core/money.h"

#include <QLineEdit>

#include <optional>

namespace batchroom {

class MoneyEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit MoneyEdit(std::optional<Money> amount, QWidget* parent = nullptr);
    std::optional<Money> amount() const { return m_amount; }

Q_SIGNALS:
    void amountChanged(std::optional<batchroom::Money> amount);

private:
    void take();
    std::optional<Money> m_amount;
};

} // namespace batchroom
