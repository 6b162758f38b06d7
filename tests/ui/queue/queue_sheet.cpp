// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: the Queue with a realistic library, light and dark, as pictures. queue_sheet DIR [--planned]
#include "app/library/asset_index.h"
#include "app/sandbox/painter.h"
#include "tests/queue/queue_fixture.h"
#include "ui/kit/start_time_card.h"
#include "ui/kit/theme.h"
#include "ui/queue/queue_place.h"
#include "ui/queue/queue_view.h"

#include <QApplication>
#include <QBuffer>
#include <QMenu>
#include <QMouseEvent>

using namespace batchroom;
using namespace batchroom::test;

namespace {

const QStringList prompts{QStringLiteral("Poster with bold type “SUMMER SALE”, low sun over paper-cut waves"),
    QStringLiteral("Bauhaus grid of quarter circles, headline “NEW SEASON”"),
    QStringLiteral("Night market poster, striped neon sun over a grid horizon"),
    QStringLiteral("Ice pop leaning on a pink circle, “STAY COOL”, screen print"),
    QStringLiteral("Amber body oil bottle on a stone plinth, one leaf"),
    QStringLiteral(
        "Terracotta vase and cup on a shelf, dried stems, window shadow, warm afternoon light from the left, "
        "soft grain, muted sand and clay palette, generous empty space at the top for a headline"),
    QStringLiteral("Fig candle on a dark table, single warm light")};

struct Kind {
    const char* model;
    const char* speed;
};
constexpr Kind kinds[] = {
    {"ideogram-4-5", "medium"}, {"ideogram-3", "turbo"}, {"ideogram-2a", "default"}, {"ideogram-3", "quality"}};

BatchDraft draft(const QString& name, int jobs)
{
    BatchDraft batch = draftOf(jobs);
    batch.campaign = QStringLiteral("Summer Sale 26");
    batch.name = name;
    for (int i = 0; i < jobs; ++i) {
        const Kind& kind = kinds[i % 4];
        batch.jobs[i].request.prompt = prompts[i % prompts.size()];
        batch.jobs[i].request.model = QString::fromLatin1(kind.model);
        batch.jobs[i].request.speed = QString::fromLatin1(kind.speed);
        batch.jobs[i].price = Catalog::builtIn().model(batch.jobs[i].request.model)->priceFor(batch.jobs[i].request);
    }
    return batch;
}

void serve(FakeService& service)
{
    service.onQuote = [](const GenerationRequest& request) {
        return Result<Quote>(Quote{.price = Catalog::builtIn().model(request.model)->priceFor(request)});
    };
    service.onPoll = [](const QString& id, int) -> PollOutcome {
        ReturnedImage image = FakeService::image(id);
        image.resolution = QSize(512, 640);
        return GenerationCompleted{.images = {image}, .charged = {}};
    };
    service.onDownload = [](const QUrl& url, int) -> DownloadOutcome {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        paintPicture(
            {.prompt = url.path(), .style = QStringLiteral("design"), .size = {512, 640}, .seed = 5, .palette = {}})
            .save(&buffer, "PNG");
        return Downloaded{bytes};
    };
}

void set(JobRow& job, JobState state, int secondsAgo, AssetId asset = {}, int tookSeconds = 0)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    job.state = state;
    job.startedMs = now - secondsAgo * 1000;
    job.stateSinceMs = job.startedMs;
    job.finishedMs = tookSeconds ? job.startedMs + tookSeconds * 1000 : 0;
    job.asset = asset;
    job.attempts = 1;
}

