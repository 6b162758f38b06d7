// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt being written in its cell: grows downwards with the text. Enter finishes, Alt+Enter breaks the line.
#pragma once

#include <QPlainTextEdit>

namespace batchroom {

class PromptEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PromptEditor(QWidget* parent);
    void begin(const QString& text);
    void setCell(const QRect& cell); // in the parent's coordinates

Q_SIGNALS:
    void finished(); // Enter

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void fit();
    QRect m_cell;
};

} // namespace batchroom
