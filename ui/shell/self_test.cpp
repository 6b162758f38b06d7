// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/self_test.h"

#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/self_check.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

namespace batchroom {

namespace {

bool isOneColor(const QImage& image)
{
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); y += 8)
        for (int x = 0; x < image.width(); x += 8)
            if (image.pixel(x, y) != first)
                return false;
    return true;
}

Finding checkFrame(PreferencesStore& preferences, KeyStore& keys, ThemeSource& theme)
{
    MainWindow window(preferences, keys, theme);
    window.resize(1280, 800);
    const QImage frame = window.grab().toImage();
    if (frame.isNull() || isOneColor(frame))
        return {QStringLiteral("Window"), Finding::Level::Broken, QStringLiteral("The window cannot be painted.")};
    return {QStringLiteral("Window"), Finding::Level::Fine,
        QStringLiteral("Painted at %1x%2.").arg(frame.width()).arg(frame.height())};
}

} // namespace

int runSelfTest(PreferencesStore& preferences, KeyStore& keys, ThemeSource& theme)
{
    QTimer::singleShot(0, &theme, [&] {
        const Finding frame = checkFrame(preferences, keys, theme);
        checkMachine(defaultLibraryFolder(), keys, [frame](QList<Finding> findings) {
            findings.append(frame);
            bool isHealthy = true;
            for (const Finding& finding : findings) {
                isHealthy = isHealthy && finding.level != Finding::Level::Broken;
                std::printf("%-8s %s: %s\n", qPrintable(finding.levelName()), qPrintable(finding.name),
                    qPrintable(finding.what));
            }
            QCoreApplication::exit(isHealthy ? 0 : 1);
        });
    });
    return QApplication::exec();
}

} // namespace batchroom
