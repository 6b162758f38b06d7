// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: account and key, spend caps, queue, appearance, library. Every change counts at once. GUI thread.
#pragma once

#include "app/core/secret.h"
#include "app/settings/preferences.h"
#include "app/webhooks/event_rule.h"
#include "ui/actions/action_catalog.h"
#include "ui/settings/account_card.h"

#include <QWidget>

#include <functional>

namespace batchroom {

class Catalog;
class JobQueue;
class ListenerCard;
class PublicAddressCard;
class NoticesCard;
class PicturesCard;
class RulesCard;
class TextLabel;

class SettingsPlace : public QWidget {
    Q_OBJECT
public:
    SettingsPlace(const Catalog& catalog, PreferencesStore& preferences, KeyStore& keys, JobQueue& queue,
        ActionCatalog& actions, QWidget* parent = nullptr);
    void setKeyCheck(KeyCheck check);
    void setAdminKeyCheck(AdminKeyCheck check);
    PublicAddressCard& publicAddress() { return *m_publicAddress; }
    void showTestNotice(bool isShown);                     // what came of one
    void setTrayQuestion(std::function<bool()> isMissing); // see NoticesCard
    // What the library keeps about events, and names for its rules.
    void showEvents(const EventSettings& settings);
    void setCampaigns(const QStringList& names);
    void setLibraryFacts(const QString& folder, int pictures, qint64 bytes);

Q_SIGNALS:
    void keyChanged(const batchroom::Secret& key);
    void callbackSecretChanged();                                 // in the keyring
    void adminKeyForSessionChanged(const batchroom::Secret& key); // see AdminKeyRow
    void pictureHostsChanged(const QString& sender, const batchroom::ImportPolicy& policy);
    // Changed or new, by its id. The secret is for the keyring alone; empty: as it was.
    void ruleSaved(const batchroom::EventRule& rule, const batchroom::Secret& secret);
    void ruleRemoved(const QString& id);
    void libraryFolderChosen(const QString& folder);
    void testNoticeRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeCaps();
    QWidget* makeQueue();
    QWidget* makeAppearance();
    QWidget* makeLibrary();
    QWidget* makeAbout();
    void change(const std::function<void(Preferences&)>& edit);
    void chooseLibrary();

    const Catalog& m_catalog;
    PreferencesStore& m_preferences;
    ActionCatalog& m_actions;
    AccountCard* m_account;
    NoticesCard* m_notices;
    ListenerCard* m_listener;
    PublicAddressCard* m_publicAddress;
    PicturesCard* m_pictures;
    RulesCard* m_rules;
    QWidget* m_cards = nullptr;
    TextLabel* m_libraryPlace = nullptr;
    TextLabel* m_librarySize = nullptr;
    QString m_libraryFolder;
    bool m_wasShown = false;
};

} // namespace batchroom
