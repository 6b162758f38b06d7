// SPDX-License-Identifier: GPL-3.0-or-later
// Wrapped text that shows a few lines until it is clicked (or Space is pressed on it).
#pragma once

#include "ui/kit/theme.h"

#include <QWidget>

namespace batchroom {

class FoldedText : public QWidget {
    Q_OBJECT
public:
    FoldedText(FontRole font, ColorRole color, int lines, QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return m_text; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QStringList linesFor(int width, int most) const; // the last one is elided when there are more
    void toggle();
    int lineHeight() const;
    QString m_text;
    FontRole m_font;
    ColorRole m_color;
    int m_most;
    bool m_isOpen = false;
};

} // namespace batchroom
