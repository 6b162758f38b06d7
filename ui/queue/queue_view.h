// SPDX-License-Identifier: GPL-3.0-or-later
// The list of the Queue: batches as cards, painted by hand, row positions by arithmetic so that 20,000 jobs cost no
// more than 20. A QListView only to the outside: selection, keys and screen readers come from it.
#pragma once

#include "ui/queue/queue_paint.h"

#include <QListView>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <optional>
#include <vector>

namespace batchroom {

class QueueView : public QListView {
    Q_OBJECT
public:
    QueueView(QueueList& list, RowPictures& pictures, QWidget* parent = nullptr);

    QList<JobId> selectedJobs() const;
    std::optional<BatchId> currentBatch() const;
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void keyboardSearch(const QString&) override { } // letters are actions here
    void doItemsLayout() override;
    QRect partRect(int row, QueuePart part) const; // of the viewport
    // A widget over the row of this job that goes with it; one at a time.
    void setEditor(QWidget* editor, JobId job);
    QWidget* editor() const { return m_editor; }
    void placeEditor();

Q_SIGNALS:
    void pauseToggled(batchroom::BatchId batch);
    void startNowRequested(batchroom::BatchId batch);
    void moveRequested(const QList<batchroom::JobId>& jobs, batchroom::JobId before); // see JobQueue::moveBefore
    void editRequested(batchroom::JobId job);
    void batchMenuRequested(batchroom::BatchId batch, const QPoint& at);
    void jobMenuRequested(const QPoint& at);
    void pictureRequested(batchroom::AssetId asset);
    void choiceChanged();

protected:
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Placed {
        QueueSection section;
        int top = 0; // of the card, in the content
        int bottom = 0;
    };
    struct Spot {
        int row = -1;
        QueuePart part = QueuePart::None;
        friend bool operator==(const Spot&, const Spot&) = default;
    };
    // Rows that wait, on their way to another place of their batch.
    struct Drag {
        QList<JobId> jobs; // in their order; empty: only pressed so far
        QSet<JobId> moved; // the same
        BatchId batch;
        QPoint pressed;
        QPoint at;
        int gap = -1;              // rows of the batch above the line
        bool isChoiceKept = false; // a press on one of several chosen rows
    };
    // --- queue_view_drag.cpp ---
    bool pressForDrag(QMouseEvent* event);
    void dragTo(const QPoint& at);
    void endDrag(bool isWanted);
    const Placed* draggedCard() const;
    JobId jobBelowGap() const;
    void scrollForDrag();
    void paintDrag(QPainter& painter) const;
    void rowsMoved();
    void ensurePlaced() const;
    int contentHeight() const;
    int cardWidth() const;        // the same with and without a scroll bar
    QRect rowRect(int row) const; // in the content
    int rowAtY(int y) const;      // in the content; -1 between cards
    QRect toViewport(const QRect& content) const;
    QRect headPart(int row, const QRect& rect, QueuePart part) const;
    Spot spotAt(const QPoint& point) const;
    void setHovered(const Spot& spot);
    void press(const Spot& spot);
    bool isToggle(const QueueRow& row) const;
    bool toggle(int row); // false: it is none
    void paintCard(QPainter& painter, const Placed& card, const QRect& dirty);
    void paintRow(QPainter& painter, int row, const QRect& rect);
    void updateRows(int first, int last);
    void tick();
    void wantPictures();

    QueueList& m_list;
    RowPictures& m_pictures;
    mutable std::vector<Placed> m_placed;
    mutable bool m_isPlaced = false;
    Spot m_hovered;
    Spot m_pressed;
    QTimer m_tick;
    std::optional<Drag> m_drag;
    QTimer m_dragScroll;
    QPointer<QWidget> m_editor;
    JobId m_edited;
    QTimer m_settle; // pictures are asked for once the scrolling has settled a little
};

} // namespace batchroom
