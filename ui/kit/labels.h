// SPDX-License-Identifier: GPL-3.0-or-later
// Words on the screen: labels by role, section heads, dividers, key caps, icons.
#pragma once

#include "ui/kit/icons.h"

#include <QLabel>

#include <optional>

namespace batchroom {

// Plain text in a font and a colour of the theme. Elides on one line, or wraps; the whole text is then the tooltip.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(const QString& text = QString(), FontRole font = FontRole::Body,
        ColorRole color = ColorRole::Text, QWidget* parent = nullptr);
    void setFontRole(FontRole role);
    void setColorRole(ColorRole role);
    void setElide(Qt::TextElideMode mode); // ElideNone (takes its full width) unless told; ElideMiddle for prompts
    void setWrapping(bool wraps);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    FontRole m_font;
    ColorRole m_color;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

// "Send to" 15 semibold, a muted note beside it, room for buttons at the right (addAction).
class SectionHeader : public QWidget {
    Q_OBJECT
public:
    explicit SectionHeader(const QString& title, const QString& note = QString(), QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setNote(const QString& note);
    void addAtEnd(QWidget* widget);

private:
    TextLabel* m_title;
    TextLabel* m_note;
};

// 1-px line, horizontal or vertical (vertical ones are 16 high, as in the top bar, unless stretched).
class Divider : public QWidget {
    Q_OBJECT
public:
    explicit Divider(Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::Orientation m_orientation;
};

// Key cap and an optional word: [P] approve.
class KeyHint : public QWidget {
    Q_OBJECT
public:
    explicit KeyHint(const QString& keys, const QString& word = QString(), QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_keys;
    QString m_word;
};

// An icon that is not a button.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    explicit IconLabel(IconId icon, ColorRole role = ColorRole::Text, int size = 16, QWidget* parent = nullptr);
    void setIconId(IconId icon);
    void setColorRole(ColorRole role);
    QSize sizeHint() const override { return {m_size, m_size}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    IconId m_icon;
    ColorRole m_role;
    int m_size;
};

} // namespace batchroom
