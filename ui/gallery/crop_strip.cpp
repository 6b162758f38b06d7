// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/crop_strip.h"

#include "app/delivery/exporter.h"
#include "ui/kit/icons.h"
#include "ui/kit/paint.h"

#include <QHelpEvent>
#include <QToolTip>

#include <cmath>

namespace batchroom {

namespace {

constexpr int leastHeight = 30;
constexpr int wordsGap = 6;
constexpr int wordsLine = 18;
constexpr int moreRoom = 28; // for "+2": those that have no room

QString pixels(QSize size)
{
    return QStringLiteral("%1 × %2").arg(size.width()).arg(size.height());
}

QString lossWords(double loss)
{
    return CropStrip::tr("loses %1 %").arg(int(std::lround(loss * 100)));
}

} // namespace

CropStrip::CropStrip(int pictureHeight, Words words, QWidget* parent)
    : QWidget(parent)
    , m_height(pictureHeight)
    , m_words(words)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Crops"));
}

void CropStrip::setPresets(const QList<Preset>& presets)
{
    m_presets = presets;
    refreshWords();
}

void CropStrip::setPicture(QSize size, QPointF focalPoint)
{
    m_size = size;
    m_focalPoint = focalPoint;
    refreshWords();
}

void CropStrip::setPixmap(const QPixmap& pixmap)
{
    m_pixmap = pixmap;
    update();
}

void CropStrip::refreshWords()
{
    setAccessibleDescription(descriptions().join(QStringLiteral("; ")));
    update();
}

QStringList CropStrip::descriptions() const
{
    QStringList words;
    for (const Preset& preset : m_presets) {
        const double loss = cropLoss(m_size, preset.size);
        const QString name = QStringLiteral("%1 %2, %3").arg(preset.platform, preset.label, pixels(preset.size));
        words.append(loss > muchLost ? QStringLiteral("%1, %2").arg(name, lossWords(loss)) : name);
    }
    return words;
}

QSize CropStrip::sizeHint() const
{
    return {240, m_height + (m_words == Words::Yes ? wordsGap + 2 * scaled(wordsLine) : 0)};
}

// Without words the crops grow smaller, to a point, so that all of them have room.
int CropStrip::shownHeight() const
{
    if (m_words == Words::Yes || m_presets.isEmpty())
        return m_height;
    double ratios = 0;
    for (const Preset& preset : m_presets)
        ratios += std::min(3.0, double(preset.size.width()) / preset.size.height());
    const double room = width() - 8.0 * double(m_presets.size());
    return std::clamp(int(room / ratios), leastHeight, m_height);
}

// As many as have room; a crop is never cut off.
QList<CropStrip::Crop> CropStrip::crops() const
{
    QList<Crop> found;
    if (!m_size.isValid())
        return found;
    int left = 0;
    const int height = shownHeight();
    for (const Preset& preset : m_presets) {
        Crop crop{preset, {}, coverCrop(m_size, preset.size, m_focalPoint), cropLoss(m_size, preset.size)};
        const double ratio = double(preset.size.width()) / preset.size.height();
        const int wide = std::max(12, std::min(int(std::lround(height * ratio)), height * 3));
        const int high = std::min(height, int(std::lround(wide / ratio)));
        crop.area = QRect(left, height - high, wide, high);
        const int words = m_words == Words::Yes
            ? std::max(QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(pixels(preset.size)),
                QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(preset.label)
                    + (crop.loss > muchLost
                            ? 22 + QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(lossWords(crop.loss) + u' ')
                            : 0))
            : 0;
        const bool isLast = found.size() + 1 == m_presets.size();
        if (left + std::max(wide, words) > width() - (isLast ? 0 : moreRoom) && !found.isEmpty())
            break;
        found.append(crop);
        left += std::max(wide, words) + (m_words == Words::Yes ? 24 : 8);
    }
    return found;
}

void CropStrip::paintCrop(QPainter& painter, const Crop& crop) const
{
    const Theme& t = theme();
    paintPanel(painter, crop.area, 4, t.controlFill);
    if (!m_pixmap.isNull()) {
        const double scale = double(m_pixmap.width()) / m_size.width();
        const QRectF part(
            crop.part.x() * scale, crop.part.y() * scale, crop.part.width() * scale, crop.part.height() * scale);
        const QSize target = crop.area.size() * devicePixelRatioF();
        const QImage image = m_pixmap.toImage()
                                 .copy(part.toAlignedRect())
                                 .scaled(target, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const qreal pixel = 1 / devicePixelRatioF();
        QBrush brush(image);
        brush.setTransform(QTransform::fromTranslate(crop.area.x(), crop.area.y()).scale(pixel, pixel));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(brush);
        painter.drawRoundedRect(crop.area, 4, 4);
    }
    const bool isLossy = crop.loss > muchLost;
    if (m_words == Words::No) {
        if (isLossy) {
            const QRect mark(crop.area.right() - 17, crop.area.top() + 2, 16, 16);
            paintPanel(painter, mark, 8, t.panel);
            paintIcon(painter, IconId::Warn, mark, t.warn, 14);
        }
        return;
    }
    const int line = scaled(wordsLine);
    QRect words(crop.area.left(), m_height + wordsGap, width() - crop.area.left(), line);
    if (isLossy) {
        paintIcon(painter, IconId::Warn, QRect(words.left(), words.top(), 16, line), t.warn, 16);
        paintText(painter, words.adjusted(22, 0, 0, 0),
            QStringLiteral("%1 %2").arg(crop.preset.label, lossWords(crop.loss)), FontRole::Small, t.warn);
    } else {
        paintText(painter, words, crop.preset.label, FontRole::Small, t.text);
    }
    words.translate(0, line);
    paintText(painter, words, pixels(crop.preset.size), FontRole::Small, t.muted);
}

void CropStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QList<Crop> shown = crops();
    for (const Crop& crop : shown)
        paintCrop(painter, crop);
    const auto hidden = m_presets.size() - shown.size();
    if (m_size.isValid() && hidden > 0)
        paintText(painter, QRect(width() - moreRoom, 0, moreRoom, shownHeight()), QStringLiteral("+%1").arg(hidden),
            FontRole::SmallMedium, theme().muted, Qt::AlignRight | Qt::AlignVCenter);
}

bool CropStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QStringList words = descriptions();
    const QList<Crop> shown = crops();
    for (int i = 0; i < shown.size(); ++i)
        if (shown[i].area.contains(help->pos())) {
            QToolTip::showText(help->globalPos(), words.value(i), this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

} // namespace batchroom
