// SPDX-License-Identifier: GPL-3.0-or-later
// The card below a filter chip: a list of choices, several or one, taken at once.
#pragma once

#include "ui/kit/popups.h"

#include <QStringList>

#include <functional>

class QLineEdit;

namespace batchroom {

struct Choice {
    QString key;
    QString words;
    bool isOn = false;
};

class ChoiceCard : public PopupCard {
    Q_OBJECT
public:
    enum class Mode { Several, One };
    ChoiceCard(const QString& title, const QList<Choice>& choices, Mode mode, QWidget* parent);

Q_SIGNALS:
    void chosen(const QStringList& keys); // in the order of the list

private:
    QWidget* makeRows(const QList<Choice>& choices);
    void showOnly(const QString& text);
    Mode m_mode;
    QList<class QAbstractButton*> m_rows;
    QStringList m_keys;
};

} // namespace batchroom
