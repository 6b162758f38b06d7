// SPDX-License-Identifier: GPL-3.0-or-later
// The one primary button with what keeps it from going, and what can be done with the files afterwards.
#pragma once

#include "ui/kit/layout.h"

namespace batchroom {

class ActionCatalog;
class Button;
class TextLabel;

class DeliverFooter : public Surface {
    Q_OBJECT
public:
    explicit DeliverFooter(ActionCatalog& actions, QWidget* parent = nullptr);
    // `obstacle` empty: it can go.
    void showWork(int files, const QString& obstacle);
    void showRunning(int done, int total);
    void setHasFiles(bool hasFiles); // of a finished export

Q_SIGNALS:
    void deliverRequested();
    void openFolderRequested();
    void copyPathsRequested();

private:
    QWidget* m_after;
    Button* m_deliver;
    TextLabel* m_obstacle;
};

} // namespace batchroom
