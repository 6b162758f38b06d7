// SPDX-License-Identifier: GPL-3.0-or-later
// The window as a program of its own on a display and a bus of the test's own, with a tray that is this test.
#include "app/store/query.h"
#include "app/store/sqlite_connection.h"
#include "tests/support/fake_keyring.h"

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusReply>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

// Where programs announce their icons.
class FakeTray : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isThere)
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)
    Q_PROPERTY(int ProtocolVersion READ version)
public:
    bool isThere() const { return true; }
    QStringList items() const { return m_items; }
    int version() const { return 0; }

public Q_SLOTS:
    Q_SCRIPTABLE void RegisterStatusNotifierItem(const QString& item) { m_items.append(item); }
    Q_SCRIPTABLE void RegisterStatusNotifierHost(const QString&) { }

private:
    QStringList m_items;
};

namespace {

struct MenuLine {
    int id = 0;
    QString text;
    bool isEnabled = true;
};

// (ia{sv}av), as com.canonical.dbusmenu answers GetLayout.
QList<MenuLine> linesOf(const QDBusArgument& layout)
{
    QList<MenuLine> lines;
    int id = 0;
    QVariantMap properties;
    QVariantList children;
    layout.beginStructure();
    layout >> id >> properties >> children;
    layout.endStructure();
    if (properties.value(QStringLiteral("visible"), true).toBool())
        lines.append({id, properties.value(QStringLiteral("label")).toString(),
            properties.value(QStringLiteral("enabled"), true).toBool()});
    for (const QVariant& child : std::as_const(children))
        lines.append(linesOf(child.value<QDBusArgument>()));
    return lines;
}

class Display {
public:
    Display()
    {
        m_server.setProcessChannelMode(QProcess::SeparateChannels);
        m_server.start(QStringLiteral("Xvfb"),
            {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                QStringLiteral("1280x800x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        while (m_server.state() != QProcess::NotRunning && !m_server.canReadLine())
            if (!m_server.waitForReadyRead(20'000))
                return;
        m_name = QStringLiteral(":") + QString::fromLatin1(m_server.readLine().trimmed());
    }
    ~Display() { end(); }
    void end()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }
    QString name() const { return m_name; }
    bool isThere() const { return m_name.size() > 1; }

private:
    QProcess m_server;
    QString m_name;
};

} // namespace

class TrayFlowTest : public QObject {
    Q_OBJECT
private:
    bool open(const QByteArray& preferences)
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString config = m_folder->filePath(QStringLiteral("config"));
        QDir().mkpath(config + QStringLiteral("/Batchroom"));
        QFile file(config + QStringLiteral("/Batchroom/batchroom.ini"));
        if (!file.open(QIODevice::WriteOnly) || file.write(preferences) != preferences.size())
            return false;
        file.close();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), config);
        environment.insert(QStringLiteral("DISPLAY"), m_display->name());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        m_window = std::make_unique<QProcess>();
        m_window->setProcessChannelMode(QProcess::ForwardedChannels);
        m_window->setProcessEnvironment(environment);
        m_window->start(qEnvironmentVariable("BATCHROOM_BIN_DIR") + QStringLiteral("/batchroom"),
            {QStringLiteral("--library"), library()});
        return m_window->waitForStarted();
    }
    QString library() const { return m_folder->filePath(QStringLiteral("library")); }
    QString sessionMark() const
    {
        auto file = SqliteConnection::open(library() + QStringLiteral("/library.db"), OpenMode::ReadOnly);
        if (!file)
            return {};
        const auto mark = selectValue<QString>(
            file->connection(), QStringLiteral("SELECT value FROM setting WHERE name = 'session'"));
        return mark ? mark->value_or(QString()) : QString();
    }
    QDBusMessage ask(const char* path, const char* interface, const char* method, const QVariantList& with) const
    {
        QDBusMessage question = QDBusMessage::createMethodCall(
            m_tray->items().last(), QLatin1StringView(path), QLatin1StringView(interface), QLatin1StringView(method));
        question.setArguments(with);
        return QDBusConnection::sessionBus().call(question, QDBus::BlockWithGui, 10'000);
    }
    QVariant property(const char* name) const
    {
        const QDBusReply<QDBusVariant> answer = ask("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get",
            {QStringLiteral("org.kde.StatusNotifierItem"), QLatin1StringView(name)});
        return answer.isValid() ? answer.value().variant() : QVariant();
    }
    QString toolTip() const
    {
        const auto value = property("ToolTip").value<QDBusArgument>(); // (sa(iiay)ss)
        QString icon;
        QString title;
        value.beginStructure();
        value >> icon;
        value.beginArray();
        while (!value.atEnd()) {
            int width = 0;
            int height = 0;
            QByteArray bytes;
            value.beginStructure();
            value >> width >> height >> bytes;
            value.endStructure();
        }
        value.endArray();
        value >> title;
        value.endStructure();
        return title;
    }
    QList<MenuLine> menu() const
    {
        const QDBusMessage answer = ask("/MenuBar", "com.canonical.dbusmenu", "GetLayout", {0, -1, QStringList()});
        return answer.arguments().size() == 2 ? linesOf(answer.arguments().at(1).value<QDBusArgument>())
                                              : QList<MenuLine>();
    }
    MenuLine line(const QString& text) const
    {
        for (const MenuLine& candidate : menu())
            if (candidate.text == text)
                return candidate;
        return {-1, {}, false};
    }
    bool choose(const QString& text) const
    {
        const MenuLine chosen = line(text);
        return chosen.id > 0
            && ask("/MenuBar", "com.canonical.dbusmenu", "Event",
                   {chosen.id, QStringLiteral("clicked"), QVariant::fromValue(QDBusVariant(QString())), 0U})
                   .type()
            == QDBusMessage::ReplyMessage;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            QSKIP("There is no dbus-run-session here.");
        m_display = std::make_unique<Display>();
        if (!m_display->isThere())
            QSKIP("There is no Xvfb here.");
    }
    void init()
    {
        m_tray = std::make_unique<FakeTray>();
        QDBusConnection bus = QDBusConnection::sessionBus();
        QVERIFY(bus.registerObject(QStringLiteral("/StatusNotifierWatcher"), m_tray.get(),
            QDBusConnection::ExportScriptableSlots | QDBusConnection::ExportAllProperties));
        QVERIFY(bus.registerService(QStringLiteral("org.kde.StatusNotifierWatcher")));
    }
    void cleanup()
    {
        if (m_window && m_window->state() != QProcess::NotRunning) {
            m_window->kill();
            m_window->waitForFinished();
        }
        QDBusConnection bus = QDBusConnection::sessionBus();
        bus.unregisterService(QStringLiteral("org.kde.StatusNotifierWatcher"));
        bus.unregisterObject(QStringLiteral("/StatusNotifierWatcher"));
        m_tray.reset();
    }

    void isInTheTrayAndQuitsFromItsMenu()
    {
        QVERIFY(open("[tray]\nshown=true\n"));
        QTRY_COMPARE_WITH_TIMEOUT(m_tray->items().size(), 1, 30'000);
        QVERIFY(!property("IconPixmap").isNull());
        QCOMPARE(toolTip(), QStringLiteral("Batchroom\nNothing is running"));
        QVERIFY(line(QStringLiteral("Open Batchroom")).isEnabled);
        QVERIFY(!line(QStringLiteral("Nothing is running")).isEnabled);
        QVERIFY(!line(QStringLiteral("Nothing needs you")).isEnabled);
        QVERIFY(choose(QStringLiteral("Quiet for an hour")));
        QTRY_COMPARE(line(QStringLiteral("Quiet for an hour")).id, -1);
        // The icon keeps nothing open once the window is closed.
        QVERIFY(choose(QStringLiteral("Quit Batchroom")));
        QVERIFY(m_window->waitForFinished(30'000));
        QCOMPARE(m_window->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_window->exitCode(), 0);
        QVERIFY(sessionMark() != QStringLiteral("open"));
    }

    void staysOutOfTheTrayWhenNotWanted()
    {
        QVERIFY(open("[tray]\nshown=false\n"));
        QTRY_COMPARE_WITH_TIMEOUT(sessionMark(), QStringLiteral("open"), 30'000);
        QTest::qWait(1500); // it would be there by now
        QCOMPARE(m_tray->items().size(), 0);
    }

    // Last: the display is gone afterwards. Who logs out must not leave a program behind that keeps the library.
    void endsWithItsDisplay()
    {
        QVERIFY(open("[tray]\nshown=true\n"));
        QTRY_COMPARE_WITH_TIMEOUT(m_tray->items().size(), 1, 30'000);
        m_display->end();
        QVERIFY(m_window->waitForFinished(30'000));
    }

private:
    std::unique_ptr<Display> m_display;
    std::unique_ptr<FakeTray> m_tray;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_window;
};

int main(int argc, char** argv)
{
    test::runOnBusOfItsOwn(argv);
    QCoreApplication application(argc, argv);
    TrayFlowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tray_flow_test.moc"
