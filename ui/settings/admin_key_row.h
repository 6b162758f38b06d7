// SPDX-License-Identifier: GPL-3.0-or-later
// The optional key of an administrator, for one free question alone: what was billed. Kept in the system's keyring
// beside the account's own key, never in a file, never shown again. GUI thread.
#pragma once

#include "app/core/result.h"
#include "app/core/secret.h"
#include "ui/kit/theme.h"

#include <QWidget>

#include <functional>

class QLineEdit;

namespace batchroom {

class Button;
class KeyStore;
class TextLabel;

using AdminKeyCheck = std::function<void(const Secret&, QObject*, std::function<void(Result<void>)>)>;

class AdminKeyRow : public QWidget {
    Q_OBJECT
public:
    explicit AdminKeyRow(KeyStore& keys, QWidget* parent = nullptr);
    void setCheck(AdminKeyCheck check) { m_check = std::move(check); }
    // Asks the keyring, which may show a dialog of its own: only when Settings is looked at.
    void refresh();

Q_SIGNALS:
    // Used until Batchroom closes because the keyring did not take it; empty: the keyring alone counts.
    void sessionKeyChanged(const batchroom::Secret& key);

private:
    void makeParts();
    void checkAndSave();
    void save(const Secret& key);
    void useForSession();
    void removeKey();
    void showKept(bool isKept);
    void say(const QString& text, ColorRole role);
    void setBusy(bool isBusy);

    KeyStore& m_keys;
    AdminKeyCheck m_check;
    QLineEdit* m_edit;
    Button* m_save;
    Button* m_remove;
    Button* m_session;
    TextLabel* m_state;
    Secret m_unsaved;
};

} // namespace batchroom
