// SPDX-License-Identifier: GPL-3.0-or-later
// deliver_sheet FOLDER [--scale X]: grabs the Deliver place with a painted campaign, dark and light, in two sizes.
#include "app/sandbox/painter.h"
#include "tests/ui/deliver/deliver_fixture.h"
#include "ui/kit/buttons.h"

#include <QApplication>
#include <QListView>
#include <QTextStream>

using namespace batchroom;
using namespace batchroom::test;

namespace {

struct Shot {
    const char* prompt;
    const char* name;
    QSize size;
};

const Shot shots[] = {
    {"A bottle of body oil on a beige pedestal, soft light, text \"halden\"", "body-oil", QSize(1024, 1280)},
    {"Poster for a summer sale, big type \"50% OFF\"", "sale-poster", QSize(1024, 1024)},
    {"Fig candle on a stone, warm evening light", "fig-candle", QSize(1280, 800)},
    {"A mountain lake at dawn, mist, wide", "dawn", QSize(1536, 640)},
    {"Lemon soda can on a pink background \"LIMO\"", "limo", QSize(832, 1248)},
};

void fill(DeliverFixture& fixture)
{
    QList<AssetId> assets;
    for (const Shot& shot : shots) {
        PaintRequest request;
        request.prompt = QString::fromLatin1(shot.prompt);
        request.size = shot.size;
        request.seed = 11 + assets.size();
        assets.append(fixture.add(
            paintPicture(request), QString::fromLatin1(shot.name), PictureFormat::Jpeg, sampleRecipe(request.prompt)));
    }
    fixture.approve(assets);
}

void grab(DeliverFixture& fixture, QSize size, const QString& file)
{
    // The place has what the rail, the top bar and the status line leave.
    fixture.window.resize(size - QSize(76, 80));
    QTest::qWait(700);
    fixture.window.grab().save(file);
    QTextStream(stdout) << file << "\n";
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString folder = arguments.value(1, QStringLiteral("."));
    ThemeSource theme(ThemeMode::Dark);
    if (arguments.contains(QStringLiteral("--scale")))
        theme.setFontScale(arguments.value(int(arguments.indexOf(QStringLiteral("--scale"))) + 1).toDouble());
    const QString mark = theme.fontScale() > 1 ? QStringLiteral("-large") : QString();
    const auto file = [&](const char* name) {
        return QStringLiteral("%1/deliver-%2%3.png").arg(folder, QString::fromLatin1(name), mark);
    };

    DeliverFixture fixture;
    fixture.open();
    grab(fixture, QSize(1280, 800), file("empty-dark"));
    fill(fixture);
    Preferences preferences = fixture.preferences.current();
    preferences.exporting.presets =
        QStringLiteral("og,x_header,ig_sq,ig_45,ig_story,li_post,pin,gads_land").split(u',');
    fixture.preferences.save(preferences);
    QTest::qWait(800);
    fixture.find<QListView>("presetList")->setFocus();
    grab(fixture, QSize(1280, 800), file("dark-1280"));
    auto* list = fixture.find<QListView>("presetList");
    const QModelIndexList found = list->model()->match(
        list->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("Story 9:16"), 1, Qt::MatchExactly);
    if (!found.isEmpty())
        list->setCurrentIndex(found.first());
    grab(fixture, QSize(1440, 900), file("dark-story"));
    grab(fixture, QSize(1920, 1080), file("dark-1920"));
    grab(fixture, QSize(1024, 700), file("dark-1024"));
    theme.setMode(ThemeMode::Light);
    grab(fixture, QSize(1280, 800), file("light-1280"));
    QTest::mouseClick(fixture.find<Button>("deliverNowButton"), Qt::LeftButton);
    QTest::qWait(1200);
    grab(fixture, QSize(1440, 900), file("light-running"));
    (void)QTest::qWaitFor([&] { return !fixture.exporter.isRunning(); }, 60'000);
    grab(fixture, QSize(1440, 900), file("light-done"));
    theme.setMode(ThemeMode::Dark);
    grab(fixture, QSize(1440, 900), file("dark-done"));
    return 0;
}
