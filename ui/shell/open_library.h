// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the library behind the window's first frame and keeps the Studio for as long as the window lives. GUI thread.
#pragma once

#include "app/settings/preferences.h"
#include "app/studio/studio.h"

#include <QObject>

#include <memory>

namespace batchroom {

class MainWindow;

class OpenLibrary : public QObject {
    Q_OBJECT
public:
    // folder: empty means the one of the preferences, else the default place.
    OpenLibrary(PreferencesStore& preferences, const QString& folder);
    ~OpenLibrary() override;
    void openWhenPainted(MainWindow& window);
    Studio* studio() const { return m_studio.get(); }

Q_SIGNALS:
    void opened();

private:
    void open(MainWindow& window);
    void restore(MainWindow& window);
    void openOther(MainWindow& window, const QString& folder);
    void fail(MainWindow& window, const Error& error);
    void remember();
    QString folder() const;

    PreferencesStore& m_preferences;
    QString m_folder;            // empty: the one of the preferences
    const bool m_isForThisStart; // named on the command line: the preferences stay
    bool m_isOpening = false;
    std::unique_ptr<Studio> m_studio;
};

} // namespace batchroom
