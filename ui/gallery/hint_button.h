// SPDX-License-Identifier: GPL-3.0-or-later
// A key cap with its word that also works with the mouse: it triggers the action it stands for.
#pragma once

#include <QPushButton>

class QAction;

namespace batchroom {

class HintButton : public QPushButton {
    Q_OBJECT
public:
    HintButton(QAction* action, const QString& keys, const QString& word, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_keys;
};

} // namespace batchroom
