// SPDX-License-Identifier: GPL-3.0-or-later
// A keyring in memory, where the system's would be: QtKeychain talks to it as to the wallet of a KDE desktop, over a
// message bus of the test's own. Linux only.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMap>
#include <QThread>
#include <QVariant>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <unistd.h>

namespace batchroom::test {

// First line of main(): begins the program anew on a bus that ends with it. Without dbus-run-session it goes on as it
// is, and there is no keyring.
inline void runOnBusOfItsOwn(char** arguments)
{
    if (std::getenv("BATCHROOM_TEST_BUS"))
        return;
    setenv("BATCHROOM_TEST_BUS", "1", 1);
    setenv("XDG_CURRENT_DESKTOP", "KDE", 1);
    setenv("KDE_SESSION_VERSION", "5", 1);
    QByteArray program("dbus-run-session");
    QByteArray end("--");
    std::vector<char*> line{program.data(), end.data()};
    for (char** argument = arguments; *argument; ++argument)
        line.push_back(*argument);
    line.push_back(nullptr);
    execvp(program.constData(), line.data());
    unsetenv("DBUS_SESSION_BUS_ADDRESS");
}

class FakeKeyring {
public:
    FakeKeyring()
        : m_wallet(std::make_unique<Wallet>())
    {
        const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
        if (address.isEmpty())
            return;
        // QtKeychain waits for the first answer, so it must come from elsewhere.
        m_wallet->moveToThread(&m_thread);
        m_thread.start();
        QDBusConnection bus = QDBusConnection::connectToBus(address, name);
        m_isThere = bus.registerVirtualObject(QStringLiteral("/modules/kwalletd5"), m_wallet.get())
            && bus.registerService(QStringLiteral("org.kde.kwalletd5"));
    }
    ~FakeKeyring()
    {
        QDBusConnection::disconnectFromBus(name);
        m_thread.quit();
        m_thread.wait();
    }
    FakeKeyring(const FakeKeyring&) = delete;
    FakeKeyring& operator=(const FakeKeyring&) = delete;

    bool isThere() const { return m_isThere; }
    QMap<QString, QByteArray> entries() const
    {
        const std::lock_guard lock(m_wallet->mutex);
        return m_wallet->entries;
    }
    // From now on it lets nobody in, as a wallet whose password was not given.
    void lock()
    {
        const std::lock_guard lock(m_wallet->mutex);
        m_wallet->isLocked = true;
    }
    void clear()
    {
        const std::lock_guard lock(m_wallet->mutex);
        m_wallet->entries.clear();
        m_wallet->isLocked = false;
    }

private:
    struct Wallet final : QDBusVirtualObject {
        QString introspect(const QString&) const override { return {}; }
        bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override
        {
            const QVariant reply = answer(message.member(), message.arguments());
            if (!reply.isValid())
                return false;
            bus.send(message.createReply(reply));
            return true;
        }
        QVariant answer(const QString& asked, const QVariantList& with)
        {
            const std::lock_guard lock(mutex);
            const QString key = with.value(2).toString(); // handle, folder, key, ...
            if (asked == QLatin1StringView("networkWallet"))
                return QStringLiteral("kdewallet");
            if (asked == QLatin1StringView("open"))
                return isLocked ? -1 : 1;
            if (asked == QLatin1StringView("entryType"))
                return entries.contains(key) ? 2 : 0; // a stream of bytes, unknown
            if (asked == QLatin1StringView("readEntry"))
                return entries.value(key);
            if (asked == QLatin1StringView("writeEntry")) {
                entries.insert(key, with.value(3).toByteArray());
                return 0;
            }
            if (asked == QLatin1StringView("removeEntry"))
                return entries.remove(key) > 0 ? 0 : -3;
            return {};
        }
        mutable std::mutex mutex;
        QMap<QString, QByteArray> entries;
        bool isLocked = false;
    };
    static inline const QString name = QStringLiteral("fake keyring");

    QThread m_thread;
    std::unique_ptr<Wallet> m_wallet;
    bool m_isThere = false;
};

} // namespace batchroom::test
