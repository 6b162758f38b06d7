// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/tray_mark.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace batchroom {
namespace {

// 3:1 or more on white as well as on the dark panels of today's desktops; a test computes it.
const QColor grey(0x82, 0x8a, 0x97);
const QColor lit(0xee, 0x57, 0x2a);
const QColor amber(0xc9, 0x7a, 0x00);
const QColor onMark(0x1a, 0x0e, 0x08);
const QColor onSign(Qt::white);

struct Sign {
    QRectF disc;
    qreal gap = 0; // between it and the mark
};

// The app's icon in its 24 units: a card behind, a card in front, a lamp on it. Edges lie on whole pixels.
void paintCards(QPainter& painter, qreal side, const QColor& front)
{
    const qreal unit = side / 24;
    const qreal stroke = std::max(1.0, std::round(1.5 * unit));
    const auto whole = [unit](qreal x) { return std::round(x * unit); };
    const QRectF behind(QPointF(whole(2), whole(6)), QPointF(whole(16), whole(22)));
    const QRectF card(QPointF(whole(7), whole(2)), QPointF(whole(22), whole(18)));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(grey, stroke));
    const qreal half = stroke / 2;
    painter.drawRoundedRect(behind.adjusted(half, half, -half, -half), 2.5 * unit, 2.5 * unit);
    painter.setPen(Qt::NoPen);
    painter.setBrush(front);
    painter.drawRoundedRect(card, 3 * unit, 3 * unit);
    painter.setBrush(onMark);
    painter.drawEllipse(card.center(), 3.4 * unit, 3.4 * unit);
}

void paintBars(QPainter& painter, const QRectF& disc)
{
    const qreal bar = std::max(1.0, std::round(disc.width() * 0.16));
    const qreal height = std::round(disc.height() * 0.46);
    const qreal top = std::round(disc.center().y() - height / 2);
    const qreal gap = bar * 1.0;
    const qreal left = std::round(disc.center().x() - bar - gap / 2);
    for (const qreal x : {left, left + bar + gap})
        painter.drawRect(QRectF(x, top, bar, height));
}

void paintCall(QPainter& painter, const QRectF& disc)
{
    const qreal width = std::max(2.0, std::round(disc.width() * 0.18));
    const qreal height = std::round(disc.height() * 0.60);
    const qreal left = std::round(disc.center().x() - width / 2);
    const qreal top = std::round(disc.center().y() - height / 2);
    const qreal dot = height < 7 ? 1 : width;
    painter.drawRect(QRectF(left, top, width, height - dot - std::max(1.0, width / 2)));
    painter.drawRect(QRectF(left, top + height - dot, width, dot));
}

void paintSign(QPainter& painter, qreal side, TraySign kind)
{
    const qreal width = std::round(side * 0.54);
    const Sign sign{{side - width, side - width, width, width}, std::max(1.0, std::round(side / 22))};
    painter.setPen(Qt::NoPen);
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.drawEllipse(sign.disc.adjusted(-sign.gap, -sign.gap, sign.gap, sign.gap));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setBrush(kind == TraySign::Paused ? grey : amber);
    painter.drawEllipse(sign.disc);
    painter.setBrush(onSign);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (kind == TraySign::NeedsYou)
        paintCall(painter, sign.disc);
    else
        paintBars(painter, sign.disc);
}

} // namespace

QPixmap trayPixmap(const TrayMark& mark, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCards(painter, side, mark.isLit ? lit : grey);
    if (mark.sign != TraySign::None)
        paintSign(painter, side, mark.sign);
    return pixmap;
}

QIcon trayIcon(const TrayMark& mark)
{
    QIcon icon;
    for (const int side : {16, 20, 22, 24, 32, 44, 48, 64})
        icon.addPixmap(trayPixmap(mark, side));
    return icon;
}

} // namespace batchroom
