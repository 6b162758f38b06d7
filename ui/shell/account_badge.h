// SPDX-License-Identifier: GPL-3.0-or-later
// Where pictures are made just now, and whether its key works. A click opens the accounts in Settings. GUI thread.
#pragma once

#include "ui/kit/icons.h"

#include <QAbstractButton>

namespace batchroom {

class AccountBadge : public QAbstractButton {
    Q_OBJECT
public:
    explicit AccountBadge(QWidget* parent = nullptr);
    void setLook(IconId icon, ColorRole role, const QString& name, const QString& state);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    IconId m_icon = IconId::Render3D;
    ColorRole m_role = ColorRole::Muted;
    QString m_name;
    QString m_state;
};

} // namespace batchroom
