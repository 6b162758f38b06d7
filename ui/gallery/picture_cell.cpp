// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/picture_cell.h"

#include "ui/gallery/picture_view.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/toggles.h"

namespace batchroom {

void paintLetter(QPainter& painter, const QRect& box, QChar letter)
{
    const int side = std::min(box.width(), box.height());
    const QRect mark(box.center().x() - side / 2, box.center().y() - side / 2, side, side);
    paintPanel(painter, mark, side / 2.0, theme().press);
    paintText(painter, mark, QString(letter), FontRole::SmallStrong, theme().text, Qt::AlignCenter);
}

class LetterMark : public QWidget {
public:
    LetterMark() { setFixedSize(scaled(26), scaled(22)); }
    void setLetter(QChar letter)
    {
        m_letter = letter;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintPanel(painter, rect(), height() / 2.0, theme().press);
        paintText(painter, rect(), QString(m_letter), FontRole::SmallStrong, theme().text, Qt::AlignCenter);
    }

private:
    QChar m_letter;
};

PictureCell::PictureCell(QWidget* parent)
    : QWidget(parent)
    , m_letter(new LetterMark)
    , m_stars(new StarRating)
    , m_badge(new Badge)
    , m_view(new PictureView)
{
    m_stars->setFocusPolicy(Qt::NoFocus);
    m_head = boxed(row({m_letter, m_stars, Stretch{}, m_badge}, 8, margins(12, 0)));
    m_head->setFixedHeight(scaled(40));
    setLayout(column({m_head, Wide{m_view}}, 0));
    m_view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(m_view, &PictureView::activated, this, &PictureCell::activated);
    connect(m_stars, &StarRating::rated, this, [this](int stars) {
        Q_EMIT activated();
        Q_EMIT rated(stars);
    });
    setLetter(QChar());
}

void PictureCell::setLetter(QChar letter)
{
    m_isAlone = letter.isNull();
    m_letter->setLetter(letter);
    m_head->setVisible(!m_isAlone);
    const int frame = m_isAlone ? 0 : 2;
    layout()->setContentsMargins(frame, frame, frame, frame);
    m_name = m_isAlone ? tr("Picture") : tr("Picture %1").arg(letter);
    setAccessibleName(m_name);
    update();
}

void PictureCell::setWords(const QString& words)
{
    setAccessibleName(QStringLiteral("%1, %2").arg(m_name, words));
    m_view->setAccessibleName(words);
}

void PictureCell::setReview(Decision decision, int rating)
{
    m_stars->setValue(rating);
    m_badge->setLook(lookOf(decision));
}

void PictureCell::setActive(bool isActive)
{
    m_isActive = isActive;
    update();
}

void PictureCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().window);
    if (m_isActive && !m_isAlone)
        paintCurrentCell(painter, rect());
}

void PictureCell::mousePressEvent(QMouseEvent*)
{
    Q_EMIT activated();
}

} // namespace batchroom
