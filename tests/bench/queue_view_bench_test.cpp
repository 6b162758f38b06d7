// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window with 20,000 jobs while ten at a time are made: frames of the scrolled list and the longest time the
// window answers nobody, over a whole line and over one that dies, resets, crawls and halves answers. Prints figures;
// asserts only that work was done meanwhile.
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "tests/bench/fixed_latency_server.h"
#include "tests/bench/frame_times.h"
#include "tests/faults/cut_proxy.h"
#include "ui/kit/theme.h"
#include "ui/models/queue_list.h"
#include "ui/queue/queue_view.h"
#include "ui/shell/main_window.h"

#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int manyJobs = 20'000;
constexpr int frames = 600;
constexpr int pixelsPerFrame = 90; // 5,600 a second at 16 ms
constexpr auto frameTime = 16ms;
constexpr auto heartbeat = 2ms;

// How long the event loop was away each time.
class Heartbeat {
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_gaps.append(milliseconds(m_since));
            m_since.start();
        });
        m_since.start();
        m_timer.start(heartbeat);
    }
    const QList<double>& gaps() const { return m_gaps; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    QList<double> m_gaps;
};

} // namespace

class QueueViewBenchTest : public QObject {
    Q_OBJECT
private:
    static BatchDraft draft()
    {
        BatchDraft draft = draftOf(manyJobs, SubmitMode::Asynchronous);
        draft.account = QStringLiteral("ideogram");
        return draft;
    }

    void scroll(QueueView& view, const char* what, const std::function<void(int)>& beforeFrame)
    {
        QScrollBar& bar = *view.verticalScrollBar();
        QList<double> times;
        const Heartbeat heart;
        for (int i = 0; i < frames; ++i) {
            beforeFrame(i);
            QElapsedTimer frame;
            frame.start();
            bar.setValue(bar.value() + pixelsPerFrame > bar.maximum() ? 0 : bar.value() + pixelsPerFrame);
            view.viewport()->repaint();
            times.append(milliseconds(frame));
            QTest::qWait(std::max(1, int(frameTime.count()) - int(times.last())));
        }
        qInfo("%s: frame %s; window away %s", what, qPrintable(spread(times)), qPrintable(spread(heart.gaps())));
    }

private Q_SLOTS:
    void scrollsWhileJobsAreMadeOverAWholeAndOverACutLine()
    {
        QTemporaryDir folder;
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
        FixedLatencyServer server(300ms);
        CutProxy proxy(static_cast<quint16>(server.url().port()), 50);
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        options.apiBase = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(proxy.port()));
        const auto studio = Studio::open(options);
        QVERIFY(studio);
        qputenv("IDEOGRAM_API_KEY", "bench");
        PreferencesStore preferences;
        Preferences chosen;
        chosen.accounts.active = QStringLiteral("ideogram");
        preferences.save(chosen);
        KeyStore keys;
        ThemeSource theme;
        MainWindow window(preferences, keys, theme);
        window.resize(1280, 800);
        window.show();
        window.attach(**studio);
        JobQueue& queue = (*studio)->queue();
        QSignalSpy added(&queue, &JobQueue::batchAdded);
        const auto batch = queue.enqueue(draft());
        QVERIFY(added.wait(60'000));
        window.goTo(Place::Queue);
        auto* view = window.findChild<QueueView*>(QStringLiteral("queueView"));
        QVERIFY(view);
        QTRY_VERIFY(qobject_cast<QueueList*>(view->model())->isLoaded());
        qobject_cast<QueueList*>(view->model())->setExpanded(*batch.result(), true);
        qobject_cast<QueueList*>(view->model())->setShowsAll(*batch.result(), true);
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 500'000);
        QTRY_VERIFY_WITH_TIMEOUT(server.posts() >= 20, 30'000);

        const int before = server.posts();
        scroll(*view, "20,000 jobs, ten at a time, whole line", [](int) {});
        QVERIFY(server.posts() > before);
        using Line = CutProxy::Line;
        const std::array lines{Line::Dead, Line::Open, Line::Reset, Line::Open, Line::Slow, Line::Halved, Line::Open};
        scroll(*view, "20,000 jobs, ten at a time, a line that is cut", [&](int frame) {
            if (frame % 15 == 0)
                proxy.set(lines.at(static_cast<size_t>(frame / 15) % lines.size()));
        });
        QVERIFY(proxy.harmed() > 0);
        proxy.set(Line::Dead);
        scroll(*view, "20,000 jobs, a dead line", [](int) {});
        proxy.set(Line::Open);
    }
};

QTEST_MAIN(QueueViewBenchTest)
#include "queue_view_bench_test.moc"
