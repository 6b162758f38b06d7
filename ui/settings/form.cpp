// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/form.h"

#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

namespace batchroom {

SettingsCard::SettingsCard(const QString& title, const QString& note, QWidget* parent)
    : Card(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 4);
    m_rows->setSpacing(0);
    auto* heading = new TextLabel(title, FontRole::Section);
    auto* words = new TextLabel(note, FontRole::Small, ColorRole::Muted);
    words->setWrapping(true);
    if (note.isEmpty())
        words->hide(); // shown before it has its place it would be a window
    m_rows->addWidget(boxed(column({heading, words}, 2, QMargins(16, 12, 16, 12))));
}

void SettingsCard::addRow(const QString& name, const QString& help, QWidget* control)
{
    auto* title = new TextLabel(name, FontRole::BodyMedium);
    auto* words = new TextLabel(help, FontRole::Small, ColorRole::Muted);
    words->setWrapping(true);
    if (help.isEmpty())
        words->hide();
    control->setAccessibleName(name);
    control->setAccessibleDescription(help);
    m_rows->addWidget(new Divider);
    m_rows->addWidget(
        boxed(row({Wide{boxed(column({title, words}, 2)), 1}, Gap{16}, Aligned{control}}, 0, margins(16, 10))));
}

QWidget* SettingsCard::addWide(QWidget* widget)
{
    QWidget* row = boxed(column({new Divider, boxed(column({widget}, 0, margins(16, 12)))}, 0));
    m_rows->addWidget(row);
    return row;
}

} // namespace batchroom
