// SPDX-License-Identifier: GPL-3.0-or-later
// One secret of the keyring: pasted, replaced, removed, never shown. GUI thread.
#pragma once

#include "ui/kit/theme.h"

#include <QWidget>

class QLineEdit;

namespace batchroom {

class Button;
class KeyStore;
class TextLabel;

class SecretRow : public QWidget {
    Q_OBJECT
public:
    struct Words {
        QString entry; // the name in the keyring
        QString name;  // "Shared secret"
        QString help;
        QString object; // "callbackSecret": of callbackSecretEdit, ...
    };
    SecretRow(KeyStore& keys, const Words& words, QWidget* parent = nullptr);
    // Asks the keyring, which may show a dialog of its own: only when Settings is looked at.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void save();
    void remove();
    void showKept(bool isKept);
    void say(const QString& text, ColorRole role);

    KeyStore& m_keys;
    const QString m_entry;
    QLineEdit* m_edit;
    Button* m_save;
    Button* m_remove;
    TextLabel* m_state;
};

} // namespace batchroom
