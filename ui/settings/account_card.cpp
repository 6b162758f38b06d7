// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_card.h"

#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLineEdit>

namespace batchroom {

namespace {

const QString sandbox = QStringLiteral("sandbox");
const QString ideogram = QStringLiteral("ideogram");

} // namespace

AccountCard::AccountCard(PreferencesStore& preferences, KeyStore& keys, QWidget* parent)
    : SettingsCard(
        tr("Account"), tr("Where pictures are made. A batch stays with the account it was queued on."), parent)
    , m_preferences(preferences)
    , m_keys(keys)
    , m_account(new SegmentedControl({tr("Sandbox"), tr("Ideogram")}))
    , m_admin(new AdminKeyRow(keys))
{
    m_account->setObjectName(QStringLiteral("accountSegments"));
    addRow(tr("Queue new batches on"),
        tr("The Sandbox is built in: it answers like Ideogram, draws its own pictures and costs nothing."), m_account);
    addWide(makeKeyRow());
    addWide(m_admin);
    connect(m_account, &SegmentedControl::currentChanged, this, &AccountCard::chooseAccount);
    connect(&m_preferences, &PreferencesStore::changed, this, [this](const Preferences&, const Preferences& after) {
        m_account->setCurrent(after.accounts.active == sandbox ? 0 : 1);
    });
    m_account->setCurrent(m_preferences.current().accounts.active == sandbox ? 0 : 1);
}

QWidget* AccountCard::makeKeyRow()
{
    m_edit = new QLineEdit;
    m_edit->setObjectName(QStringLiteral("keyEdit"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setPlaceholderText(tr("Paste your Ideogram API key"));
    m_edit->setAccessibleName(tr("Ideogram API key"));
    m_save = new Button(IconId::Shield, tr("Check and save"), ButtonKind::Secondary);
    m_save->setObjectName(QStringLiteral("saveKeyButton"));
    m_save->setEnabled(false);
    m_remove = new Button(tr("Remove key"), ButtonKind::Quiet);
    m_remove->setObjectName(QStringLiteral("removeKeyButton"));
    m_remove->hide();
    m_session = new Button(tr("Use it until Batchroom closes"), ButtonKind::Secondary);
    m_session->setObjectName(QStringLiteral("sessionKeyButton"));
    m_session->hide();
    m_state = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    m_state->setObjectName(QStringLiteral("keyStateLabel"));
    m_state->setWrapping(true);
    connect(m_edit, &QLineEdit::textChanged, this,
        [this](const QString& text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_edit, &QLineEdit::returnPressed, m_save, &QAbstractButton::click);
    connect(m_save, &QAbstractButton::clicked, this, &AccountCard::checkAndSave);
    connect(m_remove, &QAbstractButton::clicked, this, &AccountCard::removeKey);
    connect(m_session, &QAbstractButton::clicked, this, [this] {
        m_session->hide();
        say(tr("The key is used until Batchroom closes and is not stored anywhere."), ColorRole::Ok);
        Q_EMIT keyChanged(m_unsaved);
        chooseAccount(1);
    });
    auto* title = new TextLabel(tr("Ideogram key"), FontRole::BodyMedium);
    return boxed(column({title, row({Wide{m_edit}, m_save}, 8), row({Wide{m_state}, m_session, m_remove}, 8)}, 8));
}

void AccountCard::refresh()
{
    m_admin->refresh();
    if (const Secret key = keyFromEnvironment(); !key.isEmpty()) {
        say(tr("IDEOGRAM_API_KEY is set (%1) and is used.").arg(key.hint()), ColorRole::Muted);
        return;
    }
    m_keys.read(ideogram, this, [this](const Result<Secret>& key) {
        m_remove->setVisible(key.hasValue());
        if (key)
            say(tr("A key (%1) is in this computer's keyring.").arg(key->hint()), ColorRole::Muted);
        else if (key.error().code == ErrorCode::NotFound)
            say(tr("No key yet. It will be checked with a free price question and kept in this computer's keyring."),
                ColorRole::Muted);
        else
            say(key.error().what, ColorRole::Warn);
    });
}

void AccountCard::focusKey()
{
    m_edit->setFocus();
}

void AccountCard::chooseAccount(int segment)
{
    Preferences preferences = m_preferences.current();
    preferences.accounts.active = segment == 0 ? sandbox : ideogram;
    m_preferences.save(preferences);
}

void AccountCard::checkAndSave()
{
    const Secret key(m_edit->text().trimmed().toUtf8());
    if (key.isEmpty() || !m_check)
        return;
    setBusy(true);
    say(tr("Asking Ideogram for a price, which is free…"), ColorRole::Muted);
    m_check(key, this, [this, key](const Result<void>& checked) {
        setBusy(false);
        if (checked || checked.error().code == ErrorCode::OutOfCredit)
            save(key);
        else
            say(checked.error().what, ColorRole::Bad);
    });
}

void AccountCard::save(const Secret& key)
{
    setBusy(true);
    m_keys.write(ideogram, key, this, [this, key](const Result<void>& written) {
        setBusy(false);
        m_edit->clear();
        if (!written) {
            offerSession(key, written.error().what);
            return;
        }
        m_remove->show();
        say(tr("The key works (%1) and is in this computer's keyring.").arg(key.hint()), ColorRole::Ok);
        Q_EMIT keyChanged(key);
        chooseAccount(1);
    });
}

void AccountCard::offerSession(const Secret& key, const QString& why)
{
    m_unsaved = key;
    m_session->show();
    say(tr("The key works, but it could not be stored. %1").arg(why), ColorRole::Warn);
}

void AccountCard::removeKey()
{
    m_keys.remove(ideogram, this, [this](const Result<void>& removed) {
        if (!removed) {
            say(removed.error().what, ColorRole::Bad);
            return;
        }
        m_remove->hide();
        say(tr("The key was removed from the keyring."), ColorRole::Muted);
        Q_EMIT keyChanged(Secret());
        chooseAccount(0);
    });
}

void AccountCard::say(const QString& text, ColorRole role)
{
    m_state->setText(text);
    m_state->setColorRole(role);
}

void AccountCard::setBusy(bool isBusy)
{
    m_edit->setEnabled(!isBusy);
    m_save->setEnabled(!isBusy && !m_edit->text().trimmed().isEmpty());
}

} // namespace batchroom
