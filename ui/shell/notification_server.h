// SPDX-License-Identifier: GPL-3.0-or-later
// Messages by way of the desktop's own service, org.freedesktop.Notifications on the session bus: it needs no tray,
// knows which message was clicked, and plays the desktop's own sounds. Never waits for the service. GUI thread; only
// where Qt has a bus.
#pragma once

#include "ui/shell/notice.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

class QDBusConnection;

namespace batchroom {

enum class NoticeSound { Off, On };

class NotificationServer : public QObject {
    Q_OBJECT
public:
    explicit NotificationServer(const QDBusConnection& bus, QObject* parent = nullptr);
    ~NotificationServer() override;
    // done: whether the service took it, on this thread.
    void tell(const Notice& notice, NoticeSound sound, std::function<void(bool)> done);
    // What was told is known by now, also what is still on its way.
    void withdraw();

Q_SIGNALS:
    void clicked(const batchroom::NoticeTarget& target);

private:
    class Proxy;
    void send(const Notice& notice, NoticeSound sound, const QStringList& abilities, std::function<void(bool)> done);

    std::unique_ptr<Proxy> m_service;
    QHash<uint, NoticeTarget> m_shown; // by the service's number
    int m_withdrawals = 0;
};

} // namespace batchroom
