// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/picture_box.h"

#include "ui/kit/paint.h"

namespace batchroom {

PictureBox::PictureBox(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Picture"));
}

void PictureBox::setPictureSize(QSize size)
{
    m_size = size;
    m_shown = {};
    update();
}

void PictureBox::setPixmap(const QPixmap& pixmap)
{
    m_pixmap = pixmap;
    m_shown = {};
    update();
}

void PictureBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(painter, rect(), controlRadius, theme().window);
    const QSize picture = m_size.isValid() ? m_size : m_pixmap.size();
    if (picture.isEmpty())
        return;
    const QSize fitted = picture.scaled(size() - QSize(16, 16), Qt::KeepAspectRatio);
    const QRect area(QPoint((width() - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted);
    if (m_pixmap.isNull()) {
        paintPanel(painter, area, 4, theme().controlFill);
        return;
    }
    const QSize pixels = fitted * devicePixelRatioF();
    if (m_shown.size() != pixels) {
        m_shown = m_pixmap.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        m_shown.setDevicePixelRatio(devicePixelRatioF());
    }
    painter.drawPixmap(area.topLeft(), m_shown);
}

} // namespace batchroom
