// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/listener_card.h"

#include "app/settings/key_store.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"

#include <QLineEdit>
#include <QSpinBox>

namespace batchroom {

ListenerCard::ListenerCard(PreferencesStore& preferences, KeyStore& keys, QWidget* parent)
    : SettingsCard(tr("Webhooks from others"),
        tr("Whoever else makes pictures can tell Batchroom about them. Nothing of this is needed to work."), parent)
    , m_preferences(preferences)
    , m_keys(keys)
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
    addWide(makeSecretRow());
    connect(listens, &QCheckBox::toggled, this,
        [this](bool isOn) { change([&](Preferences::Listener& listener) { listener.isOn = isOn; }); });
    connect(port, &QSpinBox::valueChanged, this,
        [this](int value) { change([&](Preferences::Listener& listener) { listener.port = value; }); });
}

QWidget* ListenerCard::makeSecretRow()
{
    m_edit = new QLineEdit;
    m_edit->setObjectName(QStringLiteral("callbackSecretEdit"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setAccessibleName(tr("Shared secret"));
    m_save = new Button(tr("Save"), ButtonKind::Secondary);
    m_save->setObjectName(QStringLiteral("saveCallbackSecretButton"));
    m_save->setEnabled(false);
    m_remove = new Button(tr("Remove"), ButtonKind::Quiet);
    m_remove->setObjectName(QStringLiteral("removeCallbackSecretButton"));
    m_remove->setAccessibleName(tr("Remove the shared secret"));
    m_state = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    m_state->setObjectName(QStringLiteral("callbackSecretState"));
    m_state->setWrapping(true);
    m_state->hide();
    auto* title = new TextLabel(tr("Shared secret"), FontRole::BodyMedium);
    auto* help =
        new TextLabel(tr("Of the sender, as Standard Webhooks and Svix have it (whsec_…). Kept in this computer's "
                         "keyring."),
            FontRole::Small, ColorRole::Muted);
    help->setWrapping(true);
    connect(m_edit, &QLineEdit::textChanged, this,
        [this](const QString& text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_edit, &QLineEdit::returnPressed, m_save, &QAbstractButton::click);
    connect(m_save, &QAbstractButton::clicked, this, &ListenerCard::save);
    connect(m_remove, &QAbstractButton::clicked, this, &ListenerCard::remove);
    showKept(false);
    return boxed(
        column({column({title, help}, 2), row({Wide{m_edit}, m_save}, 8), row({Wide{m_state}, m_remove}, 8)}, 8));
}

void ListenerCard::refresh()
{
    m_keys.read(callbackSecretEntry(), this, [this](const Result<Secret>& secret) { showKept(secret.hasValue()); });
}

void ListenerCard::save()
{
    const Secret secret(m_edit->text().trimmed().toUtf8());
    if (secret.isEmpty())
        return;
    m_keys.write(callbackSecretEntry(), secret, this, [this](const Result<void>& written) {
        if (!written) {
            say(tr("The secret was not saved. %1").arg(written.error().what), ColorRole::Bad);
            return;
        }
        m_edit->clear();
        showKept(true);
        say(tr("The secret is in this computer's keyring."), ColorRole::Ok);
        Q_EMIT secretChanged();
    });
}

void ListenerCard::remove()
{
    m_keys.remove(callbackSecretEntry(), this, [this](const Result<void>& removed) {
        if (!removed) {
            say(removed.error().what, ColorRole::Bad);
            return;
        }
        showKept(false);
        say(tr("The secret was removed from the keyring."), ColorRole::Muted);
        Q_EMIT secretChanged();
    });
}

void ListenerCard::change(const std::function<void(Preferences::Listener&)>& edit)
{
    Preferences preferences = m_preferences.current();
    edit(preferences.listener);
    m_preferences.save(preferences);
}

void ListenerCard::showKept(bool isKept)
{
    m_remove->setVisible(isKept);
    m_edit->setPlaceholderText(
        isKept ? tr("Paste another secret to replace it") : tr("Paste the secret of the sender"));
}

void ListenerCard::say(const QString& text, ColorRole role)
{
    m_state->setText(text);
    m_state->setColorRole(role);
    m_state->setVisible(!text.isEmpty());
}

} // namespace batchroom
