// SPDX-License-Identifier: GPL-3.0-or-later
// Cards and empty states.
#pragma once

#include "ui/kit/theme.h"

#include <QPixmap>
#include <QWidget>

#include <functional>

class QHBoxLayout;

namespace batchroom {

class Button;
class TextLabel;

// Panel fill, 1-px line, radius 8. Children lie inside the line (contents margins 1).
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    void setEdge(ColorRole role);             // Line unless told; WarnEdge for "Needs you"
    void setHead(int height, ColorRole fill); // a filled strip at the top
    void setFill(ColorRole role);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColorRole m_edge = ColorRole::Line;
    ColorRole m_fill = ColorRole::Panel;
    ColorRole m_headFill = ColorRole::Panel;
    int m_headHeight = 0;
};

// One picture, one sentence, one button, in the middle of the free room.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& title, const QString& sentence, QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setSentence(const QString& sentence);
    // Paints into a box of this size above the title.
    void setPicture(QSize size, std::function<void(QPainter&, const QRect&)> paint);
    void setPictures(const QList<QPixmap>& pictures); // up to three small ones, side by side
    // The button; made at the first call. Secondary unless the screen has no other primary.
    Button* setButton(const QString& text);
    Button* button() const { return m_button; }
    // A second way out, beside the first; quiet.
    Button* setOtherButton(const QString& text);

private:
    void addButton(Button* button);
    QWidget* m_picture = nullptr;
    TextLabel* m_title;
    TextLabel* m_sentence;
    Button* m_button = nullptr;
    Button* m_otherButton = nullptr;
    QHBoxLayout* m_buttons = nullptr;
};

} // namespace batchroom
