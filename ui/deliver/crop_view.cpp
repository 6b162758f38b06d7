// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/crop_view.h"

#include "app/delivery/exporter.h"
#include "ui/kit/focus_ring.h"
#include "ui/kit/paint.h"
#include "ui/kit/picture_marks.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace batchroom {

namespace {

constexpr double keyStep = 0.01;
constexpr double longKeyStep = 0.05;
constexpr std::chrono::milliseconds keysRest{600}; // a row of key presses is one step to undo

QRectF placed(const QRectF& part, const QRectF& whole)
{
    return {whole.x() + part.x() * whole.width(), whole.y() + part.y() * whole.height(), part.width() * whole.width(),
        part.height() * whole.height()};
}

QPointF keyDirection(int key)
{
    switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    case Qt::Key_Down: return {0, 1};
    default: return {};
    }
}

} // namespace

QRectF CropSubject::crop() const
{
    if (size.isEmpty())
        return {0, 0, 1, 1};
    const QRectF pixels = coverCrop(size, preset.size.isEmpty() ? size : preset.size, focalPoint);
    return {pixels.x() / size.width(), pixels.y() / size.height(), pixels.width() / size.width(),
        pixels.height() / size.height()};
}

FocalView::FocalView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("focalView"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setAccessibleDescription(tr("Arrow keys move it, with Shift further. Home puts it in the middle."));
    followFocus(this, 2);
    m_keysRest.setSingleShot(true);
    m_keysRest.setInterval(keysRest);
    connect(&m_keysRest, &QTimer::timeout, this, &FocalView::pointKept);
}

void FocalView::setSubject(const CropSubject& subject)
{
    m_subject = subject;
    setAccessibleName(tr("Point that must stay in the picture, %1 % from the left, %2 % from the top")
                          .arg(qRound(subject.focalPoint.x() * 100))
                          .arg(qRound(subject.focalPoint.y() * 100)));
    update();
}

void FocalView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF whole(rect());
    painter.fillRect(whole, theme().controlFill);
    m_subject.picture.paint(painter, whole, {0, 0, 1, 1});
    const QRectF crop = placed(m_subject.crop(), whole);
    paintCrop(painter, whole, crop);
    if (m_subject.showsGrid)
        paintThirds(painter, crop);
    paintFocalPoint(
        painter, {m_subject.focalPoint.x() * whole.width(), m_subject.focalPoint.y() * whole.height()}, m_isDragging);
}

void FocalView::moveTo(const QPointF& position)
{
    Q_EMIT pointMoved({std::clamp(position.x() / std::max(1, width()), 0.0, 1.0),
        std::clamp(position.y() / std::max(1, height()), 0.0, 1.0)});
}

void FocalView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isDragging = true;
    moveTo(event->position());
    update();
}

void FocalView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isDragging)
        moveTo(event->position());
}

void FocalView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isDragging || event->button() != Qt::LeftButton)
        return;
    m_isDragging = false;
    update();
    Q_EMIT pointKept();
}

void FocalView::keyPressEvent(QKeyEvent* event)
{
    const QPointF direction = keyDirection(event->key());
    if (direction.isNull() || (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))) {
        QWidget::keyPressEvent(event);
        return;
    }
    const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? longKeyStep : keyStep;
    Q_EMIT pointMoved(m_subject.focalPoint + direction * step);
    m_keysRest.start();
}

void FocalView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    if (!m_keysRest.isActive())
        return;
    m_keysRest.stop();
    Q_EMIT pointKept();
}

ResultView::ResultView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("resultView"));
}

void ResultView::setSubject(const CropSubject& subject)
{
    m_subject = subject;
    update();
}

void ResultView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF whole(rect());
    painter.fillRect(whole, theme().controlFill);
    m_subject.picture.paint(painter, whole, m_subject.crop());
    const Preset& preset = m_subject.preset;
    if (m_subject.showsSafeZones && !preset.safeZone.isNull() && !preset.size.isEmpty()) {
        const double across = whole.width() / preset.size.width();
        const double down = whole.height() / preset.size.height();
        const QMarginsF& zone = preset.safeZone;
        const QRectF safe(QPointF(zone.left() * across, zone.top() * down),
            QPointF(whole.width() - zone.right() * across, whole.height() - zone.bottom() * down));
        paintCoveredZone(painter, whole, safe.toAlignedRect(), tr("No text here"));
    }
    if (m_subject.showsGrid)
        paintThirds(painter, whole);
}

} // namespace batchroom
