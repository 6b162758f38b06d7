// SPDX-License-Identifier: GPL-3.0-or-later
// deliver_sheet FOLDER [--scale X]: grabs the Deliver place with a painted campaign, dark and light, in two sizes,
// with larger text when asked.
#include "app/sandbox/painter.h"
#include "tests/ui/camera.h"
#include "tests/ui/deliver/deliver_fixture.h"
#include "ui/deliver/name_template_edit.h"
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

void choosePreset(DeliverFixture& fixture, const QString& label)
{
    auto* list = fixture.find<QListView>("presetList");
    const QModelIndexList found =
        list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, label, 1, Qt::MatchExactly);
    if (!found.isEmpty())
        list->setCurrentIndex(found.first());
}

void grabChoices(DeliverFixture& fixture, Camera& camera)
{
    fixture.find<QListView>("presetList")->setFocus();
    camera.grab("chosen");
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light})
        camera.grab("chosen", {1024, 700}, mode);
    choosePreset(fixture, QStringLiteral("Story 9:16"));
    camera.grab("story", {1280, 800}, ThemeMode::Dark);
    QTest::mouseClick(fixture.find<Button>("ownSizeButton"), Qt::LeftButton);
    camera.grab("own", {1280, 800}, ThemeMode::Light);
    while (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    auto* edit = fixture.find<NameTemplateEdit>("nameTemplateEdit");
    const QString before = edit->text();
    edit->setText(QStringLiteral("{kampagne}_{n}"));
    camera.grab("wrong-name", {1280, 800}, ThemeMode::Light);
    edit->setText(before);
}

void grabRun(DeliverFixture& fixture, Camera& camera)
{
    QTest::mouseClick(fixture.find<Button>("deliverNowButton"), Qt::LeftButton);
    camera.grab("running", {1280, 800}, ThemeMode::Light);
    (void)QTest::qWaitFor([&] { return !fixture.exporter.isRunning(); }, 60'000);
    camera.grab("done");
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    ThemeSource theme(ThemeMode::Dark);
    if (const auto at = arguments.indexOf(QStringLiteral("--scale")); at > 0)
        theme.setFontScale(arguments.value(int(at) + 1).toDouble());
    DeliverFixture fixture;
    Camera camera(fixture.window, theme, arguments.value(1, QStringLiteral(".")), QStringLiteral("deliver"));
    fixture.open();
    camera.grab("empty", {1280, 800}, ThemeMode::Dark);
    fill(fixture);
    Preferences preferences = fixture.preferences.current();
    preferences.exporting.presets =
        QStringLiteral("og,x_header,ig_sq,ig_45,ig_story,li_post,pin,gads_land").split(u',');
    fixture.preferences.save(preferences);
    QTest::qWait(800);
    grabChoices(fixture, camera);
    grabRun(fixture, camera);
    return 0;
}
