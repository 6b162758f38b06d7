// SPDX-License-Identifier: GPL-3.0-or-later
// The listener of webhooks as the window has it: turned on by the preferences, shown in Events.
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/callback_desk.h"
#include "app/studio/event_desk.h"
#include "app/studio/public_address.h"
#include "app/studio/studio.h"
#include "app/webhooks/signature.h"
#include "ui/events/callback_pane.h"
#include "ui/events/events_place.h"
#include "ui/events/listener_strip.h"
#include "ui/shell/main_window.h"

namespace batchroom {

namespace {

constexpr int mostCallbacks = 500; // shown

EventEntry::Mood moodOf(const InboxEvent& event)
{
    return event.event.type == QLatin1StringView("ideogram.generation.failed") ? EventEntry::Mood::Bad
                                                                               : EventEntry::Mood::Good;
}

} // namespace

void MainWindow::connectEvents()
{
    EventDesk& desk = m_studio->events();
    connect(&desk, &EventDesk::arrived, this, &MainWindow::noteArrival);
    connect(&desk, &EventDesk::handled, this, [this](const InboxEvent& event) {
        ensureEvents()->noteIncoming(
            {event.receivedMs, event.event.type, event.event.sender, event.outcome, moodOf(event), event.event.body});
    });
    ListenerStrip& strip = ensureEvents()->listener();
    connect(&strip, &ListenerStrip::settingsRequested, this, [this] { goTo(Place::Settings); });
    connect(&strip, &ListenerStrip::testRequested, this, [this, &strip] {
        m_studio->events().sendTestEvent(&strip, [&strip](const Result<void>& test) { strip.showTest(test); });
    });
    connectCallbacks();
    applyListener();
    desk.workOff();
}

// Read anew when it comes into sight and, while it is there, with every try.
void MainWindow::connectCallbacks()
{
    CallbackPane& pane = ensureEvents()->callbacks();
    const auto read = [this, &pane] {
        m_studio->callbacks().readNewest(mostCallbacks, &pane, [&pane](const Result<QList<OutboxMessage>>& messages) {
            if (messages)
                pane.show(*messages);
        });
    };
    connect(&pane, &CallbackPane::shown, this, read);
    connect(&m_studio->events(), &EventDesk::callbackTried, this, [&pane, read] {
        if (pane.isVisible())
            read();
    });
    connect(&pane, &CallbackPane::sendAgainRequested, this, [this, &pane, read](const QList<OutboxId>& ids) {
        m_studio->callbacks().sendAgain(ids, &pane, [read](const Result<qint64>&) { read(); });
    });
}

// What is verified is shown when it is known what came of it.
void MainWindow::noteArrival(const Arrival& arrival)
{
    if (arrival.verdict == ArrivalVerdict::Verified)
        return;
    const bool isRefused = arrival.verdict == ArrivalVerdict::Refused;
    ensureEvents()->noteIncoming({arrival.atMs, isRefused ? QString() : arrival.event.type, arrival.event.sender,
        isRefused ? arrival.reason : tr("It was sent again; it is here already."),
        isRefused ? EventEntry::Mood::Bad : EventEntry::Mood::Neutral, arrival.event.body});
}

// The keyring is asked only when somebody listens: on some systems it opens a dialog.
void MainWindow::applyListener()
{
    if (!m_studio)
        return;
    if (m_preferences.current().listener.isOn) {
        m_keys.read(callbackSecretEntry(), this, [this](const Result<Secret>& secret) { listen(secret); });
        return;
    }
    m_studio->events().stopListening();
    ensureEvents()->listener().showOff();
    applyPublicAddress();
}

// Ideogram is given an address only while somebody listens behind it.
void MainWindow::applyPublicAddress()
{
    const Result<QUrl> address = publicAddress(m_preferences.current().listener.publicAddress);
    m_studio->setWebhookAddress(address && m_studio->events().port() ? ideogramWebhookAt(*address) : QUrl());
}

void MainWindow::listen(const Result<Secret>& secret)
{
    const Preferences::Listener listener = m_preferences.current().listener;
    if (!listener.isOn)
        return;
    ListenRequest request;
    request.port = static_cast<quint16>(listener.port);
    if (const Result<Secret> key = secret ? callbackSecret(secret->reveal()) : secret)
        request.callbackKeys.secrets = {*key};
    ListenerStrip& strip = ensureEvents()->listener();
    const Result<quint16> port = m_studio->events().listen(request);
    if (port)
        strip.showListening(*port, !request.callbackKeys.secrets.isEmpty());
    else
        strip.showFailure(port.error());
    applyPublicAddress();
}

} // namespace batchroom
