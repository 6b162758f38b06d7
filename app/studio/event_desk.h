// SPDX-License-Identifier: GPL-3.0-or-later
// What others tell this library: listens when it is asked to, and works on what was kept, once each, also after a
// restart. Main thread; the library is read and written on a worker of its own.
#pragma once

#include "app/core/result.h"
#include "app/webhooks/listener.h"

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
    SenderKeys callbackKeys{}; // of /webhooks/ideogram-callback; none: nothing is taken there
    QUrl keysUrl{};            // empty: Ideogram's own
};

class EventDesk : public QObject {
    Q_OBJECT
public:
    EventDesk(Store& store, Clock& clock, JobQueue& queue);
    ~EventDesk() override;

    // The port. In place of an earlier one.
    Result<quint16> listen(const ListenRequest& request);
    void stopListening();
    std::optional<quint16> port() const; // none: it does not listen
    const SenderKeys& callbackKeys() const { return m_callbackKeys; }
    // Sends itself a signed event the way a stranger would; done is called on this thread.
    void sendTestEvent(QObject* context, std::function<void(Result<void>)> done);
    // What was kept and not worked on yet; at the start, and by itself whenever something comes in.
    void workOff();

Q_SIGNALS:
    void arrived(const batchroom::Arrival& arrival);
    void handled(const batchroom::InboxEvent& event);

private:
    void note(const Arrival& arrival);
    void tellArrived();
    QString outcomeOf(const InboxEvent& event);
    void settle(const QList<InboxEvent>& events);

    Store& m_store;
    Clock& m_clock;
    JobQueue& m_queue;
    std::mutex m_mutex; // of the next two; the listener's thread fills them
    std::deque<Arrival> m_arrived;
    bool m_isTellingSoon = false;
    bool m_isWorking = false;
    bool m_hasMore = false;
    QThreadPool m_reader;
    std::unique_ptr<WebhookListener> m_listener;
    SenderKeys m_callbackKeys;
    std::stop_source m_stop; // of a test event under way
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::Arrival)
