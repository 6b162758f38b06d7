// SPDX-License-Identifier: GPL-3.0-or-later
// Carries out the tasks of events one after another, pictures beside everything else, until each is done or given up.
// Main thread; the work is done on threads of its own.
#pragma once

#include "app/core/clock.h"
#include "app/core/random_source.h"
#include "app/studio/run_event_task.h"
#include "app/webhooks/callback_sender.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace batchroom {

class EventWork : public QObject {
    Q_OBJECT
public:
    // What `tools` names must outlive it.
    explicit EventWork(const ImportTools& tools);
    ~EventWork() override;

    // From now on; until then tasks wait. With the rules' own addresses, which callbacks go to.
    void setSettings(const EventSettings& settings);
    const EventSettings& settings() const { return m_settings; }
    // By CallbackEndpoint::key(). Addresses whose secret is missing wait for it.
    void setSecrets(const QHash<QString, Secret>& secrets);
    // Tasks were added, or somebody said try again.
    void wake();
    // Where callbacks are sent to: CallbackEndpoint::key() of those whose secret is there.
    const QSet<QString>& toldAddresses() const { return m_toldAddresses; }
    // Callbacks of the outbox are to be sent once more.
    void wakeSenders();
    // Something was settled in the library that rules may be about.
    void lookForOwnFacts();
    // Once what has happened so far is looked at and what can be done for it now is done, which takes as long as it
    // takes, its callbacks are delivered as far as they can be within the time. done is called once; it may be at once.
    void finish(std::chrono::milliseconds callbacksAtMost, std::function<void()> done);
    void endFinish(); // there are no settings to be had, or nothing can be written

Q_SIGNALS:
    void settled(const batchroom::EventTask& task);
    void pictureImported(const batchroom::AssetRow& asset);
    void exported(const batchroom::ExportSummary& summary);
    void noticeWanted(const QString& title, const QString& text);
    // One try of a callback to a rule's address.
    void told(const batchroom::CallbackDelivery& delivery);

private:
    using Kind = EventTaskRepository::Kind;
    struct Lane {
        Kind kind = Kind::Imports;
        bool isBusy = false;
        bool hasMore = false;
    };

    void run(Lane& lane);
    void planOwn();
    void take(Lane& lane, const std::optional<TaskEnd>& end);
    void finish(const EventTask& task);
    void rest();
    bool isRuled() const;
    void lookBeforeFinishing();
    bool isQuiet() const;
    void flushWhenQuiet();
    void connectSender();
    // None while the secret it is signed with is missing.
    std::optional<CallbackEndpoint> endpointOf(const EventRule& rule) const;

    const ImportTools m_tools;
    SystemRandom m_random;
    EventSettings m_settings;
    bool m_hasSettings = false;
    QHash<QString, Secret> m_secrets;
    std::array<Lane, 2> m_lanes{Lane{Kind::Imports}, Lane{Kind::Others}};
    bool m_isPlanning = false;
    bool m_isWaking = false;
    bool m_planAgain = false;
    QTimer m_look; // what is settled together is looked at together
    QTimer m_next; // the next try
    // Of a finish() under way.
    std::function<void()> m_finished;
    std::chrono::milliseconds m_callbacksAtMost{};
    qsizetype m_unflushed = 0;
    std::stop_source m_stop;
    QSet<QString> m_toldAddresses;
    std::vector<std::unique_ptr<CallbackSender>> m_senders; // one an address: each has an order of its own
    QThreadPool m_threads;
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::EventTask)
