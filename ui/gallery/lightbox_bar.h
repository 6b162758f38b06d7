// SPDX-License-Identifier: GPL-3.0-or-later
// The bar above the lightbox: back, where one is, zoom, how many side by side, full screen.
#pragma once

#include <QWidget>

class QMenu;

namespace batchroom {

class ActionCatalog;
class Chip;
class ComboButton;
class SegmentedControl;
class TextLabel;

class LightboxBar : public QWidget {
    Q_OBJECT
public:
    explicit LightboxBar(ActionCatalog& actions, QWidget* parent = nullptr);
    void setPosition(int shown, int number, int total); // pictures side by side, 1-based number of the active one
    void setZoom(double scale, bool isFit);
    bool isLinked() const { return m_isLinked; }

Q_SIGNALS:
    void countRequested(int pictures); // 1, 2 or 4
    void scaleRequested(double scale); // 0: fit
    void linkedChanged(bool isLinked);
    void fullScreenRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QMenu* makeZoomMenu();
    TextLabel* m_title;
    QList<QWidget*> m_extras; // keys do the same; hidden in a narrow window
    TextLabel* m_count;
    Chip* m_link;
    ComboButton* m_zoom;
    SegmentedControl* m_sides;
    bool m_isLinked = true;
};

} // namespace batchroom
