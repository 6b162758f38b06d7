// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/picture_view.h"

#include "app/imaging/picture.h"
#include "ui/kit/paint.h"

#include <QMouseEvent>
#include <QWheelEvent>
#include <QtConcurrentRun>

#include <cmath>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto settleDelay = 100ms;
constexpr double scaleOfPixels = 4; // from here on single pixels are shown as they are
constexpr double notchFactor = 1.2;

} // namespace

PictureView::PictureView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("pictureView"));
    setAccessibleName(tr("Picture"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(80, 80);
    m_settling.setSingleShot(true);
    m_settling.setInterval(settleDelay);
    connect(&m_settling, &QTimer::timeout, this, &PictureView::settle);
}

// Zoom is reckoned in device pixels: 100 % is one of the picture on one of the screen.
QSize PictureView::viewPixels() const
{
    return size() * devicePixelRatioF();
}

void PictureView::setPicture(QSize size, const QPixmap& preview)
{
    m_size = size;
    m_preview = preview;
    m_original = {};
    m_problem.clear();
    m_zoom = kept(m_zoom, viewPixels(), m_size);
    unsettle();
}

void PictureView::setPreview(const QPixmap& preview)
{
    m_preview = preview;
    if (m_original.isNull())
        update();
}

void PictureView::setOriginal(const QImage& image)
{
    m_original = image;
    m_size = image.size();
    m_problem.clear();
    m_zoom = kept(m_zoom, viewPixels(), m_size);
    unsettle();
}

void PictureView::setProblem(const QString& words)
{
    m_problem = words;
    update();
}

double PictureView::scale() const
{
    return scaleOf(m_zoom, viewPixels(), m_size);
}

void PictureView::setZoom(const PictureZoom& zoom)
{
    m_zoom = kept(zoom, viewPixels(), m_size);
    unsettle();
}

void PictureView::change(const PictureZoom& zoom)
{
    if (zoom == m_zoom)
        return;
    m_zoom = zoom;
    unsettle();
    Q_EMIT zoomChanged(m_zoom);
}

void PictureView::setScale(double scale)
{
    change(zoomForScale(m_zoom, viewPixels(), m_size, scale));
}

void PictureView::zoomBy(double factor)
{
    const QSize view = viewPixels();
    change(zoomedAt(m_zoom, view, m_size, QPointF(view.width() / 2.0, view.height() / 2.0), factor));
}

void PictureView::unsettle()
{
    m_settled = {};
    ++m_settleQuestion;
    m_settling.start();
    update();
}

void PictureView::settle()
{
    const double at = scale();
    if (m_original.isNull() || at >= 1)
        return;
    const QSize view = viewPixels();
    const QRectF whole = pictureRect(m_zoom, view, m_size);
    const QRectF seen = whole.intersected(QRectF(QPointF(0, 0), QSizeF(view)));
    const QRectF part((seen.x() - whole.x()) / at, (seen.y() - whole.y()) / at, seen.width() / at, seen.height() / at);
    const QSize target = seen.size().toSize();
    if (target.isEmpty())
        return;
    QtConcurrent::run([image = m_original, part, target] {
        return resampled(image, part, target);
    }).then(this, [this, question = m_settleQuestion](const QImage& scaled) {
        if (question != m_settleQuestion || scaled.isNull())
            return;
        m_settled = QPixmap::fromImage(scaled);
        update();
    });
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().window);
    if (!m_problem.isEmpty() && m_original.isNull() && m_preview.isNull()) {
        painter.setPen(theme().muted);
        painter.setFont(fontOf(FontRole::Body));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_problem);
        return;
    }
    if (m_size.isEmpty())
        return;
    const qreal dpr = devicePixelRatioF();
    painter.scale(1 / dpr, 1 / dpr);
    const QRectF whole = pictureRect(m_zoom, viewPixels(), m_size);
    if (!m_settled.isNull()) {
        const QRectF seen = whole.intersected(QRectF(QPointF(0, 0), QSizeF(viewPixels())));
        painter.drawPixmap(seen.topLeft().toPoint(), m_settled);
    } else if (!m_original.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < scaleOfPixels);
        painter.drawImage(whole, m_original);
    } else if (!m_preview.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(whole, m_preview, QRectF(m_preview.rect()));
    } else {
        painter.fillRect(whole, theme().controlFill);
    }
}

void PictureView::resizeEvent(QResizeEvent*)
{
    m_zoom = kept(m_zoom, viewPixels(), m_size);
    unsettle();
}

void PictureView::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches == 0 || m_size.isEmpty())
        return;
    const QPointF pointer = event->position() * devicePixelRatioF();
    change(zoomedAt(m_zoom, viewPixels(), m_size, pointer, std::pow(notchFactor, notches)));
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    Q_EMIT activated();
    if (event->button() != Qt::LeftButton)
        return;
    m_dragged = event->position();
    if (!m_zoom.isFit())
        setCursor(Qt::ClosedHandCursor);
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragged)
        return;
    const QPointF by = (event->position() - *m_dragged) * devicePixelRatioF();
    m_dragged = event->position();
    change(movedBy(m_zoom, viewPixels(), m_size, by));
}

void PictureView::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged.reset();
    unsetCursor();
}

// Between all of it and single pixels, where the pointer is.
void PictureView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF pointer = event->position() * devicePixelRatioF();
    change(m_zoom.isFit() ? zoomedAt(m_zoom, viewPixels(), m_size, pointer, 1 / scale()) : PictureZoom());
}

} // namespace batchroom
