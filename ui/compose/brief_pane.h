// SPDX-License-Identifier: GPL-3.0-or-later
// The brief beside the sheet: a template, its lists, how many images that makes, the first of them, and the buttons
// that write rows.
#pragma once

#include "app/compose/brief.h"
#include "ui/kit/layout.h"

#include <functional>

class QVBoxLayout;

namespace batchroom {

class ActionCatalog;
class BriefBook;
class Button;
class ComboButton;
class IconButton;
class ListEditor;
class PromptPreview;
class TemplateEdit;
class TextLabel;

class BriefPane : public Surface {
    Q_OBJECT
public:
    BriefPane(BriefBook& book, ActionCatalog& actions, QWidget* parent = nullptr);
    // How many rows still fit into the sheet.
    void setRoom(int rows);
    qint64 total() const { return m_total; }

Q_SIGNALS:
    void addRowsRequested();
    void replaceSheetRequested();
    void said(const QString& text, std::function<void()> undo);

protected:
    void mousePressEvent(QMouseEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeFoot(ActionCatalog& actions);
    void fillBriefs();
    void fillMenu();
    void askForName();
    void removeBrief();
    void showBrief();
    void refresh();
    void refreshLists();
    void orderTabStops();
    void refreshCount();

    BriefBook& m_book;
    ComboButton* m_name;
    IconButton* m_more;
    TemplateEdit* m_text;
    QVBoxLayout* m_lists;
    QList<ListEditor*> m_editors;
    TextLabel* m_countTitle;
    TextLabel* m_countNote;
    TextLabel* m_problem;
    PromptPreview* m_preview;
    Button* m_add = nullptr;
    Button* m_replace = nullptr;
    qint64 m_total = 0;
    int m_room = 20'000;
    QString m_fault; // of the brief itself
};

} // namespace batchroom
