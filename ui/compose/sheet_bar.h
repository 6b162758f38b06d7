// SPDX-License-Identifier: GPL-3.0-or-later
// The bar above the sheet: title, how many rows, what can be done with them.
#pragma once

#include "ui/kit/layout.h"

class QMenu;

namespace batchroom {

class ActionCatalog;
class IconButton;
class SheetModel;
class SheetView;
class TextLabel;

class SheetBar : public Surface {
    Q_OBJECT
public:
    SheetBar(SheetModel& model, SheetView& view, ActionCatalog& actions, QWidget* parent = nullptr);
    void setBriefShown(bool isShown);

Q_SIGNALS:
    void briefToggled(bool isShown);
    void clearSheetRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshCount();
    void fillMenu();
    SheetModel& m_model;
    SheetView& m_view;
    ActionCatalog& m_actions;
    TextLabel* m_count;
    QMenu* m_menu;
    QWidget* m_divider;
    QList<QWidget*> m_droppable; // in the order in which they give way
    bool m_isBriefShown = true;
};

} // namespace batchroom
