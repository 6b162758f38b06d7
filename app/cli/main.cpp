// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/core/english_plurals.h"
#include "app/core/heap.h"
#include "app/core/log.h"

#include <QGuiApplication>

int main(int argc, char** argv)
{
    batchroom::returnLargeBlocks();
    // The Sandbox sets type in its pictures, which needs the font system but never a display.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    batchroom::log::install(true);
    // Qt takes --style, --platform and others out of the arguments it sees.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    int own = 1;
    const QGuiApplication application(own, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Batchroom"));
    QCoreApplication::setOrganizationName(QStringLiteral("Batchroom"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BATCHROOM_VERSION));
    batchroom::EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    return batchroom::cli::execute(arguments);
}
