// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: makes a campaign on the Sandbox in the real window and writes a picture of every place, light and
// dark, 1280x800 and 1920x1080, and of the lightbox. take_screenshots FOLDER
#include "app/compose/plan_batch.h"
#include "app/compose/samples.h"
#include "app/compose/sheet_file.h"
#include "tests/flows/window_journey.h"

#include <QApplication>
#include <QDir>
#include <QSignalSpy>

#include <cstdio>

namespace batchroom {
namespace {

struct Shot {
    Place place;
    const char* name;
};

void settle(int milliseconds = 700)
{
    QTest::qWait(milliseconds);
}

void setTheme(WindowJourney& journey, ThemeChoice theme)
{
    Preferences preferences = journey.preferences.current();
    preferences.appearance.theme = theme;
    journey.preferences.save(preferences);
}

void grab(WindowJourney& journey, const QDir& folder, const QString& name,
    const QList<QSize>& sizes = {QSize(1280, 800), QSize(1920, 1080)})
{
    for (const QSize size : sizes) {
        journey.window->resize(size);
        for (const auto& [theme, word] :
            {std::pair(ThemeChoice::Dark, "dark"), std::pair(ThemeChoice::Light, "light")}) {
            setTheme(journey, theme);
            settle();
            journey.window->grab().save(folder.filePath(QStringLiteral("%1-%2-%3x%4.png")
                                                            .arg(name, QString::fromLatin1(word))
                                                            .arg(size.width())
                                                            .arg(size.height())));
        }
    }
}

// The sample campaign, three rounds with other seeds.
void makeCampaign(WindowJourney& journey)
{
    JobQueue& queue = journey.studio->queue();
    QSignalSpy finished(&queue, &JobQueue::batchFinished);
    const int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        const BatchPlan plan = planBatch(summerSaleSheet(), journey.studio->catalog(), {}, Billing::Free);
        BatchDraft draft;
        draft.campaign = QStringLiteral("Summer Sale");
        draft.name = QStringLiteral("Posters, round %1").arg(round + 1);
        draft.account = QStringLiteral("sandbox");
        draft.jobs = plan.jobs;
        for (JobDraft& job : draft.jobs)
            job.request.seed = 1000 * round + job.row * 10 + job.indexInRow;
        queue.enqueue(draft);
    }
    for (int i = 0; i < 3000 && finished.size() < rounds; ++i)
        QTest::qWait(50);
}

// A batch in the middle of its work, with one prompt that the safety check refuses.
void startBatch(WindowJourney& journey)
{
    const BatchPlan plan = planBatch(summerSaleSheet(), journey.studio->catalog(), {}, Billing::Free);
    BatchDraft draft;
    draft.campaign = QStringLiteral("Summer Sale");
    draft.name = QStringLiteral("Posters, round 4");
    draft.account = QStringLiteral("sandbox");
    for (int copy = 0; copy < 4; ++copy)
        draft.jobs += plan.jobs;
    draft.jobs[4].request.prompt = QStringLiteral("Vintage matchbox label with gore, “HOT PRICES”, letterpress");
    journey.studio->queue().enqueue(draft);
    settle(3200);
}

void review(WindowJourney& journey)
{
    const auto selection = journey.studio->assets().select({}).result();
    if (!selection)
        return;
    for (qsizetype i = 0; i < selection->rows.size(); ++i) {
        ReviewChange change;
        change.assets = {selection->rows[i].id};
        change.rating = static_cast<int>(5 - i % 4);
        if (i % 3 == 0)
            change.decision = Decision::Approved;
        else if (i % 7 == 4)
            change.decision = Decision::Rejected;
        else if (i % 11 == 5)
            change.decision = Decision::NeedsChange;
        journey.studio->assets().review(change);
    }
    settle(1500);
}

int takeAll(const QDir& folder)
{
    WindowJourney journey(std::chrono::milliseconds(2500));
    settle(1500);
    grab(journey, folder, QStringLiteral("first-start"));
    if (journey.isShown("openSheetButton"))
        journey.click("openSheetButton");
    makeCampaign(journey);
    review(journey);
    const auto pressInGrid = [&](Qt::Key key) {
        if (auto* grid = journey.find("galleryGrid"))
            QTest::keyClick(grid, key);
    };
    for (const Shot& shot :
        {Shot{Place::Compose, "compose"}, Shot{Place::Gallery, "gallery"}, Shot{Place::Deliver, "deliver"},
            Shot{Place::Events, "events"}, Shot{Place::Settings, "settings"}, Shot{Place::Queue, "queue"}}) {
        journey.window->goTo(shot.place);
        settle(1200);
        if (shot.place == Place::Gallery) {
            pressInGrid(Qt::Key_Home);
            pressInGrid(Qt::Key_Right);
        }
        if (shot.place == Place::Queue)
            startBatch(journey);
        grab(journey, folder, QString::fromLatin1(shot.name));
        if (shot.place == Place::Gallery) {
            // Without a window manager the window is not active, and keys that are actions need that.
            if (auto* grid = journey.find("galleryGrid"))
                QMetaObject::invokeMethod(grid, "openRequested");
            settle(1200);
            grab(journey, folder, QStringLiteral("lightbox"), {QSize(1280, 800)});
            journey.press(Qt::Key_Escape);
        }
    }
    return 0;
}

} // namespace
} // namespace batchroom

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom screenshots"));
    QCoreApplication::setOrganizationName(QStringLiteral("Batchroom"));
    if (argc != 2) {
        std::fputs("take_screenshots FOLDER\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    return batchroom::takeAll(folder);
}
