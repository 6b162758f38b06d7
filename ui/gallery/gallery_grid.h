// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of pictures: paints what is visible of GalleryRows and asks for its thumbnails. What is looked at does not
// move when pictures arrive. GUI thread; nothing in it is linear per scroll or frame.
#pragma once

#include "ui/gallery/tile_picture.h"
#include "ui/kit/painted_cells.h"
#include "ui/models/gallery_layout.h"
#include "ui/models/gallery_rows.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QElapsedTimer>
#include <QHash>

#include <optional>

namespace batchroom {

class Button;
class PictureWords;
class ThumbnailCache;

class GalleryGrid : public QAbstractScrollArea, public PaintedCells {
    Q_OBJECT
public:
    // `small` and `large` thumbnails; which is asked for depends on the size of the tiles.
    GalleryGrid(GalleryRows& rows, ThumbnailCache& small, ThumbnailCache& large, QWidget* parent = nullptr);
    ~GalleryGrid() override;

    // Where the names of the cells come from, for screen readers.
    void setWords(PictureWords& words);
    void setShape(GalleryShape shape);
    void setPictureHeight(int height);
    const GalleryLayout& layout() const { return m_layout; }
    QRect tileArea(int index) const;          // picture, in the viewport
    std::pair<int, int> visibleRange() const; // indexes, last < first when there is nothing
    void ensureVisible(int index);
    void goToTop();
    int pendingNew() const { return m_apart; }
    // The picture (its thumbnail at hand) for other views; null while it is not there.
    QPixmap thumbnail(AssetId asset) const;

    const QWidget* cellCanvas() const override { return viewport(); }
    int cellCount() const override { return std::min(m_layout.count(), m_rows.count()); }
    QRect cellArea(int cell) const override;
    QString cellName(int cell) const override;
    int cellAt(QPoint point) const override;
    int currentCell() const override { return m_rows.current(); }
    bool isCellChosen(int cell) const override { return m_rows.isChosen(cell); }
    qint64 cellKey(int cell) const override { return m_rows.idAt(cell).value; }
    int cellOfKey(qint64 key) const override { return m_rows.indexOf(AssetId{key}); }
    QStringList cellActions() const override;
    void doCellAction(const QString& action, int cell) override;

Q_SIGNALS:
    void openRequested();
    void menuRequested(QPoint globalPosition);
    void painted(); // after each frame; for measurements
    void thumbnailsLoaded(const QList<batchroom::AssetId>& assets);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Anchor {
        AssetId asset;
        int offset = 0;
    };
    struct Band {
        QPoint from; // content coordinates
        QPoint to;
        bool isAdded = false;
    };
    void rebuild(const std::optional<Anchor>& anchor);
    void follow(const std::optional<Anchor>& anchor);
    std::optional<Anchor> anchorInView() const;
    void takeReset();
    void takeInserted(int first, int count);
    void takeLoaded(const QList<AssetId>& assets);
    void wantPictures();
    void placePill();
    void paintTiles(QPainter& painter, const QRect& area);
    QPixmap pictureOf(const GalleryTile& tile, const AssetRow& row, bool* isFinal);
    double presenceOf(AssetId asset) const;
    ThumbnailCache& cache() const;
    void updateTile(int index);
    int scrolled() const;
    QPoint toContent(QPoint inViewport) const;
    QRect toViewport(const QRect& inContent) const;
    void announceCurrent();
    void announceChosen();
    void announceReview(const QList<int>& cells);
    int targetOf(const QKeyEvent& event) const;
    void moveBand(QPoint to);

    GalleryRows& m_rows;
    ThumbnailCache& m_small;
    ThumbnailCache& m_large;
    PictureWords* m_words = nullptr;
    GalleryLayout m_layout;
    GalleryShape m_shape = GalleryShape::Justified;
    int m_pictureHeight = 195;
    int m_apart = 0; // pictures that arrived above what is looked at
    int m_direction = 1;
    TilePictures m_pictures;
    QHash<AssetId, qint64> m_fading;
    QElapsedTimer m_clock;
    QBasicTimer m_fadeTimer;
    std::optional<Band> m_band;
    QPoint m_pressed;
    bool m_mayDrag = false;
    int m_pressedIndex = -1; // chosen already: a plain click on it leaves only it, when the button is released
    Button* m_pill;
};

} // namespace batchroom
