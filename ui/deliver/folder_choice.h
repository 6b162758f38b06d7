// SPDX-License-Identifier: GPL-3.0-or-later
// Where the files go: a folder of this computer, by default exports/ in the library.
#pragma once

#include <QWidget>

#include <functional>

namespace batchroom {

class Button;
class TextLabel;

class FolderChoice : public QWidget {
    Q_OBJECT
public:
    // `standard` is used while nothing else is chosen.
    FolderChoice(const QString& standard, const QString& chosen, QWidget* parent = nullptr);
    QString folder() const { return m_chosen.isEmpty() ? m_standard : m_chosen; }
    const QString& chosen() const { return m_chosen; } // empty: the standard one
    void setChosen(const QString& folder);             // silent
    // Asks for a folder; `then` runs when one was chosen, after changed().
    void browse(const std::function<void()>& then = {});

Q_SIGNALS:
    void changed();

private:
    void openMenu();
    void choose(const QString& folder);

    QString m_standard;
    QString m_chosen;
    TextLabel* m_path;
    Button* m_button;
};

// /home/ada/Pictures -> ~/Pictures, with this system's separators.
QString shownFolder(const QString& folder);

} // namespace batchroom
