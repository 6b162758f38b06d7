// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the listener: whether webhooks are taken in, on which port, and the secret their sender signs with, which
// is kept in the system's keyring alone. GUI thread.
#pragma once

#include "app/settings/preferences.h"
#include "ui/kit/theme.h"
#include "ui/settings/form.h"

class QLineEdit;

namespace batchroom {

class Button;
class KeyStore;
class Secret;
class TextLabel;

class ListenerCard : public SettingsCard {
    Q_OBJECT
public:
    ListenerCard(PreferencesStore& preferences, KeyStore& keys, QWidget* parent = nullptr);
    // Asks the keyring, which may show a dialog of its own: only when Settings is looked at.
    void refresh();

Q_SIGNALS:
    void secretChanged();

private:
    QWidget* makeSecretRow();
    void save();
    void remove();
    void change(const std::function<void(Preferences::Listener&)>& edit);
    void showKept(bool isKept);
    void say(const QString& text, ColorRole role);

    PreferencesStore& m_preferences;
    KeyStore& m_keys;
    QLineEdit* m_edit = nullptr;
    Button* m_save = nullptr;
    Button* m_remove = nullptr;
    TextLabel* m_state = nullptr;
};

} // namespace batchroom