// What the provider would have done by now, told to the window only.
void tell(JobQueue& queue, const QueueSnapshot& snapshot, const QList<AssetId>& assets, bool troubled)
{
    QList<BatchSummary> batches;
    for (const BatchSummary& known : snapshot.batches) {
        QList<JobRow> jobs;
        for (const JobRow& job : snapshot.jobs)
            if (job.batch == known.id)
                jobs.append(job);
        BatchSummary batch = known;
        batch.spent = Money::fromMicros(jobs.size() > 30 ? 2'520'000 : 1'530'000);
        if (jobs.size() > 30) {
            for (int i = 0; i < 42; ++i)
                set(jobs[i], JobState::Done, 300 - i, assets[i % assets.size()], 11);
            set(jobs[42], JobState::Downloading, 12);
            for (int i = 43; i < 49; ++i)
                set(jobs[i], JobState::Accepted, 52 - i);
            set(jobs[49], JobState::Submitting, 0);
            if (troubled) {
                set(jobs[50], JobState::Unknown, 900);
                jobs[50].detail =
                    QStringLiteral("QNetworkReply::RemoteHostClosedError after 1,482 bytes sent; no status line");
                set(jobs[51], JobState::Rejected, 700);
                jobs[51].prompt =
                    QStringLiteral("Vintage matchbox label, a burning house of cards, “HOT PRICES”, letterpress");
                jobs[51].message =
                    QStringLiteral("Ideogram's safety check refused this prompt. Nothing was made or charged. Edit the "
                                   "prompt, then try again. Ideogram says: “Prompt provided failed safety check due "
                                   "to the inclusion of prohibited content.”");
                jobs[51].detail = jobs[51].message;
            }
        } else if (jobs.size() > 7) {
            for (int i = 0; i < 17; ++i)
                set(jobs[i], JobState::Done, 200 - i, assets[(i + 2) % assets.size()], 12);
            set(jobs[17], JobState::Failed, 100, {}, 3);
            jobs[17].message =
                QStringLiteral("Failed download: the image was made and charged, but could not be fetched. "
                               "Retry downloads it again without a new payment.");
            batch.isPaused = true;
        }
        Q_EMIT queue.jobsChanged(jobs);
        batches.append(batch);
    }
    Q_EMIT queue.batchesChanged(batches);
    Q_EMIT queue.inFlightChanged(8, 10);
}

void grab(QWidget& place, const QString& file)
{
    for (int i = 0; i < 30; ++i)
        QTest::qWait(10);
    place.grab().save(file);
    qInfo("%s", qPrintable(file));
}

