// SPDX-License-Identifier: GPL-3.0-or-later
// The public https address of a tunnel or a reverse proxy that leads to this computer's listener: what is one, and a
// test that sends a signed event through it and waits for it to come in.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <stop_token>

namespace batchroom {

class EventDesk;

// As typed or pasted, with or without the listener's own path. BadInput says why Ideogram would not take it.
Result<QUrl> publicAddress(const QString& text);
QUrl ideogramWebhookAt(const QUrl& publicAddress); // what Ideogram is given

// Main thread; one test at a time.
class PublicAddressTest : public QObject {
    Q_OBJECT
public:
    PublicAddressTest(EventDesk& desk, Clock& clock);
    ~PublicAddressTest() override;
    void setPatience(std::chrono::milliseconds patience) { m_patience.setInterval(patience); } // 5 s

    // Ends an earlier one unanswered. The error's sentence says how far the event got and what to mend.
    void start(const QUrl& address, std::function<void(Result<void>)> done);

private:
    void noteAnswer(const Result<void>& answer);
    void finish(const Result<void>& result);

    EventDesk& m_desk;
    Clock& m_clock;
    QTimer m_patience; // between the answer and the arrival
    QString m_awaitedId;
    bool m_hasArrived = false;
    bool m_isAnswered = false;
    std::function<void(Result<void>)> m_done;
    std::stop_source m_stop;
    QThreadPool m_sender;
};

} // namespace batchroom
