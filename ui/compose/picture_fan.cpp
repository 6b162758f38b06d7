// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/picture_fan.h"

#include "ui/kit/paint.h"

#include <QPainterPath>
#include <QtConcurrentRun>

static void initFirstStartResource()
{
    Q_INIT_RESOURCE(first_start);
}

namespace batchroom {

namespace {

constexpr QSize fanSize{552, 240};

struct Card {
    const char* file;
    QRectF place; // before it is turned round its centre
    double degrees;
};
constexpr Card cards[]{
    {":/first-start/first-stay-cool.jpg", QRectF(20, 38, 128, 160), -7},
    {":/first-start/first-grand-opening.jpg", QRectF(141, 8, 138, 207), -2.5},
    {":/first-start/first-zest.jpg", QRectF(250, 34, 165, 165), 3},
    {":/first-start/first-new-season.jpg", QRectF(346, 88, 200, 112), 6},
};

QList<QImage> loadPictures()
{
    initFirstStartResource();
    QList<QImage> pictures;
    for (const Card& card : cards)
        pictures.append(QImage(QLatin1StringView(card.file)));
    return pictures;
}

} // namespace

PictureFan::PictureFan(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(fanSize);
    setAccessibleName(tr("Four sample pictures"));
}

void PictureFan::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    load();
}

void PictureFan::load()
{
    if (m_isLoading || !m_pictures.isEmpty())
        return;
    m_isLoading = true;
    QtConcurrent::run(loadPictures).then(this, [this](const QList<QImage>& pictures) {
        m_isLoading = false;
        m_pictures = pictures;
        update();
    });
}

void PictureFan::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (qsizetype i = 0; i < m_pictures.size(); ++i) {
        const Card& card = cards[i];
        painter.save();
        painter.translate(card.place.center());
        painter.rotate(card.degrees);
        const QRectF place(QPointF(-card.place.width() / 2, -card.place.height() / 2), card.place.size());
        paintShadow(painter, place, controlRadius);
        QPainterPath clip;
        clip.addRoundedRect(place, controlRadius, controlRadius);
        painter.setClipPath(clip);
        painter.drawImage(place, m_pictures[i]);
        painter.restore();
    }
}

} // namespace batchroom
