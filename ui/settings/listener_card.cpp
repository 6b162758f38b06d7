// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/listener_card.h"

#include "app/settings/key_store.h"
#include "ui/kit/theme.h"
#include "ui/kit/toggles.h"
#include "ui/settings/secret_row.h"

#include <QSpinBox>

namespace batchroom {

ListenerCard::ListenerCard(PreferencesStore& preferences, KeyStore& keys, QWidget* parent)
    : SettingsCard(tr("Webhooks from others"),
        tr("Whoever else makes pictures can tell Batchroom about them. Nothing of this is needed to work."), parent)
    , m_preferences(preferences)
    , m_callback(new SecretRow(keys,
          {callbackSecretEntry(), tr("Shared secret"),
              tr("Of the sender, as Standard Webhooks and Svix have it (whsec_…). Kept in this computer's keyring."),
              QStringLiteral("callbackSecret")}))
    , m_gitHub(new SecretRow(keys,
          {gitHubSecretEntry(), tr("GitHub's secret"),
              tr("As it was typed into GitHub's form for the webhook, with the content type application/json and the "
                 "address /webhooks/github. Without it nothing of GitHub is taken in."),
              QStringLiteral("gitHubSecret")}))
{
    const Preferences::Listener current = preferences.current().listener;
    auto* listens = new Switch;
    listens->setObjectName(QStringLiteral("listenerSwitch"));
    listens->setChecked(current.isOn);
    addRow(tr("Take them in"),
        tr("Only on this computer's own address, 127.0.0.1. What comes from outside a tunnel or a reverse proxy passes "
           "on."),
        listens);
    auto* port = new QSpinBox;
    port->setObjectName(QStringLiteral("listenerPortSpinBox"));
    port->setRange(1024, 65'535);
    port->setGroupSeparatorShown(false);
    port->setKeyboardTracking(false);
    port->setValue(current.port);
    port->setFixedWidth(scaled(96));
    addRow(tr("Port"), tr("Another program may have this one already; then any free one will do."), port);
    addWide(m_callback);
    addWide(m_gitHub);
    for (SecretRow* secret : {m_callback, m_gitHub})
        connect(secret, &SecretRow::changed, this, &ListenerCard::secretChanged);
    connect(listens, &QCheckBox::toggled, this,
        [this](bool isOn) { change([&](Preferences::Listener& listener) { listener.isOn = isOn; }); });
    connect(port, &QSpinBox::valueChanged, this,
        [this](int value) { change([&](Preferences::Listener& listener) { listener.port = value; }); });
}

void ListenerCard::refresh()
{
    m_callback->refresh();
    m_gitHub->refresh();
}

void ListenerCard::change(const std::function<void(Preferences::Listener&)>& edit)
{
    Preferences preferences = m_preferences.current();
    edit(preferences.listener);
    m_preferences.save(preferences);
}

} // namespace batchroom
