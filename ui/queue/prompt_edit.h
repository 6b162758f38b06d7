// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt being mended in place: as high as its text up to four lines; Enter saves, Shift+Enter breaks the line.
#pragma once

#include <QPlainTextEdit>

namespace batchroom {

class PromptEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PromptEdit(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

Q_SIGNALS:
    void accepted();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int visibleLines() const;
    void followLines();
    int m_lines = 1;
};

} // namespace batchroom