// Another order, a start in the evening, a picture that was withheld, a row on its way, an open editor.
void plannedScenes(QueueFixture& fixture, const QList<AssetId>& assets, ThemeSource& source, const QString& folder)
{
    QueueFixture& library = fixture;
    const Result<BatchId> later = library.enqueue(draft(QStringLiteral("Night run"), 6));
    const Result<BatchId> first = library.enqueue(draft(QStringLiteral("Client call"), 7));
    if (!later || !first)
        return;
    library.queue->setBatchStart(*later, startChoices(QDateTime::currentMSecsSinceEpoch()).first().startMs);
    library.queue->setBatchPriority(*first, BatchPriority::First);
    AssetIndex index(*library.store);
    ActionCatalog actions;
    QueuePlace place(Catalog::builtIn(), *library.queue, index, *library.assets, actions);
    place.show();
    QTest::qWait(300);
    Q_EMIT library.queue->pausedChanged(false);
    QList<JobRow> jobs;
    for (const JobRow& job : library.snapshot().jobs)
        if (job.batch == *first)
            jobs.append(job);
    set(jobs[0], JobState::Done, 40, assets.first(), 11);
    set(jobs[1], JobState::Withheld, 30);
    jobs[1].message = QStringLiteral("The picture was made and charged, but withheld by the safety check.");
    set(jobs[2], JobState::Accepted, 5);
    Q_EMIT library.queue->jobsChanged(jobs);
    tell(*library.queue, library.snapshot(), assets, false);
    Q_EMIT library.queue->jobsChanged(jobs);
    auto* view = place.findChild<QueueView*>();
    for (const auto& [size, name] :
        {std::pair(QSize(1204, 720), QStringLiteral("1280")), std::pair(QSize(1844, 1000), QStringLiteral("1920")),
            std::pair(QSize(948, 620), QStringLiteral("1024"))}) {
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            source.setMode(mode);
            const QString end =
                name + (mode == ThemeMode::Dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png"));
            place.resize(size);
            grab(place, folder + QStringLiteral("/queue-planned-") + end);
            const QRect row = view->partRect(7, QueuePart::Row);
            QTest::mousePress(view->viewport(), Qt::LeftButton, {}, row.center());
            for (const int y : {row.center().y() - 20, view->partRect(5, QueuePart::Row).top() + 4}) {
                QMouseEvent event(QEvent::MouseMove, QPoint(row.left() + 260, y), view->mapToGlobal(row.center()),
                    Qt::NoButton, Qt::LeftButton, {});
                QCoreApplication::sendEvent(view->viewport(), &event);
            }
            grab(place, folder + QStringLiteral("/queue-drag-") + end);
            QTest::keyClick(view, Qt::Key_Escape);
            QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, row.center());
            QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, view->partRect(2, QueuePart::Row).center());
            grab(place, folder + QStringLiteral("/queue-edit-") + end);
            if (view->editor())
                QTest::keyClick(view->editor(), Qt::Key_Escape);
        }
    }
    const QRect more = view->partRect(0, QueuePart::More);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, more.center());
    QTest::qWait(100);
    if (auto* menu = place.findChild<QMenu*>(QStringLiteral("batchMenu"))) {
        menu->grab().save(folder + QStringLiteral("/queue-menu.png"));
        menu->close();
    }
    actions[ActionId::QueueStartAt]->trigger();
    QTest::qWait(100);
    if (auto* card = place.findChild<StartTimeCard*>()) {
        card->grab().save(folder + QStringLiteral("/queue-start-card.png"));
        card->close();
    }
    source.setMode(ThemeMode::Dark);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    ThemeSource source(ThemeMode::Dark);
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QueueFixture fixture;
    serve(fixture.service);
    AssetIndex index(*fixture.store);
    ActionCatalog actions;
    {
        QueuePlace empty(Catalog::builtIn(), *fixture.queue, index, *fixture.assets, actions);
        empty.resize(1204, 720);
        empty.show();
        grab(empty, folder + QStringLiteral("/queue-empty.png"));
    }
    if (!fixture.enqueue(draft(QStringLiteral("First look"), 7)) || !fixture.untilIdle())
        return 1;
    QList<AssetId> assets;
    for (const JobRow& job : fixture.snapshot().jobs)
        if (job.asset)
            assets.append(job.asset);
    fixture.queue->pause();
    if (!fixture.enqueue(draft(QStringLiteral("Stills, round 2"), 24))
        || !fixture.enqueue(draft(QStringLiteral("Posters, round 2"), 120)) || assets.isEmpty())
        return 1;
    if (QCoreApplication::arguments().contains(QStringLiteral("--planned"))) {
        plannedScenes(fixture, assets, source, folder);
        return 0;
    }
    QueuePlace place(Catalog::builtIn(), *fixture.queue, index, *fixture.assets, actions);
    place.resize(1364, 852);
    place.show();
    QTest::qWait(200);
    Q_EMIT fixture.queue->pausedChanged(false);
    tell(*fixture.queue, fixture.snapshot(), assets, true);
    grab(place, folder + QStringLiteral("/queue-1440-dark.png"));
    place.resize(1204, 720);
    grab(place, folder + QStringLiteral("/queue-1280-dark.png"));
    place.resize(948, 620);
    grab(place, folder + QStringLiteral("/queue-1024-dark.png"));
    source.setMode(ThemeMode::Light);
    place.resize(1844, 1000);
    grab(place, folder + QStringLiteral("/queue-1920-light.png"));
    Q_EMIT fixture.queue->holdBegan(QStringLiteral("ideogram"),
        {HoldReason::KeyRefused,
            QStringLiteral(
                "The provider refused the API key. Nothing more is sent, and nothing is lost. Check the key in "
                "Settings, then continue.")});
    place.resize(1204, 720);
    grab(place, folder + QStringLiteral("/queue-1280-light-hold.png"));
    Q_EMIT fixture.queue->holdEnded(QStringLiteral("ideogram"));
    source.setMode(ThemeMode::Dark);
    source.setFontScale(1.3);
    {
        ActionCatalog largeActions;
        QueuePlace large(Catalog::builtIn(), *fixture.queue, index, *fixture.assets, largeActions);
        large.resize(1204, 720);
        large.show();
        QTest::qWait(200);
        tell(*fixture.queue, fixture.snapshot(), assets, true);
        grab(large, folder + QStringLiteral("/queue-1280-dark-130.png"));
    }
    source.setFontScale(1.0);
    auto* view = place.findChild<QueueView*>();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    grab(place, folder + QStringLiteral("/queue-selection-dark.png"));
    place.setFilter(QueueFilter::Failed);
    grab(place, folder + QStringLiteral("/queue-failed-dark.png"));
    return 0;
}
