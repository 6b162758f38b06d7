// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: the frame's parts in their states, and the search open in the window, light and dark, at
// any font size. frame_sheet FOLDER [SCALE]
#include "tests/flows/window_journey.h"
#include "ui/kit/fields.h"
#include "ui/kit/layout.h"
#include "ui/shell/banner.h"
#include "ui/shell/search_palette.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"

#include <QDir>

#include <cstdio>

namespace batchroom {
namespace {

TopBar* bar(const char* campaign, const char* account, KeyState key, bool hasCap)
{
    auto* made = new TopBar;
    made->setCampaign(QString::fromUtf8(campaign));
    made->setAccount(QString::fromLatin1(account), key);
    made->showSpend(
        Money::fromMicros(18'840'000), hasCap ? std::optional(Money::fromMicros(20'000'000)) : std::optional<Money>());
    return made;
}

StatusLine* line(bool isPaused, int needPerson)
{
    auto* made = new StatusLine;
    WorkFigures figures;
    figures.total = 1200;
    figures.done = 420;
    figures.settled = 420;
    figures.inFlight = 8;
    figures.needPerson = needPerson;
    figures.spent = Money::fromMicros(25'200'000);
    figures.remaining = std::chrono::minutes(34);
    figures.isPaused = isPaused;
    made->showWork(figures);
    made->showLibrary(104'382, 84'000'000'000);
    return made;
}

void grabParts(const QDir& folder, const QString& name)
{
    for (const int width : {960, 1280}) {
        auto* banner = new Banner;
        auto* answer = new Banner;
        auto* limit = new Banner;
        QWidget sheet;
        sheet.setLayout(column(
            {bar("", "sandbox", KeyState::NotNeeded, false), bar("Summer Sale", "ideogram", KeyState::Works, true),
                bar("Spring 2027: the long weekend campaign for every shop in the north", "ideogram", KeyState::Unknown,
                    true),
                bar("Summer Sale", "ideogram", KeyState::Refused, true), banner, answer, limit, line(false, 2),
                line(true, 0), Stretch{}},
            12));
        banner->show({IconId::Pause, ColorRole::Warn, QStringLiteral("Batchroom was not closed properly"),
            QStringLiteral("The queue is paused. Nothing is lost and nothing was sent again."), QStringLiteral("Go on"),
            {}});
        answer->show({IconId::Attention, ColorRole::Bad, QStringLiteral("That did not work"),
            QStringLiteral("The disk is full: the picture could not be written. Free some room, then go on; nothing is "
                           "paid twice."),
            {}, {}});
        limit->show({.icon = IconId::Money,
            .title = QStringLiteral("A batch is on hold"),
            .text = QStringLiteral("The batch “Hero images” has reached its limit: the next image would pass $0.06 "
                                   "($0.06 used). Nothing more of it is paid for. Raise the limit or cancel the rest, "
                                   "then continue."),
            .button = QStringLiteral("Raise the limit…"),
            .otherButton = QStringLiteral("Continue")});
        sheet.resize(width, 520);
        sheet.show();
        QTest::qWait(50);
        sheet.grab().save(folder.filePath(QStringLiteral("parts-%1-%2.png").arg(name).arg(width)));
    }
}

void grabSearch(WindowJourney& journey, const QDir& folder, const QString& name)
{
    auto* field = journey.find<SearchField>("searchField");
    const auto grab = [&](const char* state) {
        QTest::qWait(60);
        journey.window->grab().save(
            folder.filePath(QStringLiteral("search-%1-%2.png").arg(name, QString::fromLatin1(state))));
    };
    journey.press(Qt::Key_K, Qt::ControlModifier);
    grab("empty");
    QTest::keyClicks(field, QStringLiteral("pic"));
    QTest::keyClick(field, Qt::Key_Down);
    grab("typed");
    QTest::keyClick(field, Qt::Key_Escape);
    journey.press(Qt::Key_F1);
    grab("keys");
    QTest::keyClick(field, Qt::Key_Escape);
}

void grabAll(const QDir& folder, double scale)
{
    QFont font = QApplication::font();
    font.setPixelSize(static_cast<int>(std::lround(14 * scale))); // what the kit takes for 100 %
    QApplication::setFont(font);
    WindowJourney journey(std::chrono::milliseconds(40));
    QTest::qWait(1200);
    if (journey.isShown("openSheetButton"))
        journey.click("openSheetButton");
    for (const auto& [theme, word] : {std::pair(ThemeChoice::Dark, "dark"), std::pair(ThemeChoice::Light, "light")}) {
        Preferences preferences = journey.preferences.current();
        preferences.appearance.theme = theme;
        journey.preferences.save(preferences);
        const QString name = QStringLiteral("%1-%2").arg(QString::fromLatin1(word)).arg(std::lround(scale * 100));
        grabParts(folder, name);
        grabSearch(journey, folder, name);
        for (const Place place :
            {Place::Compose, Place::Queue, Place::Gallery, Place::Deliver, Place::Events, Place::Settings}) {
            journey.window->goTo(place);
            QTest::qWait(200);
            journey.window->grab().save(
                folder.filePath(QStringLiteral("place-%1-%2.png").arg(name).arg(static_cast<int>(place))));
        }
        journey.window->goTo(Place::Compose);
        journey.find<TopBar>("topBar")->setCampaign(QStringLiteral("Spring 2027: the long weekend for every shop"));
        for (const QSize size : {QSize(1024, 700), QSize(1920, 1080)}) {
            journey.window->resize(size);
            for (const Place place : {Place::Compose, Place::Deliver, Place::Settings}) {
                journey.window->goTo(place);
                QTest::qWait(200);
                std::printf("%d of %d\n", journey.window->width(), size.width());
                journey.window->grab().save(folder.filePath(
                    QStringLiteral("place-%1-%2-%3.png").arg(name).arg(static_cast<int>(place)).arg(size.width())));
            }
        }
        journey.window->resize(1280, 800);
    }
}

} // namespace
} // namespace batchroom

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom frame"));
    QCoreApplication::setOrganizationName(QStringLiteral("Batchroom"));
    if (argc < 2) {
        std::fputs("frame_sheet FOLDER [SCALE]\n", stderr);
        return 2;
    }
    batchroom::grabAll(QDir(QString::fromLocal8Bit(argv[1])), argc > 2 ? QByteArray(argv[2]).toDouble() : 1.0);
    return 0;
}
