// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/open_library.h"

#include "ui/shell/library_failure.h"
#include "ui/shell/main_window.h"

#include <utility>

namespace batchroom {

OpenLibrary::OpenLibrary(PreferencesStore& preferences, const QString& folder)
    : m_preferences(preferences)
    , m_folder(folder)
    , m_isForThisStart(!folder.isEmpty())
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
    // A library that is being opened would refuse itself to a second press.
    if (std::exchange(m_isOpening, true))
        return;
    const Preferences& preferences = m_preferences.current();
    StudioOptions options;
    options.libraryFolder = folder();
    options.placeLimit = preferences.queue.placeLimit;
    options.caps = {preferences.caps.batch, preferences.caps.day, preferences.caps.month};
    Studio::openInBackground(options, this, [this, &window](Result<std::unique_ptr<Studio>> studio) {
        m_isOpening = false;
        if (studio) {
            m_studio = *std::move(studio);
            window.attach(*m_studio);
            remember();
            Q_EMIT opened();
            return;
        }
        fail(window, studio.error());
    });
}

void OpenLibrary::fail(MainWindow& window, const Error& error)
{
    LibraryWays ways;
    ways.folder = folder();
    ways.retry = [this, &window] { open(window); };
    if (error.code == ErrorCode::LibraryDamaged)
        ways.restore = [this, &window] { restore(window); };
    ways.openOther = [this, &window](const QString& other) { openOther(window, other); };
    window.showFailure(error, ways);
}

void OpenLibrary::restore(MainWindow& window)
{
    const Result<QString> restored = Studio::restoreNewestBackup(folder());
    if (restored)
        open(window);
    else
        fail(window, restored.error());
}

void OpenLibrary::openOther(MainWindow& window, const QString& folder)
{
    m_folder = folder;
    open(window);
}

// Only a folder that did open is the one of the next start.
void OpenLibrary::remember()
{
    if (m_isForThisStart || m_folder.isEmpty())
        return;
    Preferences preferences = m_preferences.current();
    preferences.library.folder = m_folder;
    m_preferences.save(preferences);
}

} // namespace batchroom
