// SPDX-License-Identifier: GPL-3.0-or-later
// Developer tool: pictures of the Compose place to look at.
//   compose_sheet OUTFOLDER [--scale X]   the scenes in light and dark, with larger text when asked
//   compose_sheet --pictures FOLDER   paints the pictures of the first start
#include "app/sandbox/painter.h"
#include "compose_fixture.h"
#include "ui/compose/sheet_row_header.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QTemporaryDir>

using namespace batchroom;
using namespace batchroom::test;

namespace {

Sheet mockSheet()
{
    const QString p =
        QStringLiteral("Poster with bold type “SUMMER SALE”, low sun over a calm sea, coral and sand, print grain");
    return {{rowOf(p, QStringLiteral("4.5"), {}, QStringLiteral("4:5"), QStringLiteral("Medium"), QStringLiteral("4")),
        rowOf(QStringLiteral("Grand opening poster, nested arches in forest green, ochre and terracotta, letterpress"),
            QStringLiteral("3.0"), QStringLiteral("Design"), QStringLiteral("2:3"), QStringLiteral("Default"),
            QStringLiteral("2")),
        rowOf(QStringLiteral("Orange soda can with citrus halves on a pink set, hard light, long shadow"),
            QStringLiteral("3.0"), QStringLiteral("Realistic"), QStringLiteral("1:1"), QStringLiteral("Default"),
            QStringLiteral("4")),
        rowOf(QStringLiteral("Bauhaus grid of quarter circles, headline “NEW SEASON” in the second row"),
            QStringLiteral("3.0"), QStringLiteral("Design"), QStringLiteral("16:9"), QStringLiteral("Turbo"),
            QStringLiteral("4")),
        rowOf(QStringLiteral("Amber body oil bottle on a stone plinth, one leaf, late sun through a blind"),
            QStringLiteral("3.0"), QStringLiteral("Realistic"), QStringLiteral("4:5"), QStringLiteral("Quality"),
            QStringLiteral("2")),
        rowOf(QStringLiteral("Night market poster, striped neon sun over a grid, “TILL SUNDAY”"), QStringLiteral("2a"),
            QStringLiteral("Render 3D"), QStringLiteral("9:16"), QStringLiteral("Default"), QStringLiteral("2")),
        rowOf(QStringLiteral("Ice pop leaning on a pink circle, “STAY COOL”, screen print"), {}, {}, {}, {}, {}),
        rowOf(QStringLiteral("Swim week banner, layered paper waves, beach towels from above"), QStringLiteral("4.5"),
            QStringLiteral("Anime"), QStringLiteral("2:1"), QStringLiteral("Medium"), QStringLiteral("2")),
        rowOf(QStringLiteral("Seamless watermelon pattern, gouache, loose brush"), QStringLiteral("3.0"),
            QStringLiteral("General"), QStringLiteral("1:1"), QStringLiteral("Tubro"), QStringLiteral("2"))}};
}

void paintFirstPictures(const QString& folder)
{
    const QStringList names{QStringLiteral("zest"), QStringLiteral("stay-cool"), QStringLiteral("grand-opening"),
        QStringLiteral("new-season")};
    const Sheet sheet = firstStartSheet();
    for (qsizetype i = 0; i < names.size(); ++i) {
        const RowPlan plan = planRow(sheet.rows[i], 1, Catalog::builtIn(), {}, Billing::Free);
        const GenerationRequest& request = plan.jobs.constFirst().request;
        const QImage picture = paintPicture({request.prompt, request.style, plan.model->sizeFor(request), 7 + i, {}});
        picture.scaled(420, 420, Qt::KeepAspectRatio, Qt::SmoothTransformation)
            .save(folder + QStringLiteral("/first-%1.jpg").arg(names[i]), "JPG", 86);
    }
}

void settle()
{
    QTest::qWait(400);
}

void grab(QWidget& window, const QString& path)
{
    settle();
    QPixmap picture = window.grab();
    for (QWidget* popup : QApplication::topLevelWidgets()) {
        if (popup != &window && popup->isVisible() && popup->windowFlags().testFlag(Qt::Popup)) {
            QPainter painter(&picture);
            painter.drawPixmap(window.mapFromGlobal(popup->pos()), popup->grab());
        }
    }
    picture.save(path);
}

void sheetScenes(const QString& prefix, QSize size)
{
    ComposeFixture fixture(QStringLiteral("ideogram"), Money::fromMicros(20'000'000));
    fixture.keep(mockSheet());
    fixture.window->resize(size);
    fixture.place->setGeometry(fixture.window->rect());
    fixture.untilSheet();
    SheetModel& model = fixture.sheet();
    fixture.view()->chooseCells(
        model.index(1, model.columnOf(SheetColumn::Aspect)), model.index(3, model.columnOf(SheetColumn::Aspect)));
    grab(*fixture.window, prefix + QStringLiteral("-sheet.png"));
    fixture.choose(7, SheetColumn::Style);
    grab(*fixture.window, prefix + QStringLiteral("-warning.png"));
    fixture.choose(8, SheetColumn::Speed);
    grab(*fixture.window, prefix + QStringLiteral("-error.png"));
    for (const SheetColumn column : {SheetColumn::Aspect, SheetColumn::Model, SheetColumn::Style, SheetColumn::Speed,
             SheetColumn::Images, SheetColumn::Palette, SheetColumn::Seed, SheetColumn::MagicPrompt}) {
        fixture.choose(2, column);
        fixture.view()->editCurrent();
        grab(*fixture.window, prefix + QStringLiteral("-pick-%1.png").arg(sheetColumnName(column)));
        while (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
    }
    fixture.choose(4, SheetColumn::Prompt);
    fixture.view()->editCurrent();
    grab(*fixture.window, prefix + QStringLiteral("-edit.png"));
}

// What is asked before work is queued: when, and whether the same is paid for again.
void askScenes(const QString& prefix, QSize size)
{
    ComposeFixture fixture(QStringLiteral("ideogram"), Money::fromMicros(20'000'000));
    Sheet sheet = mockSheet();
    sheet.rows = {rowOf(QStringLiteral("A red lighthouse, linocut")), rowOf(QStringLiteral("A blue boat, linocut")),
        rowOf(QStringLiteral("A yellow raincoat, linocut"), {}, {}, {}, {}, QStringLiteral("4"))};
    fixture.keep(sheet);
    fixture.window->resize(size);
    fixture.place->setGeometry(fixture.window->rect());
    fixture.untilSheet();
    fixture.button("queueLaterButton")->click();
    grab(*fixture.window, prefix + QStringLiteral("-later.png"));
    while (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    fixture.button("queueNowButton")->click();
    QTest::qWait(500);
    fixture.choose(1, SheetColumn::Prompt);
    fixture.type(QStringLiteral("A green bicycle, linocut"));
    QTest::qWait(300);
    fixture.button("queueNowButton")->click();
    QTest::qWait(500);
    grab(*fixture.window, prefix + QStringLiteral("-duplicates.png"));
    while (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
}

void firstStartScene(const QString& prefix, QSize size)
{
    ComposeFixture fixture;
    fixture.window->resize(size);
    fixture.place->setGeometry(fixture.window->rect());
    QTest::qWait(600);
    grab(*fixture.window, prefix + QStringLiteral("-first.png"));
}

void importScene(const QString& prefix, QSize size)
{
    ComposeFixture fixture;
    fixture.window->resize(size);
    fixture.place->setGeometry(fixture.window->rect());
    fixture.untilSheet();
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("plan.csv")));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write("prompt,model\nfirst,3.0\nsecond,4.5,surplus\nthird,4.5,one,two\n\"fourth,4.5\n");
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    QDragEnterEvent enter(QPoint(400, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(fixture.place, &enter);
    QDropEvent drop(QPointF(400, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(fixture.place, &drop);
    QTest::qWait(400);
    grab(*fixture.window, prefix + QStringLiteral("-import.png"));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("BatchroomSheet"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1StringView("--pictures")) {
        paintFirstPictures(arguments.value(2));
        return 0;
    }
    const QString folder = arguments.value(1, QStringLiteral("."));
    QDir().mkpath(folder);
    const auto scaleAt = arguments.indexOf(QStringLiteral("--scale"));
    const double scale = scaleAt > 0 ? arguments.value(scaleAt + 1).toDouble() : 1.0;
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        ThemeSource theme(mode);
        theme.setFontScale(scale);
        const QString name =
            folder + (mode == ThemeMode::Dark ? QStringLiteral("/compose-dark") : QStringLiteral("/compose-light"));
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080), QSize(1024, 700)}) {
            const QString prefix =
                name + QStringLiteral("-%1").arg(size.width()) + (scale > 1 ? QStringLiteral("-large") : QString());
            // The place has what the rail, the top bar and the status line leave.
            const QSize room = size - QSize(scaled(76), scaled(80));
            askScenes(prefix, room);
            if (arguments.contains(QStringLiteral("--ask")))
                continue;
            sheetScenes(prefix, room);
            firstStartScene(prefix, room);
            importScene(prefix, room);
        }
    }
    return 0;
}
