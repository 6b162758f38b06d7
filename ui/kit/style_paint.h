// SPDX-License-Identifier: GPL-3.0-or-later
// The pieces KitStyle paints Qt's own widgets with. Internal to the kit.
#pragma once

#include <QPainter>
#include <QStyleOption>

namespace batchroom::style_paint {

inline constexpr int scrollBarExtent = 10;

void inputFrame(const QStyleOption& option, QPainter& painter, const QWidget* widget);
void checkIndicator(const QStyleOption& option, QPainter& painter);
void radioIndicator(const QStyleOption& option, QPainter& painter);
void itemBackground(const QStyleOptionViewItem& option, QPainter& painter);
void branch(const QStyleOption& option, QPainter& painter);
void pushButton(const QStyleOptionButton& option, QPainter& painter);
void pushButtonLabel(const QStyleOptionButton& option, QPainter& painter);
void menuItem(const QStyleOptionMenuItem& option, QPainter& painter, const QWidget* widget);
void headerSection(const QStyleOptionHeader& option, QPainter& painter);
void headerLabel(const QStyleOptionHeader& option, QPainter& painter);
void tabShape(const QStyleOptionTab& option, QPainter& painter);
void progress(const QStyleOptionProgressBar& option, QPainter& painter);
void comboBox(const QStyleOptionComboBox& option, QPainter& painter, const QWidget* widget);
void comboBoxLabel(const QStyleOptionComboBox& option, QPainter& painter);
void spinBox(const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget);
void scrollBar(const QStyleOptionSlider& option, const QRect& handle, QPainter& painter);
void slider(const QStyleOptionSlider& option, const QRect& handle, QPainter& painter);
void toolButton(const QStyleOption& option, QPainter& painter);

} // namespace batchroom::style_paint
