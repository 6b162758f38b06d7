// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/variant_strip.h"

#include "app/delivery/exporter.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"
#include "ui/models/deliver_crops.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int widestCrop = 206; // wider ones become lower
constexpr int gap = 16;
constexpr int sideMargin = 24;
constexpr int topMargin = 14;
constexpr int wordsGap = 8;
constexpr int barRoom = 14;
constexpr int iconRoom = 18;

} // namespace

VariantStrip::VariantStrip(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("cropStrip"));
    setAccessibleName(tr("Crops of this picture"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

QSize VariantStrip::sizeHint() const
{
    return {320, topMargin + m_cropHeight + wordsGap + 2 * QFontMetrics(fontOf(FontRole::Small)).height() + barRoom};
}

QSize VariantStrip::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void VariantStrip::setPresets(const QList<Preset>& presets)
{
    m_tiles.clear();
    for (const Preset& preset : presets) {
        Tile tile;
        tile.preset = preset;
        m_tiles.append(tile);
    }
    arrange();
    reveal();
}

void VariantStrip::setPicture(const PictureLevels& picture, QSize size)
{
    const bool isOtherSize = size != m_subject.size;
    m_subject.picture = picture;
    m_subject.size = size;
    if (isOtherSize)
        arrange();
    viewport()->update();
}

void VariantStrip::setFocalPoint(QPointF point)
{
    m_subject.focalPoint = point;
    viewport()->update();
}

void VariantStrip::setCurrent(const QString& preset)
{
    if (m_current == preset)
        return;
    m_current = preset;
    reveal();
    viewport()->update();
    if (hasFocus())
        announceCell(this, QAccessible::Focus, currentTile());
}

void VariantStrip::describe(Tile& tile) const
{
    tile.name = presetName(tile.preset);
    tile.isHarsh = isHarsh(m_subject.size, tile.preset.size);
    if (tile.isHarsh)
        tile.mark = tr("loses %1 %").arg(percent(cropLoss(m_subject.size, tile.preset.size)));
    else
        tile.mark = m_subject.size.isEmpty() ? QString() : enlargedText(enlargement(m_subject.size, tile.preset.size));
}

void VariantStrip::setCropHeight(int pixels)
{
    if (m_cropHeight == pixels)
        return;
    m_cropHeight = pixels;
    updateGeometry();
    arrange();
}

void VariantStrip::arrange()
{
    const QFontMetrics metrics(fontOf(FontRole::Small));
    int x = sideMargin;
    for (Tile& tile : m_tiles) {
        describe(tile);
        const QSize size = tile.preset.size.scaled(widestCrop, m_cropHeight, Qt::KeepAspectRatio).expandedTo({24, 12});
        const int mark = metrics.horizontalAdvance(tile.mark) + (tile.isHarsh ? iconRoom : 0);
        const int words = std::max(metrics.horizontalAdvance(tile.name), mark) + 1;
        const int width = std::max(size.width(), std::min(words, widestCrop));
        tile.picture = QRect(x, topMargin + m_cropHeight - size.height(), size.width(), size.height());
        tile.words = QRect(x, topMargin + m_cropHeight + wordsGap, width, 2 * metrics.height());
        x += width + gap;
    }
    const int whole = m_tiles.isEmpty() ? 0 : x - gap + sideMargin;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(gap * 2);
    horizontalScrollBar()->setRange(0, std::max(0, whole - viewport()->width()));
    viewport()->update();
}

int VariantStrip::currentTile() const
{
    for (int index = 0; index < int(m_tiles.size()); ++index)
        if (m_tiles[index].preset.id == m_current)
            return index;
    return -1;
}

void VariantStrip::reveal()
{
    const int index = currentTile();
    if (index < 0)
        return;
    const QRect area = m_tiles[index].picture.united(m_tiles[index].words).adjusted(-sideMargin, 0, sideMargin, 0);
    QScrollBar* bar = horizontalScrollBar();
    if (area.left() < bar->value())
        bar->setValue(area.left());
    else if (area.right() > bar->value() + viewport()->width())
        bar->setValue(area.right() - viewport()->width());
}

void VariantStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.translate(-horizontalScrollBar()->value(), 0);
    const int first = horizontalScrollBar()->value();
    const int current = currentTile();
    for (int index = 0; index < int(m_tiles.size()); ++index) {
        const Tile& tile = m_tiles[index];
        const QRect area = tile.picture.united(tile.words);
        if (area.right() + gap >= first && area.left() - gap <= first + viewport()->width())
            paintTile(painter, tile, index == current, index == m_hovered);
    }
}

void VariantStrip::paintTile(QPainter& painter, const Tile& tile, bool isCurrent, bool isHovered) const
{
    CropSubject subject = m_subject;
    subject.preset = tile.preset;
    painter.fillRect(tile.picture, theme().controlFill);
    subject.picture.paint(painter, tile.picture, subject.crop());
    if (isCurrent)
        paintFocusRing(painter, tile.picture, 4, hasFocus() ? 3 : 2);
    QRect line = tile.words;
    line.setHeight(line.height() / 2);
    paintText(painter, line, tile.name, FontRole::Small, isCurrent || isHovered ? theme().text : theme().muted);
    line.translate(0, line.height());
    if (tile.isHarsh) {
        paintIcon(painter, IconId::Warn, QRect(line.topLeft(), QSize(14, line.height())), theme().warn, 14);
        line.setLeft(line.left() + iconRoom);
    }
    paintText(painter, line, tile.mark, FontRole::Small, theme().warn);
}

int VariantStrip::tileAt(const QPoint& position) const
{
    const QPoint at = position + QPoint(horizontalScrollBar()->value(), 0);
    for (int index = 0; index < int(m_tiles.size()); ++index)
        if (m_tiles[index].picture.united(m_tiles[index].words).contains(at))
            return index;
    return -1;
}

void VariantStrip::mousePressEvent(QMouseEvent* event)
{
    const int index = tileAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT chosen(m_tiles[index].preset.id);
}

void VariantStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int index = tileAt(event->position().toPoint());
    if (index == m_hovered)
        return;
    m_hovered = index;
    viewport()->setCursor(index >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void VariantStrip::leaveEvent(QEvent* event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_hovered = -1;
    viewport()->update();
}

void VariantStrip::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const int amount = turned.x() != 0 ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - amount / 2);
    event->accept();
}

