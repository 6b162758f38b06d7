// SPDX-License-Identifier: GPL-3.0-or-later
// "Running now": how far the export is, what it wrote, what failed and why; stop.
#pragma once

#include <QWidget>

class QListView;

namespace batchroom {

class ActionCatalog;
class Button;
class DeliverRun;
class ProgressBar;
class SectionHeader;
class TextLabel;

class RunPane : public QWidget {
    Q_OBJECT
public:
    RunPane(DeliverRun& run, ActionCatalog& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    void openFileRequested(const QString& path);
    void otherFolderRequested(); // nothing could be written into this one

private:
    void showState();
    void showProgress();
    QString sentence() const;

    DeliverRun& m_run;
    SectionHeader* m_head;
    Button* m_stop;
    ProgressBar* m_bar;
    TextLabel* m_sentence;
    Button* m_otherFolder;
    QListView* m_list;
};

} // namespace batchroom
