// SPDX-License-Identifier: GPL-3.0-or-later
// "4.5 $0.36   3.0 $0.78": the price by model on one line.
#pragma once

#include "ui/models/sheet_bill.h"

#include <QWidget>

namespace batchroom {

class ModelShares : public QWidget {
    Q_OBJECT
public:
    explicit ModelShares(QWidget* parent = nullptr);
    void setShares(const QList<ModelShare>& shares, bool isFree);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {24, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_words; // name, amount, name, amount ...
};

} // namespace batchroom
