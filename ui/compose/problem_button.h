// SPDX-License-Identifier: GPL-3.0-or-later
// "1 warning" in its colour; a click leads to the next one.
#pragma once

#include "ui/kit/icons.h"

#include <QPushButton>

namespace batchroom {

class ProblemButton : public QPushButton {
    Q_OBJECT
public:
    ProblemButton(IconId icon, ColorRole role, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    IconId m_icon;
    ColorRole m_role;
};

} // namespace batchroom
