// SPDX-License-Identifier: GPL-3.0-or-later
// A settings card as a list of rows: what it is at the left with a line of help, its control at the right. GUI thread.
#pragma once

#include "ui/kit/cards.h"

#include <QVBoxLayout>

namespace batchroom {

class SettingsCard : public Card {
    Q_OBJECT
public:
    SettingsCard(const QString& title, const QString& note, QWidget* parent = nullptr);
    // Name and help belong to the control for screen readers too.
    void addRow(const QString& name, const QString& help, QWidget* control);
    QWidget* addWide(QWidget* widget); // the row, to hide it with its line

private:
    QVBoxLayout* m_rows;
};

} // namespace batchroom
