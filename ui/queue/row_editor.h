// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt of one job, mended over its row: one that waits, or one whose picture was withheld, which is paid for
// anew. Enter saves, Escape leaves it as it was.
#pragma once

#include "app/core/job.h"

#include <QWidget>

namespace batchroom {

class Button;
class PromptEdit;

class RowEditor : public QWidget {
    Q_OBJECT
public:
    explicit RowEditor(const JobRow& job, QWidget* parent = nullptr);
    const JobRow& job() const { return m_job; }
    void begin(); // puts the cursor at the end

Q_SIGNALS:
    void saved(const QString& prompt);
    void cancelled();
    void heightChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void save();
    JobRow m_job;
    PromptEdit* m_edit;
    Button* m_save;
};

bool canEditInRow(JobState state); // what waits, and what was withheld

} // namespace batchroom
