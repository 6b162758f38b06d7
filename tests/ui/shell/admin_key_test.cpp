// SPDX-License-Identifier: GPL-3.0-or-later
// The administrator's key: given, replaced and removed in the window's Settings, kept in a keyring, used by the Queue.
#include "app/sandbox/sandbox_server.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "tests/support/fake_keyring.h"
#include "ui/kit/labels.h"
#include "ui/kit/theme.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDirIterator>
#include <QLineEdit>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

const QString entry = QStringLiteral("Batchroom/ideogram-admin");

SandboxFaults everyAnswerIsLost()
{
    return *SandboxFaults::fromJson(
        R"({"rules":[{"match":{"endpoint":"generate"},"action":{"type":"drop_after_accept"}}]})");
}

BatchDraft draftOfTwo()
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Summer");
    draft.name = QStringLiteral("Hero images");
    draft.account = QStringLiteral("ideogram");
    for (int i = 0; i < 2; ++i) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-3");
        job.request.prompt = QStringLiteral("a red lighthouse %1").arg(i);
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("turbo");
        job.price = Money::fromMicros(30'000);
        job.row = i + 1;
        draft.jobs.append(job);
    }
    return draft;
}

// The window on a Sandbox that stands for Ideogram, with the account's own key.
class Office {
public:
    explicit Office(const SandboxFaults& faults = {}, const Secret& adminKey = sandboxAdminKey())
    {
        SandboxOptions sandbox;
        sandbox.adminKey = adminKey;
        sandbox.latency = std::chrono::milliseconds(5);
        sandbox.faults = faults;
        server = *SandboxServer::start(sandbox);
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        options.apiBase = server->baseUrl();
        QSettings().clear();
        Preferences chosen;
        chosen.accounts.active = QStringLiteral("ideogram");
        preferences.save(chosen);
        studio = *Studio::open(options);
        window = std::make_unique<MainWindow>(preferences, keys, theme);
        window->resize(1280, 900);
        window->show();
        window->attach(*studio);
        studio->setKey(sandboxKey());
    }
    void goTo(Place place) const { window->goTo(place); }
    template <typename Widget = QAbstractButton>
    Widget* find(const char* name) const
    {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }
    bool click(const char* name) const
    {
        auto* button = find(name);
        if (!QTest::qWaitFor([&] { return (button = find(name)) && button->isVisible() && button->isEnabled(); }))
            return false;
        if (auto* scroll = window->findChild<QScrollArea*>(); scroll && scroll->isAncestorOf(button))
            scroll->ensureWidgetVisible(button);
        QTest::mouseClick(button, Qt::LeftButton);
        return true;
    }
    bool give(const QByteArray& key) const
    {
        goTo(Place::Settings);
        auto* edit = find<QLineEdit>("adminKeyEdit");
        if (!QTest::qWaitFor([&] { return edit->isEnabled(); }))
            return false;
        edit->clear();
        QTest::keyClicks(edit, QString::fromLatin1(key));
        return click("saveAdminKeyButton");
    }
    QString state() const { return find<TextLabel>("adminKeyStateLabel")->text(); }
    QString said() const
    {
        const auto* label = find<TextLabel>("usageLabel");
        return label && label->isVisible() ? label->text() : QString();
    }

    std::unique_ptr<SandboxServer> server;
    QTemporaryDir folder;
    PreferencesStore preferences;
    KeyStore keys;
    ThemeSource theme;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

QStringList filesWith(const QByteArray& text, const QString& folder)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            found.append(file.fileName());
    }
    return found;
}

} // namespace

class AdminKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        if (!m_keyring.isThere())
            QSKIP("no dbus-run-session on this machine, so there is no keyring of the test's own");
        m_keyring.clear();
    }
    void cleanup() { QSettings().clear(); }

    // Nothing is unknown and nothing is queued: the key is checked all the same.
    void isCheckedKeptReplacedAndRemoved()
    {
        {
            Office office({}, Secret("canary-admin-key-one"));
            QVERIFY(office.give("canary-admin-key-none"));
            QTRY_VERIFY(office.state().contains(QStringLiteral("was not saved")));
            QVERIFY(m_keyring.entries().isEmpty());
            QVERIFY(office.give("canary-admin-key-one"));
            QTRY_COMPARE(m_keyring.entries().value(entry), QByteArray("canary-admin-key-one"));
            QTRY_VERIFY(office.state().startsWith(QStringLiteral("The key works")));
            QCOMPARE(office.find<QLineEdit>("adminKeyEdit")->text(), QString());
            QVERIFY(!office.state().contains(QStringLiteral("canary-admin-key-one")));
            QCOMPARE(m_keyring.entries().size(), 1); // the account's own key is another matter
        }
        Office office({}, Secret("canary-admin-key-two"));
        QVERIFY(office.give("canary-admin-key-two"));
        QTRY_COMPARE(m_keyring.entries().value(entry), QByteArray("canary-admin-key-two"));

        QVERIFY(office.click("removeAdminKeyButton"));
        QTRY_VERIFY(m_keyring.entries().isEmpty());
        QTRY_VERIFY(!office.find("removeAdminKeyButton")->isVisible());
        QVERIFY(office.state().contains(QStringLiteral("removed")));
        QSettings().sync();
        QCOMPARE(filesWith("canary-admin-key", office.folder.path()), QStringList());
        QCOMPARE(filesWith("canary-admin-key", QDir::homePath()), QStringList());
    }

    void isKnownToBeThereTheNextTime()
    {
        {
            Office office({}, Secret("canary-admin-key"));
            QVERIFY(office.give("canary-admin-key"));
            QTRY_COMPARE(m_keyring.entries().size(), 1);
        }
        Office office;
        office.goTo(Place::Settings);
        QTRY_VERIFY(office.state().contains(QStringLiteral("is in this computer's keyring")));
        QVERIFY(!office.state().contains(QStringLiteral("canary-admin-key")));
        QVERIFY(office.find("removeAdminKeyButton")->isVisible());
        QCOMPARE(office.find<QLineEdit>("adminKeyEdit")->text(), QString());
    }

    // One answer after another is lost; the person asks, is told what is missing, gives the key and asks again.
    void theQueueAsksWithItAtOnce()
    {
        Office office(everyAnswerIsLost());
        QSignalSpy finished(&office.studio->queue(), &JobQueue::batchFinished);
        const auto batch = office.studio->queue().enqueue(draftOfTwo());
        office.goTo(Place::Queue);
        QVERIFY(office.click("checkUsageButton"));
        QTRY_VERIFY(office.said().contains(QStringLiteral("in Settings")));
        QCOMPARE(office.server->stats().usageQuestions, 0);

        QVERIFY(office.give("not-the-right-one"));
        QTRY_VERIFY(office.state().contains(QStringLiteral("was not saved")));
        QVERIFY(m_keyring.entries().isEmpty());

        QVERIFY(office.give(sandboxAdminKey().reveal()));
        QTRY_COMPARE(m_keyring.entries().value(entry), sandboxAdminKey().reveal());
        QTRY_VERIFY(office.state().startsWith(QStringLiteral("The key works")));
        office.goTo(Place::Queue);
        QVERIFY(office.click("checkUsageButton"));
        QTRY_VERIFY2(office.said().contains(QStringLiteral("2 of the 2 unknown")), qPrintable(office.said()));

        office.goTo(Place::Settings);
        QVERIFY(office.click("removeAdminKeyButton"));
        QTRY_VERIFY(m_keyring.entries().isEmpty());
        office.goTo(Place::Queue);
        QVERIFY(office.click("checkUsageButton"));
        QTRY_VERIFY(office.said().contains(QStringLiteral("in Settings")));
    }

    void aLockedKeyringLeavesItToTheSession()
    {
        Office office(everyAnswerIsLost());
        const auto batch = office.studio->queue().enqueue(draftOfTwo());
        office.goTo(Place::Queue);
        QTRY_VERIFY_WITH_TIMEOUT(office.find("checkUsageButton")->isVisible(), 30'000);
        m_keyring.lock();
        QVERIFY(office.give(sandboxAdminKey().reveal()));
        QVERIFY(office.click("sessionAdminKeyButton"));
        QVERIFY(office.state().contains(QStringLiteral("until Batchroom closes")));
        office.goTo(Place::Queue);
        QVERIFY(office.click("checkUsageButton"));
        QTRY_VERIFY2(office.said().contains(QStringLiteral("2 of the 2 unknown")), qPrintable(office.said()));
        QVERIFY(m_keyring.entries().isEmpty());
    }

private:
    test::FakeKeyring m_keyring;
};

int main(int argc, char** argv)
{
    test::runOnBusOfItsOwn(argv);
    QApplication application(argc, argv);
    AdminKeyTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "admin_key_test.moc"
