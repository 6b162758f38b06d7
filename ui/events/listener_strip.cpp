// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/listener_strip.h"

#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QClipboard>
#include <QGuiApplication>

namespace batchroom {

ListenerStrip::ListenerStrip(QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(IconId::Events, ColorRole::Muted))
    , m_state(new TextLabel(QString(), FontRole::BodyMedium))
    , m_note(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_copy(new IconButton(IconId::Copy, tr("Copy the address")))
    , m_test(new Button(tr("Send a test event"), ButtonKind::Secondary))
    , m_settings(new Button(tr("Settings"), ButtonKind::Quiet))
{
    setObjectName(QStringLiteral("listenerStrip"));
    m_state->setObjectName(QStringLiteral("listenerState"));
    m_note->setObjectName(QStringLiteral("listenerNote"));
    m_note->setElide(Qt::ElideRight);
    m_test->setObjectName(QStringLiteral("testEventButton"));
    m_settings->setObjectName(QStringLiteral("listenerSettingsButton"));
    m_copy->setSide(28);
    m_copy->setIconSide(16);
    for (Button* button : {m_test, m_settings})
        button->setSize(ButtonSize::Small);
    auto* surface = new Surface(ColorRole::Window, Qt::BottomEdge);
    surface->setLayout(row({m_icon, m_state, m_copy, Wide{m_note}, m_test, m_settings}, 8, margins(16, 8)));
    setLayout(column({surface}, 0));
    connect(m_copy, &QAbstractButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address); });
    connect(m_test, &QAbstractButton::clicked, this, [this] {
        m_test->setEnabled(false);
        Q_EMIT testRequested();
    });
    connect(m_settings, &QAbstractButton::clicked, this, &ListenerStrip::settingsRequested);
    showOff();
}

void ListenerStrip::showOff()
{
    show(tr("Webhooks are not taken in"),
        tr("Polling does the work. Turn it on in Settings when others are to tell Batchroom something."), false);
}

void ListenerStrip::showListening(quint16 port, bool hasSecret)
{
    m_address = QStringLiteral("http://127.0.0.1:%1/webhooks/ideogram-callback").arg(port);
    show(tr("Listening on 127.0.0.1:%1").arg(port),
        hasSecret ? tr("What is signed with the shared secret is taken in.")
                  : tr("Without a shared secret only Ideogram's own webhooks are taken in."),
        true);
    m_test->setEnabled(hasSecret);
}

void ListenerStrip::showFailure(const Error& error)
{
    show(tr("Webhooks cannot be taken in"), error.what, false);
    m_icon->setColorRole(ColorRole::Bad);
}

void ListenerStrip::showTest(const Result<void>& test)
{
    m_test->setEnabled(true);
    m_note->setText(test ? tr("The test event came in and was verified.") : test.error().what);
    m_note->setColorRole(test ? ColorRole::Ok : ColorRole::Bad);
}

void ListenerStrip::show(const QString& state, const QString& note, bool isListening)
{
    m_icon->setColorRole(isListening ? ColorRole::Ok : ColorRole::Muted);
    m_state->setText(state);
    m_note->setText(note);
    m_note->setToolTip(note);
    m_note->setColorRole(ColorRole::Muted);
    m_copy->setVisible(isListening);
    m_test->setVisible(isListening);
}

} // namespace batchroom
