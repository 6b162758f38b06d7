// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: what the window says about money, with charges, an unknown outcome and approved pictures, as
// pictures of the Queue, the Gallery and Settings. A Sandbox stands for Ideogram. money_sheet FOLDER [SCALE]
#include "app/sandbox/sandbox_server.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "ui/kit/theme.h"
#include "ui/queue/queue_place.h"
#include "ui/shell/main_window.h"
#include "ui/shell/top_bar.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstdio>

using namespace batchroom;

namespace {

BatchDraft draftOf(const char* name, const char* account, int images)
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Summer Sale");
    draft.name = QString::fromLatin1(name);
    draft.account = QString::fromLatin1(account);
    for (int i = 0; i < images; ++i) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-3");
        job.request.prompt = QStringLiteral("Poster of a %1 beach, bold type “SUMMER SALE”").arg(i);
        job.request.aspect = QStringLiteral("4:5");
        job.request.speed = QStringLiteral("turbo");
        job.price = billingOf(draft.account) == Billing::Free ? Money() : Money::fromMicros(30'000);
        job.row = i + 1;
        draft.jobs.append(job);
    }
    return draft;
}

class MoneySheet {
public:
    MoneySheet(const QDir& folder, const QString& end)
        : m_folder(folder)
        , m_end(end)
    {
        SandboxOptions sandbox;
        sandbox.latency = std::chrono::milliseconds(20);
        sandbox.faults = *SandboxFaults::fromJson(
            R"({"rules":[{"match":{"endpoint":"generate","nth":8},"action":{"type":"drop_after_accept"}}]})");
        m_server = *SandboxServer::start(sandbox);
        StudioOptions options;
        options.libraryFolder = m_library.filePath(QStringLiteral("library"));
        options.apiBase = m_server->baseUrl();
        options.sandboxLatency = std::chrono::milliseconds(20);
        QSettings().clear();
        Preferences chosen;
        chosen.accounts.active = QStringLiteral("ideogram");
        m_preferences.save(chosen);
        m_studio = *Studio::open(options);
        m_studio->setKey(sandboxKey());
        m_window = std::make_unique<MainWindow>(m_preferences, m_keys, m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        m_window->attach(*m_studio);
    }

    void work()
    {
        QSignalSpy finished(&m_studio->queue(), &JobQueue::batchFinished);
        for (const BatchDraft& draft : {draftOf("Drafts", "sandbox", 12), draftOf("Stills", "ideogram", 4),
                 draftOf("Posters, round 1", "ideogram", 14)}) {
            const qsizetype before = finished.size();
            m_studio->queue().enqueue(draft);
            for (int i = 0; i < 400 && finished.size() == before; ++i)
                QTest::qWait(50);
        }
        const auto made = m_studio->assets().select({}).result();
        ReviewChange change;
        change.decision = Decision::Approved;
        for (qsizetype i = 0; made && i < made->rows.size(); i += 3)
            change.assets.append(made->rows[i].id);
        m_studio->assets().review(change);
        QTest::qWait(600);
    }

    void grabAll()
    {
        m_window->goTo(Place::Queue);
        QTest::qWait(800);
        auto* queue = m_window->findChild<QueuePlace*>();
        for (const QueueBatch* batch : queue->list().batches())
            queue->showBatch(batch->summary.id);
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080), QSize(1024, 700)}) {
            m_window->resize(size);
            for (const ThemeChoice theme : {ThemeChoice::Dark, ThemeChoice::Light}) {
                Preferences preferences = m_preferences.current();
                preferences.appearance.theme = theme;
                m_preferences.save(preferences);
                grab("queue", Place::Queue);
                m_window->findChild<TopBar*>()->setCampaign(QStringLiteral("Summer Sale"));
                Q_EMIT m_window->findChild<TopBar*>()->campaignChosen(QStringLiteral("Summer Sale"));
                grab("gallery", Place::Gallery);
                grab("settings", Place::Settings);
            }
        }
    }

private:
    void grab(const char* name, Place place)
    {
        m_window->goTo(place);
        QTest::qWait(900);
        const bool isDark = m_preferences.current().appearance.theme == ThemeChoice::Dark;
        m_window->grab().save(m_folder.filePath(
            QStringLiteral("money-%1-%2-%3%4.png")
                .arg(QString::fromLatin1(name), isDark ? QStringLiteral("dark") : QStringLiteral("light"))
                .arg(m_window->width())
                .arg(m_end)));
    }

    QDir m_folder;
    QString m_end;
    std::unique_ptr<SandboxServer> m_server;
    QTemporaryDir m_library;
    PreferencesStore m_preferences;
    KeyStore m_keys;
    ThemeSource m_theme;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom money"));
    QCoreApplication::setOrganizationName(QStringLiteral("Batchroom"));
    if (argc < 2) {
        std::fputs("money_sheet FOLDER [SCALE]\n", stderr);
        return 2;
    }
    const double scale = argc > 2 ? QByteArray(argv[2]).toDouble() : 1.0;
    QFont font = QApplication::font();
    font.setPixelSize(static_cast<int>(std::lround(14 * scale))); // what the kit takes for 100 %
    QApplication::setFont(font);
    MoneySheet sheet(QDir(QString::fromLocal8Bit(argv[1])),
        scale > 1 ? QStringLiteral("-%1").arg(std::lround(scale * 100)) : QString());
    sheet.work();
    sheet.grabAll();
    return 0;
}
