// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for a width and a height.
#pragma once

#include "ui/kit/popups.h"

class QSpinBox;

namespace batchroom {

class OwnSizeCard : public PopupCard {
    Q_OBJECT
public:
    explicit OwnSizeCard(QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(QSize size);

private:
    void choose();
    QSpinBox* m_width;
    QSpinBox* m_height;
};

} // namespace batchroom
