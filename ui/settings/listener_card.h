// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the listener: whether webhooks are taken in, on which port, and the secrets their senders sign with,
// which are kept in the system's keyring alone. GUI thread.
#pragma once

#include "app/settings/preferences.h"
#include "ui/settings/form.h"

#include <functional>

namespace batchroom {

class KeyStore;
class SecretRow;

class ListenerCard : public SettingsCard {
    Q_OBJECT
public:
    ListenerCard(PreferencesStore& preferences, KeyStore& keys, QWidget* parent = nullptr);
    // Asks the keyring, which may show a dialog of its own: only when Settings is looked at.
    void refresh();

Q_SIGNALS:
    void secretChanged();

private:
    void change(const std::function<void(Preferences::Listener&)>& edit);

    PreferencesStore& m_preferences;
    SecretRow* m_callback;
    SecretRow* m_gitHub;
};

} // namespace batchroom
