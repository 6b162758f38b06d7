// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/cards.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QPainterPath>

namespace batchroom {
namespace {

class Picture : public QWidget {
public:
    Picture(QSize size, std::function<void(QPainter&, const QRect&)> paint)
        : m_paint(std::move(paint))
    {
        setFixedSize(size);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_paint(painter, rect());
    }

private:
    std::function<void(QPainter&, const QRect&)> m_paint;
};

void paintRow(QPainter& painter, const QRect& box, const QList<QPixmap>& pictures)
{
    constexpr int gap = 4;
    int total = -gap;
    for (const QPixmap& picture : pictures)
        total += picture.width() * box.height() / std::max(1, picture.height()) + gap;
    int x = box.x() + (box.width() - total) / 2;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (const QPixmap& picture : pictures) {
        const QRect place(x, box.y(), picture.width() * box.height() / std::max(1, picture.height()), box.height());
        QPainterPath clip;
        clip.addRoundedRect(place, 4, 4);
        painter.setClipPath(clip);
        painter.drawPixmap(place, picture);
        x += place.width() + gap;
    }
}

} // namespace

Card::Card(QWidget* parent)
    : QWidget(parent)
{
    setContentsMargins(1, 1, 1, 1);
}

void Card::setEdge(ColorRole role)
{
    m_edge = role;
    update();
}

void Card::setHead(int height, ColorRole fill)
{
    m_headHeight = height;
    m_headFill = fill;
    update();
}

void Card::setFill(ColorRole role)
{
    m_fill = role;
    update();
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(painter, rect(), cardRadius, theme()[m_fill], theme()[m_edge]);
    if (m_headHeight <= 0)
        return;
    painter.setClipRect(QRect(0, 0, width(), m_headHeight));
    paintPanel(painter, rect(), cardRadius, theme()[m_headFill], theme()[m_edge]);
    painter.setClipping(false);
    paintHorizontalLine(painter, 1, width() - 1, m_headHeight - 1, theme()[m_edge]);
}

EmptyState::EmptyState(const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(title, FontRole::Section))
    , m_sentence(new TextLabel(sentence, FontRole::Body, ColorRole::Muted))
{
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWrapping(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setWrapping(true);
    setLayout(column({Stretch{}, m_title, m_sentence, Stretch{}}, 4, margins(24)));
}

void EmptyState::setTitle(const QString& title)
{
    m_title->setText(title);
}
void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

void EmptyState::setPicture(QSize size, std::function<void(QPainter&, const QRect&)> paint)
{
    delete m_picture;
    m_picture = new Picture(size, std::move(paint));
    auto* box = static_cast<QVBoxLayout*>(layout());
    m_picture->setContentsMargins(0, 0, 0, 0);
    box->insertWidget(1, m_picture, 0, Qt::AlignHCenter);
}

void EmptyState::setPictures(const QList<QPixmap>& pictures)
{
    setPicture({240, 44},
        [pictures](QPainter& painter, const QRect& box) { paintRow(painter, box.adjusted(0, 0, 0, -8), pictures); });
}

Button* EmptyState::setButton(const QString& text)
{
    if (!m_button) {
        m_button = new Button(text);
        addButton(m_button);
        setFocusProxy(m_button);
    }
    m_button->setText(text);
    m_button->updateGeometry();
    return m_button;
}

Button* EmptyState::setOtherButton(const QString& text)
{
    if (!m_otherButton) {
        m_otherButton = new Button(text, ButtonKind::Quiet);
        addButton(m_otherButton);
    }
    m_otherButton->setText(text);
    m_otherButton->updateGeometry();
    return m_otherButton;
}

void EmptyState::addButton(Button* button)
{
    if (!m_buttons) {
        m_buttons = row({Stretch{}, Stretch{}}, 8);
        auto* box = static_cast<QVBoxLayout*>(layout());
        box->insertSpacing(box->count() - 1, 12);
        box->insertLayout(box->count() - 1, m_buttons);
    }
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

} // namespace batchroom
