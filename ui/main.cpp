// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_desk.h"
#include "app/core/english_plurals.h"
#include "app/core/log.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "ui/kit/theme.h"
#include "ui/shell/main_window.h"
#include "ui/shell/open_library.h"
#include "ui/shell/self_test.h"
#include "ui/shell/session_end.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>
#include <memory>

int main(int argc, char** argv)
{
    using namespace batchroom;
    log::install(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom"));
    QCoreApplication::setOrganizationName(QStringLiteral("Batchroom"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BATCHROOM_VERSION));
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    QGuiApplication::setDesktopFileName(QStringLiteral("batchroom"));

    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("library"), QStringLiteral("Opens the library in DIR."), QStringLiteral("DIR")},
        {QStringLiteral("self-test"), QStringLiteral("Says what works on this machine and ends.")},
    });
    parser.process(application);

    PreferencesStore preferences;
    KeyStore keys;
    ThemeSource theme;
    if (parser.isSet(QStringLiteral("self-test")))
        return runSelfTest(preferences, keys, theme);
    SessionEnd sessionEnd;
    QObject::connect(&sessionEnd, &SessionEnd::requested, &application, &QCoreApplication::quit);
    OpenLibrary library(preferences, parser.value(QStringLiteral("library")));
    std::unique_ptr<cli::CommandDesk> commands; // batchroom-cli steers the library of this window
    QObject::connect(&library, &OpenLibrary::opened, &library,
        [&library, &commands] { commands = std::make_unique<cli::CommandDesk>(*library.studio()); });
    MainWindow window(preferences, keys, theme);
    library.openWhenPainted(window);
    if (qEnvironmentVariableIsSet("BATCHROOM_TRACE_START"))
        QObject::connect(&window, &MainWindow::firstPainted, &window, [] {
            std::puts("first frame"); // for the start-up measurement
            std::fflush(stdout);
            QCoreApplication::exit(0);
        });
    window.show();
    return QApplication::exec();
}
