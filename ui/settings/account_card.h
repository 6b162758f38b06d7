// SPDX-License-Identifier: GPL-3.0-or-later
// Which account makes the pictures, and the Ideogram key: checked by a free quote, kept in the system's keyring, never
// in a file. Below it the optional key of an administrator. GUI thread.
#pragma once

#include "app/core/result.h"
#include "app/core/secret.h"
#include "ui/settings/admin_key_row.h"
#include "ui/settings/form.h"

#include <functional>

class QLineEdit;

namespace batchroom {

class Button;
class KeyStore;
class PreferencesStore;
class SegmentedControl;
class TextLabel;

using KeyCheck = std::function<void(const Secret&, QObject*, std::function<void(Result<void>)>)>;

class AccountCard : public SettingsCard {
    Q_OBJECT
public:
    AccountCard(PreferencesStore& preferences, KeyStore& keys, QWidget* parent = nullptr);
    void setKeyCheck(KeyCheck check) { m_check = std::move(check); }
    // Asks the keyring, which may show a dialog of its own: only when Settings is looked at.
    void refresh();
    void focusKey();
    AdminKeyRow& adminKey() { return *m_admin; }

Q_SIGNALS:
    void keyChanged(const batchroom::Secret& key);

private:
    QWidget* makeKeyRow();
    void chooseAccount(int segment);
    void checkAndSave();
    void save(const Secret& key);
    void offerSession(const Secret& key, const QString& why);
    void removeKey();
    void say(const QString& text, ColorRole role);
    void setBusy(bool isBusy);

    PreferencesStore& m_preferences;
    KeyStore& m_keys;
    KeyCheck m_check;
    SegmentedControl* m_account;
    QLineEdit* m_edit = nullptr;
    Button* m_save = nullptr;
    Button* m_remove = nullptr;
    Button* m_session = nullptr;
    TextLabel* m_state = nullptr;
    AdminKeyRow* m_admin;
    Secret m_unsaved;
};

} // namespace batchroom
