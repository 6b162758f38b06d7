// SPDX-License-Identifier: GPL-3.0-or-later
// Developer program: what others told, imports, failures and rules in the window, light and dark. events_sheet FOLDER
#include "tests/ui/shell/events_fixture.h"
#include "ui/kit/buttons.h"
#include "ui/kit/layout.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>

#include <cstdio>

namespace batchroom {
namespace {

void grab(WindowJourney& journey, const QDir& folder, const char* scene)
{
    for (const auto& [theme, word] : {std::pair(ThemeChoice::Dark, "dark"), std::pair(ThemeChoice::Light, "light")}) {
        Preferences preferences = journey.preferences.current();
        preferences.appearance.theme = theme;
        journey.preferences.save(preferences);
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
            journey.window->resize(size);
            QTest::qWait(250);
            journey.window->grab().save(folder.filePath(QStringLiteral("%1-%2-%3.png")
                                                            .arg(QString::fromLatin1(scene), QString::fromLatin1(word))
                                                            .arg(size.width())));
        }
    }
}

void scrollTo(WindowJourney& journey, const char* name)
{
    QWidget* widget = journey.find(name);
    for (QWidget* parent = widget->parentWidget(); parent; parent = parent->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(parent))
            area->ensureWidgetVisible(widget, 0, 300);
}

void grabAll(const QDir& folder)
{
    test::EventsJourney events;
    WindowJourney& journey = events.journey;
    journey.window->goTo(Place::Events);
    QTest::qWait(800);
    (void)events.keep(QStringLiteral("push"), QStringLiteral("github.push"),
        R"({"repository":{"full_name":"studio/briefs"}})", QStringLiteral("github"));
    (void)events.keepPicture(1);
    (void)events.keepPicture(2);
    QTest::qWait(500);
    auto* table = journey.find<QTableView>("eventTable");
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::qWait(300);
    grab(journey, folder, "offer");
    journey.click("importPicturesButton");
    QTest::qWait(1500);
    grab(journey, folder, "imported");
    for (int number = 1; number <= 5; ++number)
        (void)events.keepFailure(number, "The prompt was refused by the safety check.");
    QTest::qWait(800);
    grab(journey, folder, "failures");
    journey.window->goTo(Place::Settings);
    QTest::qWait(300);
    journey.studio->events().changeSettings([](EventSettings& settings) {
        settings.imports[QStringLiteral("ideogram-callback")].hosts = {
            QStringLiteral("images.example.com"), QStringLiteral("127.0.0.1")};
        settings.rules = {{.id = QStringLiteral("a"),
                              .type = QStringLiteral("ideogram.batch.completed"),
                              .campaign = QStringLiteral("Summer Sale"),
                              .action = RuleAction::Export,
                              .presets = {QStringLiteral("og"), QStringLiteral("ig_sq"), QStringLiteral("x_header")},
                              .folder = QStringLiteral("/srv/marketing/summer/ready")},
            {.id = QStringLiteral("b"), .isOn = false, .type = QStringLiteral("ideogram.generation.failed")}};
    });
    QTest::qWait(300);
    journey.click("addRuleButton");
    auto* action = journey.find<QComboBox>("ruleActionBox");
    action->setCurrentIndex(1);
    QTest::qWait(100);
    scrollTo(journey, "saveRuleButton");
    grab(journey, folder, "rules");
    journey.click("saveRuleButton"); // it says what is missing
    QTest::qWait(6500);
    scrollTo(journey, "saveRuleButton");
    grab(journey, folder, "missing");
    action->setCurrentIndex(2);
    QTest::qWait(100);
    scrollTo(journey, "saveRuleButton");
    grab(journey, folder, "tell");
    scrollTo(journey, "importAutomaticallySwitch");
    grab(journey, folder, "hosts");
    journey.window->goTo(Place::Gallery);
    QTest::qWait(800);
    journey.press(Qt::Key_Home);
    journey.press(Qt::Key_Return);
    QTest::qWait(500);
    grab(journey, folder, "gallery");
}

} // namespace
} // namespace batchroom

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom events"));
    QCoreApplication::setOrganizationName(QStringLiteral("Batchroom"));
    if (argc < 2) {
        std::fputs("events_sheet FOLDER\n", stderr);
        return 2;
    }
    batchroom::grabAll(QDir(QString::fromLocal8Bit(argv[1])));
    return 0;
}
