// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers at the left of the sheet. A click chooses the row, a drag moves the chosen rows.
#pragma once

#include <QHeaderView>
#include <QTimer>

namespace batchroom {

class SheetView;

class SheetRowHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit SheetRowHeader(SheetView& view);
    QSize sizeHint() const override;

Q_SIGNALS:
    void rowsDropped(const QList<int>& rows, int before);

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int row) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int rowAt(int y) const;
    int gapAt(int y) const; // the row in front of which a drop would be
    void showGap(int y);
    void endDrag();
    void setHovered(int row);
    SheetView& m_view;
    QWidget* m_line;
    QTimer m_scrollTimer;
    int m_pressedRow = -1;
    int m_pressedAt = 0;
    int m_pointer = 0;
    bool m_isDragging = false;
    int m_hovered = -1;
};

} // namespace batchroom
