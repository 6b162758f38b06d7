// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: the notifications card of Settings in its states and the mark in the tray on light and dark
// panels, grabbed to pictures. settings_sheet FOLDER [SCALE]
#include "app/catalog/catalog.h"
#include "app/library/asset_store.h"
#include "app/settings/key_store.h"
#include "tests/queue/queue_fixture.h"
#include "tests/ui/camera.h"
#include "ui/kit/tray_mark.h"
#include "ui/settings/notices_card.h"
#include "ui/settings/settings_place.h"

#include <QSettings>

namespace batchroom {
namespace {

void grabMarks(const QString& folder)
{
    const QList<TrayMark> marks{{false, TraySign::None}, {true, TraySign::None}, {true, TraySign::NeedsYou},
        {false, TraySign::NeedsYou}, {false, TraySign::Held}, {false, TraySign::Paused}};
    const QList<QColor> panels{Qt::white, lightTheme().window, darkTheme().raised, Qt::black};
    constexpr int cell = 40;
    QImage sheet(cell * static_cast<int>(marks.size()), cell * 3 * static_cast<int>(panels.size()),
        QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&sheet);
    int y = 0;
    for (const QColor& panel : panels) {
        for (const int side : {16, 22, 32}) {
            painter.fillRect(0, y, sheet.width(), cell, panel);
            for (int i = 0; i < marks.size(); ++i)
                painter.drawPixmap(i * cell + 4, y + 4, trayPixmap(marks[i], side));
            y += cell;
        }
    }
    painter.end();
    sheet.scaled(sheet.size() * 4, Qt::IgnoreAspectRatio, Qt::FastTransformation)
        .save(folder + QStringLiteral("/tray-marks.png"));
}

void grabAll(const QString& folder, double scale)
{
    QSettings().clear();
    ThemeSource theme;
    theme.setFontScale(scale);
    test::QueueFixture fixture;
    PreferencesStore preferences;
    preferences.save({});
    KeyStore keys;
    ActionCatalog actions;
    SettingsPlace place(Catalog::builtIn(), preferences, keys, *fixture.queue, actions);
    place.show();
    test::Camera camera(place, theme, folder, QStringLiteral("settings"));
    auto* scroll = place.findChild<QScrollArea*>();
    auto* card = place.findChild<NoticesCard*>();
    const auto grab = [&](const char* scene, const char* focus) {
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
            for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
                theme.setMode(mode);
                place.resize(size - QSize(scaled(76), scaled(80)));
                QTest::qWait(50);
                scroll->ensureWidgetVisible(card, 0, 16);
                scroll->ensureWidgetVisible(card->findChild<QWidget*>(QString::fromLatin1(focus)), 0, 200);
                camera.grab(scene, size, mode);
            }
    };
    card->findChild<QWidget*>(QStringLiteral("batchEndsSwitch"))->setFocus(Qt::TabFocusReason);
    grab("notices", "batchEndsSwitch");
    Preferences busy;
    busy.notices.quietHours = {true, {20, 0}, {20, 0}};
    busy.notices.quietUntilMs = QDateTime::currentMSecsSinceEpoch() + 3'600'000;
    preferences.save(busy);
    card->findChild<QWidget*>(QStringLiteral("quietHoursSwitch"))->setFocus(Qt::TabFocusReason);
    card->showTest(false);
    place.setTrayQuestion([] { return true; });
    preferences.save({});
    preferences.save(busy);
    grab("quiet", "testNoticeButton");
    preferences.save({});
}

} // namespace
} // namespace batchroom

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom settings sheet"));
    if (argc < 2)
        return 1;
    batchroom::grabMarks(QString::fromLocal8Bit(argv[1]));
    batchroom::grabAll(QString::fromLocal8Bit(argv[1]), argc > 2 ? QByteArray(argv[2]).toDouble() : 1.0);
    return 0;
}
