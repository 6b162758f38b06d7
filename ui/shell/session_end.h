// SPDX-License-Identifier: GPL-3.0-or-later
// Says when the program is told to end from outside: SIGTERM, SIGINT or SIGHUP (kill, Ctrl+C, the terminal or the
// session going away), or the end of the session as the desktop announces it. One at a time. GUI thread.
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace batchroom {

class SessionEnd : public QObject {
    Q_OBJECT
public:
    SessionEnd();
    ~SessionEnd() override;

Q_SIGNALS:
    void requested();

private:
    void listenForSignals();
    void read();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace batchroom
