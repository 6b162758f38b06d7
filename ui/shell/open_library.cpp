// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/open_library.h"

#include "ui/shell/main_window.h"

namespace batchroom {

OpenLibrary::OpenLibrary(PreferencesStore& preferences, const QString& folder)
    : m_preferences(preferences)
    , m_folder(folder)
{
}

OpenLibrary::~OpenLibrary() = default;

QString OpenLibrary::folder() const
{
    if (!m_folder.isEmpty())
        return m_folder;
    const QString chosen = m_preferences.current().library.folder;
    return chosen.isEmpty() ? defaultLibraryFolder() : chosen;
}

void OpenLibrary::openWhenPainted(MainWindow& window)
{
    connect(&window, &MainWindow::firstPainted, this, [this, &window] { open(window); });
}

void OpenLibrary::open(MainWindow& window)
{
    const Preferences& preferences = m_preferences.current();
    StudioOptions options;
    options.libraryFolder = folder();
    options.placeLimit = preferences.queue.placeLimit;
    options.caps = {preferences.caps.batch, preferences.caps.day, preferences.caps.month};
    Studio::openInBackground(options, this, [this, &window](Result<std::unique_ptr<Studio>> studio) {
        if (studio) {
            m_studio = *std::move(studio);
            window.attach(*m_studio);
            Q_EMIT opened();
            return;
        }
        const bool isDamaged = studio.error().code == ErrorCode::LibraryDamaged;
        window.showFailure(
            studio.error(), [this, &window] { open(window); },
            isDamaged ? std::function<void()>([this, &window] { restore(window); }) : std::function<void()>());
    });
}

void OpenLibrary::restore(MainWindow& window)
{
    const Result<QString> restored = Studio::restoreNewestBackup(folder());
    if (restored)
        open(window);
    else
        window.showFailure(restored.error(), [this, &window] { open(window); }, {});
}

} // namespace batchroom