void VariantStrip::keyPressEvent(QKeyEvent* event)
{
    const int current = currentTile();
    int wanted = -1;
    switch (event->key()) {
    case Qt::Key_Left: wanted = std::max(0, current - 1); break;
    case Qt::Key_Right: wanted = std::min(int(m_tiles.size()) - 1, current + 1); break;
    case Qt::Key_End: wanted = int(m_tiles.size()) - 1; break;
    default: QAbstractScrollArea::keyPressEvent(event); return;
    }
    if (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (wanted >= 0 && wanted < int(m_tiles.size()))
        Q_EMIT chosen(m_tiles[wanted].preset.id);
}

bool VariantStrip::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = tileAt(help->pos());
        if (index >= 0)
            QToolTip::showText(help->globalPos(),
                QStringLiteral("%1\n%2").arg(wordsOf(m_tiles[index].preset.id), pixelText(m_tiles[index].preset.size)),
                viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void VariantStrip::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
    reveal();
}

void VariantStrip::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        updateGeometry();
        arrange();
    }
}

QRect VariantStrip::cellArea(int cell) const
{
    return m_tiles[cell].picture.united(m_tiles[cell].words).translated(-horizontalScrollBar()->value(), 0);
}

QString VariantStrip::cellName(int cell) const
{
    const Preset& preset = m_tiles[cell].preset;
    return QStringLiteral("%1, %2").arg(wordsOf(preset.id), pixelText(preset.size));
}

QStringList VariantStrip::cellActions() const
{
    return {QAccessibleActionInterface::pressAction()};
}

void VariantStrip::doCellAction(const QString&, int cell)
{
    Q_EMIT chosen(m_tiles[cell].preset.id);
}

QRect VariantStrip::areaOf(const QString& preset) const
{
    for (const Tile& tile : m_tiles)
        if (tile.preset.id == preset)
            return tile.picture.translated(-horizontalScrollBar()->value(), 0);
    return {};
}

QString VariantStrip::wordsOf(const QString& preset) const
{
    for (const Tile& tile : m_tiles)
        if (tile.preset.id == preset)
            return tile.mark.isEmpty() ? tile.name : QStringLiteral("%1 %2").arg(tile.name, tile.mark);
    return {};
}

} // namespace batchroom
