// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons. All are QPushButtons to the outside (clicked(), setMenu(), setCheckable(), setShortcut()); Enter and Space
// press.
#pragma once

#include "ui/kit/icons.h"

#include <QPushButton>

#include <functional>
#include <optional>

namespace batchroom {

enum class ButtonKind { Primary, Secondary, Quiet, Danger };
enum class ButtonSize { Small, Medium, Large }; // 28, 32, 40 high

// Never more than one Primary in view.
class Button : public QPushButton {
    Q_OBJECT
public:
    explicit Button(const QString& text, ButtonKind kind = ButtonKind::Secondary, QWidget* parent = nullptr);
    Button(IconId icon, const QString& text, ButtonKind kind = ButtonKind::Secondary, QWidget* parent = nullptr);
    void setKind(ButtonKind kind);
    ButtonKind kind() const { return m_kind; }
    void setSize(ButtonSize size);
    void setIconId(std::optional<IconId> icon);
    // Text of the quiet kind in the muted colour ("Clear", "Show all 120").
    void setMuted(bool muted);
    // Takes text, icon, enabled state and trigger of an action and follows it; the tooltip shows its shortcut.
    void setAction(QAction* action);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    ButtonKind m_kind;
    ButtonSize m_size = ButtonSize::Medium;
    std::optional<IconId> m_icon;
    bool m_isMuted = false;
};

// Icon alone, 32x32; `name` is its accessible name and its tooltip.
class IconButton : public QPushButton {
    Q_OBJECT
public:
    IconButton(IconId icon, const QString& name, QWidget* parent = nullptr);
    void setIconId(IconId icon);
    void setSide(int side);          // 32; 28 or 24 in tight places
    void setIconSide(int side);      // 20; 16 in rows
    void setColor(ColorRole role);   // Muted unless told; hover shows Text
    void setAction(QAction* action); // name, enabled state, trigger; keeps the icon
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    IconId m_icon;
    int m_side = 32;
    int m_iconSide = 20;
    ColorRole m_color = ColorRole::Muted;
};

// Looks like a combo box, opens a menu (setMenu) or whatever clicked() opens (a PopupCard with pictures).
class ComboButton : public QPushButton {
    Q_OBJECT
public:
    enum class Look { Input, Control, Plain }; // input fill; control fill (sort order); no edge (campaign, brief)
    explicit ComboButton(const QString& text = QString(), Look look = Look::Input, QWidget* parent = nullptr);
    // Paints a 20x20 picture before the text: an aspect frame, a swatch.
    void setPicture(std::function<void(QPainter&, const QRect&)> paint);
    void setFontRole(FontRole role);
    void setInvalid(bool invalid);
    void setCompact(bool compact); // 28 high
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Look m_look;
    FontRole m_font = FontRole::Body;
    bool m_isInvalid = false;
    bool m_isCompact = false;
    std::function<void(QPainter&, const QRect&)> m_picture;
};

} // namespace batchroom
