// SPDX-License-Identifier: GPL-3.0-or-later
// Chips, badges and segmented controls.
#pragma once

#include "ui/kit/icons.h"

#include <QPushButton>

#include <optional>

class QButtonGroup;

namespace batchroom {

// Filter chip. Off: outline. On (setOn): selection fill and an x; a click on the x or Delete asks to remove it.
class Chip : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { Filter, Add, Value }; // Value: filled word of a list in the brief
    explicit Chip(const QString& text, Kind kind = Kind::Filter, QWidget* parent = nullptr);
    bool isOn() const { return m_isOn; }
    void setOn(bool on);
    void setRemovable(bool removable); // Filter chips that are on are removable
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    bool showsCross() const;
    QRect crossArea() const;
    Kind m_kind;
    bool m_isOn = false;
    std::optional<bool> m_isRemovable;
};

// Icon + word on a soft fill. What a delegate paints with paintBadge().
struct BadgeLook {
    QString word;
    IconId icon = IconId::Clock;
    ColorRole role = ColorRole::Muted; // Muted, Accent, Ok, Warn, Bad
};
int badgeWidth(const BadgeLook& look);
// Left-aligned and vertically centred in rect; 20 high. Returns the area it took.
QRect paintBadge(QPainter& painter, const QRect& rect, const BadgeLook& look);
ColorRole softFillOf(ColorRole role);

class Badge : public QWidget {
    Q_OBJECT
public:
    explicit Badge(const BadgeLook& look = {}, QWidget* parent = nullptr);
    void setLook(const BadgeLook& look);
    const BadgeLook& look() const { return m_look; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BadgeLook m_look;
};

// "All | Running | Failed": one of several; arrow keys move, one Tab stop.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(const QStringList& segments = {}, QWidget* parent = nullptr);
    void setSegments(const QStringList& segments);
    void setSegmentText(int index, const QString& text);
    int count() const;
    int current() const;
    void setCurrent(int index); // silent
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void currentChanged(int index); // by the person

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
};

} // namespace batchroom
