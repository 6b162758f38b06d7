// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/admin_key_row.h"

#include "app/settings/key_store.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLineEdit>

namespace batchroom {

namespace {

QString entry()
{
    return adminEntryOf(QStringLiteral("ideogram"));
}

} // namespace

AdminKeyRow::AdminKeyRow(KeyStore& keys, QWidget* parent)
    : QWidget(parent)
    , m_keys(keys)
    , m_edit(new QLineEdit)
    , m_save(new Button(IconId::Shield, tr("Check and save"), ButtonKind::Secondary))
    , m_remove(new Button(tr("Remove key"), ButtonKind::Quiet))
    , m_session(new Button(tr("Use it until Batchroom closes"), ButtonKind::Secondary))
    , m_state(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
{
    setObjectName(QStringLiteral("adminKeyRow"));
    makeParts();
    auto* title = new TextLabel(tr("Administrator’s key"), FontRole::BodyMedium);
    auto* optional = new TextLabel(tr("optional"), FontRole::Small, ColorRole::Muted);
    auto* help = new TextLabel(tr("Only for asking Ideogram, for free, how many images of unknown outcome were billed; "
                                  "nothing is ever made with it."),
        FontRole::Small, ColorRole::Muted);
    help->setWrapping(true);
    m_edit->setAccessibleDescription(help->text());
    setLayout(column({column({row({title, optional, Stretch{}}, 8), help}, 2), row({Wide{m_edit}, m_save}, 8),
                         row({Wide{m_state}, m_session, m_remove}, 8)},
        8));
    connect(m_edit, &QLineEdit::textChanged, this,
        [this](const QString& text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_edit, &QLineEdit::returnPressed, m_save, &QAbstractButton::click);
    connect(m_save, &QAbstractButton::clicked, this, &AdminKeyRow::checkAndSave);
    connect(m_remove, &QAbstractButton::clicked, this, &AdminKeyRow::removeKey);
    connect(m_session, &QAbstractButton::clicked, this, &AdminKeyRow::useForSession);
}

void AdminKeyRow::makeParts()
{
    m_edit->setObjectName(QStringLiteral("adminKeyEdit"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setAccessibleName(tr("Administrator’s key"));
    m_save->setObjectName(QStringLiteral("saveAdminKeyButton"));
    m_save->setEnabled(false);
    m_remove->setObjectName(QStringLiteral("removeAdminKeyButton"));
    m_remove->setAccessibleName(tr("Remove the administrator’s key"));
    m_session->setObjectName(QStringLiteral("sessionAdminKeyButton"));
    m_session->hide();
    m_state->setObjectName(QStringLiteral("adminKeyStateLabel"));
    m_state->setWrapping(true);
    m_state->hide();
    showKept(false);
}

// What is wrong with the keyring itself is said at the account's own key.
void AdminKeyRow::refresh()
{
    if (const Secret key = adminKeyFromEnvironment(); !key.isEmpty()) {
        say(tr("IDEOGRAM_ADMIN_KEY is set (%1) and is used.").arg(key.hint()), ColorRole::Muted);
        return;
    }
    m_keys.read(entry(), this, [this](const Result<Secret>& key) {
        showKept(key.hasValue());
        if (key)
            say(tr("A key (%1) is in this computer's keyring.").arg(key->hint()), ColorRole::Muted);
    });
}

void AdminKeyRow::checkAndSave()
{
    const Secret key(m_edit->text().trimmed().toUtf8());
    if (key.isEmpty() || !m_check)
        return;
    m_session->hide();
    setBusy(true);
    say(tr("Asking Ideogram what was billed, which is free…"), ColorRole::Muted);
    m_check(key, this, [this, key](const Result<void>& checked) {
        setBusy(false);
        if (checked)
            save(key);
        else if (checked.error().code == ErrorCode::KeyRefused)
            say(tr("Ideogram does not let this key ask what was billed, so it was not saved. It must be the key of an "
                   "administrator of the organisation."),
                ColorRole::Bad);
        else
            say(tr("The key was not saved. %1").arg(checked.error().what), ColorRole::Bad);
    });
}

void AdminKeyRow::save(const Secret& key)
{
    setBusy(true);
    m_keys.write(entry(), key, this, [this, key](const Result<void>& written) {
        setBusy(false);
        m_edit->clear();
        if (!written) {
            m_unsaved = key;
            m_session->show();
            say(tr("This computer's keyring did not take the key. Unlock it and try again, or set IDEOGRAM_ADMIN_KEY."),
                ColorRole::Warn);
            return;
        }
        showKept(true);
        say(tr("The key works (%1) and is in this computer's keyring.").arg(key.hint()), ColorRole::Ok);
        Q_EMIT sessionKeyChanged(Secret());
    });
}

void AdminKeyRow::useForSession()
{
    m_session->hide();
    say(tr("The key is used until Batchroom closes and is not stored anywhere."), ColorRole::Ok);
    Q_EMIT sessionKeyChanged(std::exchange(m_unsaved, Secret()));
}

void AdminKeyRow::removeKey()
{
    setBusy(true);
    m_keys.remove(entry(), this, [this](const Result<void>& removed) {
        setBusy(false);
        if (!removed) {
            say(removed.error().what, ColorRole::Bad);
            return;
        }
        showKept(false);
        say(tr("The key was removed from the keyring."), ColorRole::Muted);
        Q_EMIT sessionKeyChanged(Secret());
    });
}

void AdminKeyRow::showKept(bool isKept)
{
    m_remove->setVisible(isKept);
    m_edit->setPlaceholderText(
        isKept ? tr("Paste another key to replace it") : tr("Paste the key of an administrator"));
}

void AdminKeyRow::say(const QString& text, ColorRole role)
{
    m_state->setText(text);
    m_state->setColorRole(role);
    m_state->setVisible(!text.isEmpty());
}

void AdminKeyRow::setBusy(bool isBusy)
{
    m_edit->setEnabled(!isBusy);
    m_remove->setEnabled(!isBusy);
    m_save->setEnabled(!isBusy && !m_edit->text().trimmed().isEmpty());
}

} // namespace batchroom
