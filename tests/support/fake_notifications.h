// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's service for messages, in memory: org.freedesktop.Notifications on the session bus of the test (see
// runOnBusOfItsOwn in fake_keyring.h). On the test's own thread, so only for callers that do not wait. Linux only.
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QList>
#include <QVariant>

namespace batchroom::test {

class FakeNotifications final : public QDBusVirtualObject {
public:
    struct Message {
        QString title;
        QString text;
        QStringList actions;
        QVariantMap hints;
    };

    FakeNotifications()
        : m_bus(QDBusConnection::connectToBus(
            qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("fake notifications")))
    {
        m_isThere = m_bus.registerVirtualObject(path(), this) && m_bus.registerService(name());
    }
    ~FakeNotifications() override
    {
        m_bus.unregisterService(name());
        QDBusConnection::disconnectFromBus(m_bus.name());
    }

    bool isThere() const { return m_isThere; }
    void click(uint id)
    {
        tell(QStringLiteral("ActivationToken"), {id, QStringLiteral("token-%1").arg(id)});
        tell(QStringLiteral("ActionInvoked"), {id, QStringLiteral("default")});
        close(id);
    }
    void close(uint id) { tell(QStringLiteral("NotificationClosed"), {id, 2U}); }

    QStringList abilities{QStringLiteral("body"), QStringLiteral("actions"), QStringLiteral("sound")};
    bool isBroken = false;
    QList<Message> messages; // the first has the number 1
    QList<uint> withdrawn;

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override
    {
        if (isBroken) {
            bus.send(message.createErrorReply(QDBusError::Failed, QStringLiteral("out of order")));
            return true;
        }
        const QVariantList with = message.arguments();
        if (message.member() == QLatin1StringView("GetCapabilities")) {
            bus.send(message.createReply(abilities));
        } else if (message.member() == QLatin1StringView("Notify")) {
            messages.append({with.value(3).toString(), with.value(4).toString(), with.value(5).toStringList(),
                qdbus_cast<QVariantMap>(with.value(6))});
            bus.send(message.createReply(static_cast<uint>(messages.size())));
        } else if (message.member() == QLatin1StringView("CloseNotification")) {
            withdrawn.append(with.value(0).toUInt());
            bus.send(message.createReply());
        }
        return true;
    }

private:
    static QString path() { return QStringLiteral("/org/freedesktop/Notifications"); }
    static QString name() { return QStringLiteral("org.freedesktop.Notifications"); }
    void tell(const QString& signal, const QVariantList& arguments)
    {
        QDBusMessage message = QDBusMessage::createSignal(path(), name(), signal);
        message.setArguments(arguments);
        m_bus.send(message);
    }

    QDBusConnection m_bus;
    bool m_isThere = false;
};

} // namespace batchroom::test
