// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/filmstrip.h"

#include "ui/gallery/picture_cell.h"
#include "ui/gallery/picture_words.h"
#include "ui/gallery/tile_picture.h"
#include "ui/kit/paint.h"
#include "ui/models/gallery_layout.h"
#include "ui/models/thumbnail_cache.h"

#include <QMouseEvent>
#include <QPainterPath>

#include <cmath>

namespace batchroom {

namespace {

constexpr int pictureHeight = 56;
constexpr int gap = 12;
constexpr int side = 16;
constexpr int radius = 4;

} // namespace

Filmstrip::Filmstrip(GalleryRows& rows, ThumbnailCache& thumbnails, PictureWords& words, QWidget* parent)
    : QWidget(parent)
    , m_rows(rows)
    , m_thumbnails(thumbnails)
    , m_words(words)
{
    setObjectName(QStringLiteral("filmstrip"));
    setAccessibleName(tr("Filmstrip"));
    setFixedHeight(80);
    setCursor(Qt::PointingHandCursor);
    connect(&m_thumbnails, &ThumbnailCache::loaded, this, [this] { update(); });
    connect(&m_rows, &GalleryRows::rowsInserted, this, &Filmstrip::arrange);
    connect(&m_rows, &GalleryRows::rowsReset, this, &Filmstrip::arrange);
    connect(&m_rows, &GalleryRows::rowsChanged, this, [this] { update(); });
}

QSize Filmstrip::sizeHint() const
{
    return {400, 80};
}

void Filmstrip::setShown(const QList<AssetId>& shown, int active)
{
    m_shown = shown;
    m_active = active;
    arrange();
}

int Filmstrip::widthOf(int index) const
{
    return std::max(20, int(std::lround(pictureHeight * shownAspect(m_rows.at(index)))));
}

void Filmstrip::arrange()
{
    m_frames.clear();
    const int current = m_rows.indexOf(m_shown.value(m_active));
    if (current < 0 || width() < 2 * side) {
        update();
        return;
    }
    const int room = width() - 2 * side;
    int first = current;
    int last = current;
    int used = widthOf(current);
    int before = used / 2; // from the left edge to the middle of the current one
    while (first > 0 && before < room / 2) {
        --first;
        before += widthOf(first) + gap;
        used += widthOf(first) + gap;
    }
    int after = widthOf(current) / 2;
    while (last + 1 < m_rows.count() && after < room / 2) {
        ++last;
        after += widthOf(last) + gap;
        used += widthOf(last) + gap;
    }
    while (last + 1 < m_rows.count() && used < room) {
        ++last;
        used += widthOf(last) + gap;
    }
    while (first > 0 && used < room) {
        --first;
        before += widthOf(first) + gap;
        used += widthOf(first) + gap;
    }
    const int centred = side + room / 2 - before;
    int x = std::clamp(centred, std::min(side, width() - side - used), side);
    QList<AssetId> wanted;
    for (int index = first; index <= last; ++index) {
        m_frames.append({index, QRect(x, (height() - pictureHeight) / 2, widthOf(index), pictureHeight)});
        wanted.append(m_rows.idAt(index));
        x += widthOf(index) + gap;
    }
    m_thumbnails.want(wanted);
    update();
}

void Filmstrip::paintFrame(QPainter& painter, const Frame& frame) const
{
    const AssetRow& row = m_rows.at(frame.index);
    painter.save();
    if (row.decision == static_cast<quint8>(Decision::Rejected))
        painter.setOpacity(0.42);
    const QPixmap pixmap = m_thumbnails.pixmap(row.id);
    if (pixmap.isNull()) {
        paintPanel(painter, frame.area, radius, QColor::fromRgb(row.color));
    } else {
        const qreal dpr = devicePixelRatioF();
        const QImage scaled = pixmap.toImage()
                                  .copy(coverPart(pixmap.size(), frame.area.size()))
                                  .scaled(frame.area.size() * dpr, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        QBrush brush(scaled);
        brush.setTransform(QTransform::fromTranslate(frame.area.x(), frame.area.y()).scale(1 / dpr, 1 / dpr));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(brush);
        painter.drawRoundedRect(frame.area, radius, radius);
    }
    painter.restore();
    const auto at = m_shown.indexOf(row.id);
    if (at < 0)
        return;
    paintPanel(painter, QRectF(frame.area).adjusted(-4, -4, 4, 4), radius + 4, QColor(),
        at == m_active ? theme().accent : theme().muted, 2);
    if (m_shown.size() > 1)
        paintLetter(painter, QRect(frame.area.topLeft() + QPoint(4, 4), QSize(18, 18)), QChar(u'A' + int(at)));
}

void Filmstrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (const Frame& frame : m_frames)
        if (frame.index < m_rows.count())
            paintFrame(painter, frame);
}

void Filmstrip::mousePressEvent(QMouseEvent* event)
{
    for (const Frame& frame : m_frames)
        if (frame.area.adjusted(-gap / 2, -gap / 2, gap / 2, gap / 2).contains(event->position().toPoint())) {
            Q_EMIT picked(m_rows.idAt(frame.index));
            return;
        }
}

QString Filmstrip::cellName(int cell) const
{
    const int index = m_frames[cell].index;
    if (index >= m_rows.count())
        return {};
    const AssetRow& row = m_rows.at(index);
    const QString words = m_words.of(row.id);
    return QStringLiteral("%1, %2").arg(words.isEmpty() ? tr("Picture %1").arg(index + 1) : words, reviewWords(row));
}

int Filmstrip::currentCell() const
{
    return cellOfKey(m_shown.value(m_active).value);
}

int Filmstrip::cellOfKey(qint64 key) const
{
    for (int cell = 0; cell < cellCount(); ++cell)
        if (cellKey(cell) == key)
            return cell;
    return -1;
}

QStringList Filmstrip::cellActions() const
{
    return {QAccessibleActionInterface::pressAction()};
}

void Filmstrip::doCellAction(const QString&, int cell)
{
    Q_EMIT picked(m_rows.idAt(m_frames[cell].index));
}

void Filmstrip::resizeEvent(QResizeEvent*)
{
    arrange();
}

void Filmstrip::wheelEvent(QWheelEvent* event)
{
    event->accept(); // never zooms what is behind
}

} // namespace batchroom
