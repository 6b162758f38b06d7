// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/public_address_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/settings/address_guides.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace batchroom {

namespace {

constexpr int guideHeight = 168;

} // namespace

PublicAddressCard::PublicAddressCard(PreferencesStore& preferences, QWidget* parent)
    : SettingsCard(tr("Public address"),
        tr("With one, Ideogram tells Batchroom when a picture is made. Without one Batchroom asks, which always "
           "works."),
        parent)
    , m_preferences(preferences)
{
    addWide(makeAddress());
    addWide(makeGuides());
    connect(&preferences, &PreferencesStore::changed, this, [this](const Preferences& before, const Preferences& now) {
        if (before.listener.port != now.listener.port)
            showGuide(m_guides->current());
        if (before.listener.publicAddress != now.listener.publicAddress)
            showAddress();
    });
    showAddress();
}

void PublicAddressCard::connectTo(Read read, Test test)
{
    m_read = std::move(read);
    m_test = std::move(test);
}

QWidget* PublicAddressCard::makeAddress()
{
    m_edit = new QLineEdit;
    m_edit->setObjectName(QStringLiteral("publicAddressEdit"));
    m_edit->setAccessibleName(tr("Public address"));
    m_edit->setPlaceholderText(tr("https://hooks.example.com"));
    m_save = new Button(tr("Save"), ButtonKind::Secondary);
    m_save->setObjectName(QStringLiteral("savePublicAddressButton"));
    m_testButton = new Button(tr("Test it"), ButtonKind::Quiet);
    m_testButton->setObjectName(QStringLiteral("testPublicAddressButton"));
    m_remove = new Button(tr("Remove"), ButtonKind::Quiet);
    m_remove->setObjectName(QStringLiteral("removePublicAddressButton"));
    m_remove->setAccessibleName(tr("Remove the public address"));
    m_state = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    m_state->setObjectName(QStringLiteral("publicAddressState"));
    m_state->setWrapping(true);
    m_state->hide();
    auto* title = new TextLabel(tr("Address of the tunnel or proxy"), FontRole::BodyMedium);
    auto* help = new TextLabel(tr("It is sent to Ideogram with every image that is made asynchronously, as long as "
                                  "webhooks are taken in."),
        FontRole::Small, ColorRole::Muted);
    help->setWrapping(true);
    m_edit->setAccessibleDescription(help->text());
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        const QString typed = text.trimmed();
        m_save->setEnabled(!typed.isEmpty() && typed != m_preferences.current().listener.publicAddress);
    });
    connect(m_edit, &QLineEdit::returnPressed, m_save, &QAbstractButton::click);
    connect(m_save, &QAbstractButton::clicked, this, &PublicAddressCard::save);
    connect(m_testButton, &QAbstractButton::clicked, this, &PublicAddressCard::test);
    connect(m_remove, &QAbstractButton::clicked, this, &PublicAddressCard::remove);
    return boxed(column(
        {column({title, help}, 2), row({Wide{m_edit}, m_save}, 8), row({Wide{m_state}, m_testButton, m_remove}, 8)},
        8));
}

QWidget* PublicAddressCard::makeGuides()
{
    QStringList names;
    for (const AddressGuide& guide : addressGuides(0))
        names.append(guide.name);
    m_guides = new SegmentedControl(names);
    m_guides->setObjectName(QStringLiteral("addressGuideSegments"));
    m_guides->setAccessibleName(tr("How to get an address"));
    m_guideWords = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    m_guideWords->setWrapping(true);
    m_guideLines = new QPlainTextEdit;
    m_guideLines->setObjectName(QStringLiteral("addressGuideLines"));
    m_guideLines->setAccessibleName(tr("Lines to copy"));
    m_guideLines->setReadOnly(true);
    m_guideLines->setFont(fontOf(FontRole::Mono));
    m_guideLines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_guideLines->setFixedHeight(scaled(guideHeight));
    m_guideLines->setTabChangesFocus(true);
    auto* copy = new Button(IconId::Copy, tr("Copy"), ButtonKind::Quiet);
    copy->setObjectName(QStringLiteral("copyAddressGuideButton"));
    connect(copy, &QAbstractButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_guideLines->toPlainText()); });
    connect(m_guides, &SegmentedControl::currentChanged, this, &PublicAddressCard::showGuide);
    showGuide(0);
    auto* title = new TextLabel(tr("How to get one"), FontRole::BodyMedium);
    return boxed(column({row({title, Stretch{}, m_guides}, 8), row({Wide{m_guideWords}, copy}, 8), m_guideLines}, 8));
}

void PublicAddressCard::save()
{
    const Result<QUrl> address = m_read ? m_read(m_edit->text()) : Result<QUrl>(QUrl(m_edit->text()));
    if (!address) {
        say(address.error().what, ColorRole::Bad);
        return;
    }
    change(address->toString());
    test();
}

void PublicAddressCard::remove()
{
    change(QString());
    say(tr("Ideogram is not told any address from now on; Batchroom asks."), ColorRole::Muted);
}

// Saved or not: an address may be given before the tunnel runs.
void PublicAddressCard::test()
{
    const QUrl address(m_preferences.current().listener.publicAddress);
    if (!m_test || address.isEmpty())
        return;
    m_testButton->setEnabled(false);
    say(tr("Sending a signed test event to it…"), ColorRole::Muted);
    m_test(address, [this](const Result<void>& result) {
        m_testButton->setEnabled(true);
        if (result)
            say(tr("The test event came in through it. Ideogram is given this address."), ColorRole::Ok);
        else
            say(result.error().what, ColorRole::Bad);
    });
}

void PublicAddressCard::change(const QString& address)
{
    Preferences preferences = m_preferences.current();
    preferences.listener.publicAddress = address;
    m_preferences.save(preferences);
    showAddress();
}

void PublicAddressCard::showAddress()
{
    const QString address = m_preferences.current().listener.publicAddress;
    m_edit->setText(address);
    m_save->setEnabled(false);
    m_testButton->setVisible(!address.isEmpty());
    m_remove->setVisible(!address.isEmpty());
}

void PublicAddressCard::showGuide(int index)
{
    const AddressGuide guide = addressGuides(m_preferences.current().listener.port).value(index);
    m_guideWords->setText(guide.words);
    m_guideLines->setPlainText(guide.lines);
}

void PublicAddressCard::say(const QString& text, ColorRole role)
{
    m_state->setText(text);
    m_state->setColorRole(role);
    m_state->setVisible(!text.isEmpty());
}

} // namespace batchroom
