// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on a library of its own and the built-in Sandbox, for journeys and screenshots.
#pragma once

#include "app/core/english_plurals.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "ui/kit/theme.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace batchroom {

class WindowJourney {
public:
    explicit WindowJourney(std::chrono::milliseconds latency)
    {
        QCoreApplication::installTranslator(&plurals);
        QSettings().clear();
        preferences.save({});
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        options.sandboxLatency = latency;
        studio = *Studio::open(options);
        window = std::make_unique<MainWindow>(preferences, keys, theme);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        window->attach(*studio);
    }

    template <typename Widget = QWidget>
    Widget* find(const char* name) const
    {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }
    bool isShown(const char* name) const
    {
        const auto* widget = find(name);
        return widget && widget->isVisible();
    }
    void click(const char* name) const { QTest::mouseClick(find(name), Qt::LeftButton); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        // The offscreen platform may take the activation away when it likes.
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    }

    EnglishPlurals plurals;
    QTemporaryDir folder;
    PreferencesStore preferences;
    KeyStore keys;
    ThemeSource theme;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window; // dies before the Studio
};

} // namespace batchroom
