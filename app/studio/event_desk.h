// SPDX-License-Identifier: GPL-3.0-or-later
// What others tell this library: listens when it is asked to, and works on what was kept, once each, also after a
// restart: pictures made elsewhere are imported, rules carried out. Main thread; the library is read and written on a
// worker of its own.
#pragma once

#include "app/core/result.h"
#include "app/studio/event_work.h"
#include "app/studio/inbox_work.h"
#include "app/webhooks/listener.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QThreadPool>
#include <QUrl>

#include <deque>
#include <memory>
#include <mutex>

namespace batchroom {

class JobQueue;

struct ListenRequest {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 0;
    SenderKeys callbackKeys{};     // of /webhooks/ideogram-callback; none: nothing is taken there
    QList<Secret> gitHubSecrets{}; // of /webhooks/github; none: nothing is taken there
    QUrl keysUrl{};                // empty: Ideogram's own
};

class EventDesk : public QObject {
    Q_OBJECT
public:
    // `tools` names the library as well; all of it must outlive this.
    EventDesk(const ImportTools& tools, JobQueue& queue, Exporter& exporter);
    ~EventDesk() override;

    // The port. In place of an earlier one.
    Result<quint16> listen(const ListenRequest& request);
    void stopListening();
    std::optional<quint16> port() const; // none: it does not listen
    const SenderKeys& callbackKeys() const { return m_callbackKeys; }
    // Sends itself a signed event the way a stranger would; done is called on this thread.
    void sendTestEvent(QObject* context, std::function<void(Result<void>)> done);
    // What was kept and not worked on yet; at the start, and by itself whenever something comes in. Rules and imports
    // work from the first call on.
    void workOff();

    // The newest events in the library, and whether pictures of one can be imported. done is called on this thread,
    // unless context died; so for the others.
    void readNewest(int limit, QObject* context, std::function<void(Result<QList<InboxEvent>>)> done);
    void readImport(InboxId event, QObject* context, std::function<void(Result<ImportState>)> done);
    // Campaigns that imported pictures are in, whether a batch of theirs was ever made here or not.
    using Campaigns = QList<std::pair<CampaignId, QString>>;
    void readCampaigns(QObject* context, std::function<void(Result<Campaigns>)> done);
    // The person's word; see planImport(). What comes of it is told by worked().
    void importPictures(
        InboxId event, const QStringList& newHosts, QObject* context, std::function<void(Result<EventTaskId>)> done);
    // For a program that is about to end; see EventWork::finish(). At once when nobody called workOff().
    void finishWork(std::chrono::milliseconds callbacksAtMost, std::function<void()> done);
    QSet<QString> toldAddresses() const { return m_work.toldAddresses(); } // CallbackEndpoint::key() of the rules'
    void sendCallbacksNow() { m_work.wakeSenders(); }                      // somebody asked for it
    // Failures of others that a person has seen.
    void noteSeen(const QList<InboxId>& events);

    // As they were last read or changed.
    const EventSettings& settings() const { return m_work.settings(); }
    // What rules sign with, by CallbackEndpoint::key(); see readRuleSecrets().
    void setRuleSecrets(const QHash<QString, Secret>& secrets) { m_work.setSecrets(secrets); }
    // `edit` is called on the worker.
    void changeSettings(std::function<void(EventSettings&)> edit);

Q_SIGNALS:
    void arrived(const batchroom::Arrival& arrival);
    void handled(const batchroom::InboxEvent& event);
    // One try of an import or a rule: done, given up, or tried again later.
    void worked(const batchroom::EventTask& task);
    void pictureImported(const batchroom::AssetRow& asset);
    void exported(const batchroom::ExportSummary& summary);
    void settingsChanged(const batchroom::EventSettings& settings);
    // Failures of others that nobody has seen yet, newest first.
    void needsChanged(const QList<batchroom::InboxEvent>& events);
    // For a desktop that shows messages.
    void noticeWanted(const QString& title, const QString& text);
    void ruleSaid(const QString& title, const QString& text); // the same, when a rule asks for it
    // One try of a callback to a rule's address.
    void told(const batchroom::CallbackDelivery& delivery);
    // The library cannot be read or written.
    void failed(const batchroom::Error& error);

private:
    void note(const Arrival& arrival);
    void tellSoon();
    void tellArrived();
    void take(const Result<QList<InboxEvent>>& events);
    void takeSettings(const Result<EventSettings>& settings);
    void readNeeds();
    void connectQueue(Exporter& exporter);

    Store& m_store;
    Clock& m_clock;
    JobQueue& m_queue;
    EventWork m_work;
    bool m_hasSettings = false;
    std::mutex m_mutex; // of the next two; the listener's thread fills them
    std::deque<Arrival> m_arrived;
    bool m_isTellingSoon = false;
    QDeadlineTimer m_nextTelling; // has expired until something was told
    bool m_isWorking = false;
    bool m_hasMore = false;
    QThreadPool m_reader;
    std::unique_ptr<WebhookListener> m_listener;
    SenderKeys m_callbackKeys;
    std::stop_source m_stop; // of a test event under way
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::Arrival)
