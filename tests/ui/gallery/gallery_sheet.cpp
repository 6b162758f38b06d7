// SPDX-License-Identifier: GPL-3.0-or-later
// gallery_sheet FOLDER [--scale X]: grabs the Gallery with a painted campaign: grid, lightbox, compare, filters, empty;
// dark and light, in two sizes, with larger text when asked.
#include "app/sandbox/painter.h"
#include "tests/ui/camera.h"
#include "tests/ui/gallery/gallery_fixture.h"

#include <QApplication>
#include <QTextStream>

using namespace batchroom;
using test::Camera;
using test::GalleryFixture;

namespace {

struct Shot {
    const char* prompt;
    const char* style;
    const char* aspect;
    QSize size;
    Decision decision;
    int rating;
};

const Shot shots[] = {
    {"Retro sunset poster \"SUMMER SALE\", up to 50% off", "design", "4:5", {896, 1120}, Decision::Approved, 5},
    {"Geometric tiles banner \"NEW SEASON\"", "design", "16:9", {1344, 768}, Decision::None, 3},
    {"Orange soda can with citrus slices \"ZEST\"", "render_3d", "1:1", {1024, 1024}, Decision::Approved, 4},
    {"Night market poster, neon", "design", "9:16", {736, 1312}, Decision::Rejected, 2},
    {"Amber body oil bottle on a stone plinth, one leaf, soft morning window, long shadow, warm beige set \"halden\"",
        "realistic", "4:5", {896, 1120}, Decision::Approved, 5},
    {"Ice lolly on pink \"STAY COOL\"", "design", "4:5", {896, 1120}, Decision::Approved, 5},
    {"Mountains at dusk, layered \"Out there.\"", "design", "16:9", {1344, 768}, Decision::NeedsChange, 4},
    {"Yellow sale poster \"50%\"", "design", "1:1", {1024, 1024}, Decision::Approved, 4},
    {"Grand opening arch poster", "design", "2:3", {832, 1248}, Decision::Approved, 4},
    {"Candle in the dark", "realistic", "4:5", {896, 1120}, Decision::Approved, 3},
    {"Four soda cans in a row", "render_3d", "16:9", {1344, 768}, Decision::Approved, 4},
    {"Sound field concentric circles poster \"SOUND\"", "design", "4:5", {896, 1120}, Decision::None, 4},
    {"Beach from above with umbrellas", "design", "3:2", {1248, 832}, Decision::None, 4},
    {"\"hello, weekend\" rays", "design", "1:1", {1024, 1024}, Decision::Approved, 4},
    {"Coffee cup from above, teal table", "realistic", "1:1", {1024, 1024}, Decision::None, 0},
    {"Perfume bottle, dark blue", "realistic", "3:2", {1248, 832}, Decision::None, 1},
};

void fill(GalleryFixture& fixture)
{
    const BatchId batch = fixture.library.addBatch(QStringLiteral("Summer Sale 26"), QStringLiteral("Stills, round 2"));
    for (int round = 2; round >= 0; --round)
        for (int i = std::size(shots) - 1; i >= 0; --i) {
            const Shot& shot = shots[i];
            PaintRequest paint;
            paint.prompt = QString::fromLatin1(shot.prompt);
            paint.style = QString::fromLatin1(shot.style);
            paint.size = shot.size;
            paint.seed = 1180442917 + i + round * 100;
            Recipe recipe = test::sampleRecipe(paint.prompt);
            recipe.returnedPrompt = QStringLiteral("A product photograph of ") + paint.prompt
                + QStringLiteral(", standing on a pale plinth, a soft shadow to the right, calm and warm, 85 mm");
            recipe.request.style = paint.style;
            recipe.request.aspect = QString::fromLatin1(shot.aspect);
            recipe.request.speed = i % 2 == 0 ? QStringLiteral("quality") : QStringLiteral("turbo");
            recipe.seed = paint.seed;
            recipe.createdMs = QDateTime::currentMSecsSinceEpoch() - 3'600'000;
            recipe.durationMs = 11'400;
            const AssetId asset = fixture.add(paintPicture(paint), recipe, batch);
            if (round == 0 && (shot.decision != Decision::None || shot.rating > 0))
                fixture.index.review({{asset}, shot.decision, {}, shot.rating});
        }
}

void grabReview(GalleryFixture& fixture, Camera& camera)
{
    GalleryRows& rows = fixture.place->rows();
    rows.pick(4, GalleryRows::Pick::Only);
    fixture.place->grid().setFocus();
    camera.grab("grid");
    camera.grab("grid-small", {1024, 700}, ThemeMode::Dark);
    fixture.actions[ActionId::GalleryNeedsChange]->trigger();
    camera.grab("reason", {1280, 800}, ThemeMode::Dark);
    if (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    fixture.actions[ActionId::GalleryOpen]->trigger();
    camera.grab("single");
    fixture.actions[ActionId::LightboxClose]->trigger();
    rows.pick(6, GalleryRows::Pick::Toggle);
    fixture.actions[ActionId::GalleryCompare]->trigger();
    camera.grab("compare");
    fixture.actions[ActionId::LightboxClose]->trigger();
    rows.pickRange({0, 1, 2, 3}, false);
    camera.grab("chosen", {1280, 800}, ThemeMode::Light);
    fixture.actions[ActionId::GalleryCompare]->trigger();
    camera.grab("four", {1280, 800}, ThemeMode::Dark);
    fixture.actions[ActionId::LightboxClose]->trigger();
    fixture.place->search(QStringLiteral("soda"));
    camera.grab("filter");
    fixture.place->search(QStringLiteral("nothing like it"));
    camera.grab("nothing", {1280, 800}, ThemeMode::Dark);
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
    GalleryFixture fixture;
    Camera camera(fixture.window, theme, arguments.value(1, QStringLiteral(".")), QStringLiteral("gallery"));
    fixture.open();
    camera.grab("empty", {1280, 800}, ThemeMode::Dark);
    fixture.close();
    Preferences preferences = fixture.preferences.current();
    preferences.exporting.presets = QStringLiteral("ig_45,ig_sq,ig_story,og,pin,x_header").split(u',');
    fixture.preferences.save(preferences);
    fill(fixture);
    fixture.open();
    QTest::qWait(300);
    grabReview(fixture, camera);
    return 0;
}
