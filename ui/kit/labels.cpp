// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/labels.h"

#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QEvent>
#include <QFontMetrics>

namespace batchroom {

TextLabel::TextLabel(const QString& text, FontRole face, ColorRole color, QWidget* parent)
    : QLabel(text, parent)
    , m_font(face)
    , m_color(color)
{
    setTextFormat(Qt::PlainText);
    setFont(fontOf(face));
}

void TextLabel::setFontRole(FontRole role)
{
    m_font = role;
    setFont(fontOf(role));
}

void TextLabel::setColorRole(ColorRole role)
{
    m_color = role;
    update();
}

void TextLabel::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
    update();
}

void TextLabel::setWrapping(bool wraps)
{
    setWordWrap(wraps);
    QSizePolicy policy = sizePolicy();
    policy.setHeightForWidth(wraps);
    setSizePolicy(policy);
}

QSize TextLabel::sizeHint() const
{
    if (wordWrap())
        return QLabel::sizeHint();
    const QFontMetrics metrics(font());
    const QMargins m = contentsMargins();
    return {metrics.horizontalAdvance(text()) + 1 + m.left() + m.right(), metrics.height() + m.top() + m.bottom()};
}

QSize TextLabel::minimumSizeHint() const
{
    if (wordWrap())
        return QLabel::minimumSizeHint();
    const QSize wanted = sizeHint();
    return m_elide == Qt::ElideNone ? wanted : QSize(std::min(wanted.width(), 24), wanted.height());
}

void TextLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(isEnabled() ? theme()[m_color] : blended(theme()[m_color], theme().panel, 0.42));
    const QRect area = contentsRect();
    if (wordWrap()) {
        painter.drawText(area, static_cast<int>(alignment()) | Qt::TextWordWrap, text());
        return;
    }
    const QFontMetrics metrics(font());
    const bool fits = metrics.horizontalAdvance(text()) <= area.width();
    const QString shown = fits || m_elide == Qt::ElideNone ? text() : metrics.elidedText(text(), m_elide, area.width());
    painter.drawText(area, static_cast<int>(alignment()) | Qt::TextSingleLine, shown);
    if (m_elide != Qt::ElideNone && toolTip() != (fits ? QString() : text()))
        setToolTip(fits ? QString() : text());
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(fontOf(m_font));
}

SectionHeader::SectionHeader(const QString& title, const QString& note, QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(title, FontRole::Section))
    , m_note(new TextLabel(note, FontRole::Body, ColorRole::Muted))
{
    m_note->setElide(Qt::ElideRight);
    m_note->setVisible(!note.isEmpty());
    auto* line = row({m_title, m_note, Stretch{}});
    setLayout(line);
    setMinimumHeight(24);
}

void SectionHeader::setTitle(const QString& title)
{
    m_title->setText(title);
}

void SectionHeader::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void SectionHeader::addAtEnd(QWidget* widget)
{
    layout()->addWidget(widget);
}

Divider::Divider(Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent)
    , m_orientation(orientation)
{
    const bool isHorizontal = orientation == Qt::Horizontal;
    setSizePolicy(isHorizontal ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Divider::sizeHint() const
{
    return m_orientation == Qt::Horizontal ? QSize(16, 1) : QSize(1, 16);
}

void Divider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().line);
}

KeyHint::KeyHint(const QString& keys, const QString& word, QWidget* parent)
    : QWidget(parent)
    , m_keys(keys)
    , m_word(word)
{
    setAccessibleName(word.isEmpty() ? keys : keys + QLatin1Char(' ') + word);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize KeyHint::sizeHint() const
{
    const int words = m_word.isEmpty() ? 0 : 6 + QFontMetrics(fontOf(FontRole::Small)).horizontalAdvance(m_word);
    return {keyHintWidth(m_keys) + words, scaled(18)};
}

void KeyHint::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintKeyHint(painter, rect(), m_keys);
    if (!m_word.isEmpty())
        paintText(painter, rect().adjusted(keyHintWidth(m_keys) + 6, 0, 0, 0), m_word, FontRole::Small, theme().muted,
            Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
}

IconLabel::IconLabel(IconId icon, ColorRole role, int size, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_role(role)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIconId(IconId icon)
{
    m_icon = icon;
    update();
}

void IconLabel::setColorRole(ColorRole role)
{
    m_role = role;
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintIcon(painter, m_icon, rect(), theme()[m_role], m_size);
}

} // namespace batchroom
