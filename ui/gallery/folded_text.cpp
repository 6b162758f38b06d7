// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/folded_text.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/paint.h"

#include <QKeyEvent>
#include <QTextLayout>

namespace batchroom {

namespace {

constexpr int allLines = 400;

} // namespace

FoldedText::FoldedText(FontRole font, ColorRole color, int lines, QWidget* parent)
    : QWidget(parent)
    , m_font(font)
    , m_color(color)
    , m_most(lines)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    followFocus(this, 4);
}

void FoldedText::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_isOpen = false;
    setAccessibleName(text);
    updateGeometry();
    update();
}

int FoldedText::lineHeight() const
{
    return std::max(QFontMetrics(fontOf(m_font)).height(), scaled(m_font == FontRole::Body ? 20 : 18));
}

QStringList FoldedText::linesFor(int width, int most) const
{
    QString text = m_text;
    text.replace(QLatin1Char('\n'), QChar::LineSeparator);
    QTextLayout layout(text, fontOf(m_font));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        if (lines.size() + 1 == most) {
            const QString rest = text.mid(line.textStart()).replace(QChar::LineSeparator, QLatin1Char(' '));
            lines.append(QFontMetrics(fontOf(m_font)).elidedText(rest, Qt::ElideRight, width));
            break;
        }
        lines.append(text.mid(line.textStart(), line.textLength()).remove(QChar::LineSeparator));
    }
    layout.endLayout();
    return lines;
}

int FoldedText::heightForWidth(int width) const
{
    return static_cast<int>(linesFor(width, m_isOpen ? allLines : m_most).size()) * lineHeight();
}

QSize FoldedText::sizeHint() const
{
    const int wide = width() > 0 ? width() : 240;
    return {wide, heightForWidth(wide)};
}

QSize FoldedText::minimumSizeHint() const
{
    return {40, heightForWidth(std::max(40, width()))};
}

void FoldedText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    int top = 0;
    for (const QString& line : linesFor(width(), m_isOpen ? allLines : m_most)) {
        paintText(painter, QRect(0, top, width(), lineHeight()), line, m_font, theme()[m_color],
            Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        top += lineHeight();
    }
}

void FoldedText::resizeEvent(QResizeEvent*)
{
    const bool isFoldable = linesFor(width(), allLines).size() > m_most;
    setFocusPolicy(isFoldable ? Qt::TabFocus : Qt::NoFocus);
    setCursor(isFoldable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    updateGeometry();
}

void FoldedText::toggle()
{
    m_isOpen = !m_isOpen;
    updateGeometry();
    update();
}

void FoldedText::mouseReleaseEvent(QMouseEvent*)
{
    toggle();
}

void FoldedText::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return)
        toggle();
    else
        QWidget::keyPressEvent(event);
}

} // namespace batchroom
