// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/secret_row.h"

#include "app/core/secret.h"
#include "app/settings/key_store.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLineEdit>

namespace batchroom {

SecretRow::SecretRow(KeyStore& keys, const Words& words, QWidget* parent)
    : QWidget(parent)
    , m_keys(keys)
    , m_entry(words.entry)
    , m_edit(new QLineEdit)
    , m_save(new Button(tr("Save"), ButtonKind::Secondary))
    , m_remove(new Button(tr("Remove"), ButtonKind::Quiet))
    , m_state(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
{
    const QString object = words.object.left(1).toUpper() + words.object.mid(1);
    m_edit->setObjectName(words.object + QStringLiteral("Edit"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setAccessibleName(words.name);
    m_save->setObjectName(QStringLiteral("save%1Button").arg(object));
    m_save->setEnabled(false);
    m_remove->setObjectName(QStringLiteral("remove%1Button").arg(object));
    m_remove->setAccessibleName(tr("Remove: %1").arg(words.name));
    m_state->setObjectName(words.object + QStringLiteral("State"));
    m_state->setWrapping(true);
    m_state->hide();
    auto* title = new TextLabel(words.name, FontRole::BodyMedium);
    auto* help = new TextLabel(words.help, FontRole::Small, ColorRole::Muted);
    help->setWrapping(true);
    connect(m_edit, &QLineEdit::textChanged, this,
        [this](const QString& text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_edit, &QLineEdit::returnPressed, m_save, &QAbstractButton::click);
    connect(m_save, &QAbstractButton::clicked, this, &SecretRow::save);
    connect(m_remove, &QAbstractButton::clicked, this, &SecretRow::remove);
    setLayout(column({column({title, help}, 2), row({Wide{m_edit}, m_save, m_remove}, 8), m_state}, 8));
    showKept(false);
}

void SecretRow::refresh()
{
    m_keys.read(m_entry, this, [this](const Result<Secret>& secret) { showKept(secret.hasValue()); });
}

void SecretRow::save()
{
    const Secret secret(m_edit->text().trimmed().toUtf8());
    if (secret.isEmpty())
        return;
    m_keys.write(m_entry, secret, this, [this](const Result<void>& written) {
        if (!written) {
            say(tr("The secret was not saved. %1").arg(written.error().what), ColorRole::Bad);
            return;
        }
        m_edit->clear();
        showKept(true);
        say(tr("The secret is in this computer's keyring."), ColorRole::Ok);
        Q_EMIT changed();
    });
}

void SecretRow::remove()
{
    m_keys.remove(m_entry, this, [this](const Result<void>& removed) {
        if (!removed) {
            say(removed.error().what, ColorRole::Bad);
            return;
        }
        showKept(false);
        say(tr("The secret was removed from the keyring."), ColorRole::Muted);
        Q_EMIT changed();
    });
}

void SecretRow::showKept(bool isKept)
{
    m_remove->setVisible(isKept);
    m_edit->setPlaceholderText(
        isKept ? tr("Paste another secret to replace it") : tr("Paste the secret of the sender"));
}

void SecretRow::say(const QString& text, ColorRole role)
{
    m_state->setText(text);
    m_state->setColorRole(role);
    m_state->setVisible(!text.isEmpty());
}

} // namespace batchroom
