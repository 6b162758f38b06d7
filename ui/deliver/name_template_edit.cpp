// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/name_template_edit.h"

#include "ui/kit/theme.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QScopedValueRollback>
#include <QTextCharFormat>

namespace batchroom {

QList<std::pair<int, int>> templateFields(const QString& text)
{
    QList<std::pair<int, int>> fields;
    qsizetype open = text.indexOf(u'{');
    while (open >= 0) {
        const qsizetype close = text.indexOf(u'}', open);
        if (close < 0)
            break;
        fields.append({int(open), int(close - open + 1)});
        open = text.indexOf(u'{', close);
    }
    return fields;
}

NameTemplateEdit::NameTemplateEdit(QWidget* parent)
    : QLineEdit(parent)
{
    setFont(fontOf(FontRole::Mono));
    connect(this, &QLineEdit::textChanged, this, &NameTemplateEdit::highlight);
}

// QLineEdit paints the formats an input method asks for; an event without text changes nothing else.
void NameTemplateEdit::highlight()
{
    if (m_isHighlighting)
        return;
    const QScopedValueRollback guard(m_isHighlighting, true);
    QTextCharFormat look;
    look.setForeground(theme().accent);
    look.setBackground(theme().selection);
    QList<QInputMethodEvent::Attribute> attributes;
    for (const auto& [start, length] : templateFields(text()))
        attributes.append({QInputMethodEvent::TextFormat, start - cursorPosition(), length, look});
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void NameTemplateEdit::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(fontOf(FontRole::Mono));
    else if (event->type() == QEvent::PaletteChange)
        highlight();
}

} // namespace batchroom
