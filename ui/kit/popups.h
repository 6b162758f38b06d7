// SPDX-License-Identifier: GPL-3.0-or-later
// What floats: popup cards, menus, tooltips.
#pragma once

#include <QKeySequence>
#include <QMenu>
#include <QWidget>

namespace batchroom {

// Raised card that closes on Escape or a click elsewhere. Put a layout into it, then openBelow(button).
class PopupCard : public QWidget {
    Q_OBJECT
public:
    explicit PopupCard(QWidget* parent = nullptr);
    void openBelow(QWidget* anchor, int gap = 4); // above when there is no room
    void openBelow(const QRect& globalAnchor, int gap = 4);

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
};

// A menu of the kit's look is just QMenu. These mark entries:
void setDanger(QAction* action); // bad colour
// Tooltip with an optional key cap. Also sets toolTip(), which screen readers and tests read.
void setTooltip(QWidget* widget, const QString& text, const QKeySequence& keys = QKeySequence());
void setTooltip(QWidget* widget, const QString& text, const QString& keys);
// "Ctrl K": how the kit writes a key sequence.
QString keyText(const QKeySequence& keys);

} // namespace batchroom
