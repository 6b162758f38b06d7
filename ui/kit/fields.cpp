// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/fields.h"

#include "ui/kit/icons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace batchroom {

void setInvalid(QWidget* input, bool invalid)
{
    if (input->property("kitInvalid").toBool() == invalid)
        return;
    input->setProperty("kitInvalid", invalid);
    input->update();
}

SearchField::SearchField(const QString& placeholder, QWidget* parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setTextMargins(24, 0, 20, 0);
    connect(this, &QLineEdit::textChanged, this, [this] { update(); });
}

void SearchField::setKeyHint(const QString& keys)
{
    m_keyHint = keys;
    setTextMargins(24, 0, keys.isEmpty() ? 20 : keyHintWidth(keys) + 4, 0);
    update();
}

QSize SearchField::sizeHint() const
{
    return {200, scaled(32)};
}

QRect SearchField::clearArea() const
{
    return QRect(width() - 28, 0, 28, height());
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(0.42);
    paintIcon(painter, IconId::Search, QRect(10, 0, 16, height()), theme().muted, 16);
    if (!text().isEmpty()) {
        paintIcon(painter, IconId::Close, clearArea(), theme().muted, 16);
    } else if (!m_keyHint.isEmpty()) {
        const int width = keyHintWidth(m_keyHint);
        paintKeyHint(painter, QRect(this->width() - width - 8, 0, width, height()), m_keyHint);
    }
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        Q_EMIT textEdited(QString());
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::mousePressEvent(QMouseEvent* event)
{
    if (!text().isEmpty() && clearArea().contains(event->position().toPoint())) {
        clear();
        Q_EMIT textEdited(QString());
        return;
    }
    QLineEdit::mousePressEvent(event);
}

void SearchField::mouseMoveEvent(QMouseEvent* event)
{
    const bool isOverCross = !text().isEmpty() && clearArea().contains(event->position().toPoint());
    setCursor(isOverCross ? Qt::ArrowCursor : Qt::IBeamCursor);
    QLineEdit::mouseMoveEvent(event);
}

TextField::TextField(const QString& label, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_below(new TextLabel({}, FontRole::Small, ColorRole::Muted))
{
    auto* above = new TextLabel(label, FontRole::SmallMedium, ColorRole::Muted);
    above->setVisible(!label.isEmpty());
    above->setBuddy(m_edit);
    m_edit->setAccessibleName(label);
    m_below->setWrapping(true);
    m_below->hide();
    setLayout(column({above, m_edit, m_below}, 4));
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &TextField::textEdited);
    connect(m_edit, &QLineEdit::editingFinished, this, &TextField::editingFinished);
}

void TextField::setHelp(const QString& help)
{
    m_help = help;
    refreshBelow();
}

void TextField::setError(const QString& error)
{
    m_error = error;
    m_hasError = !error.isEmpty();
    setInvalid(m_edit, m_hasError);
    refreshBelow();
}

void TextField::refreshBelow()
{
    m_below->setText(m_hasError ? m_error : m_help);
    m_below->setColorRole(m_hasError ? ColorRole::Bad : ColorRole::Muted);
    m_below->setVisible(!m_below->text().isEmpty());
    m_edit->setAccessibleDescription(m_below->text());
}

} // namespace batchroom
