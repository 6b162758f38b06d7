// SPDX-License-Identifier: GPL-3.0-or-later
// The left pane: all sizes by platform, searched, chosen by their boxes; the current one is on the stage.
#pragma once

#include "app/core/preset.h"
#include "ui/kit/layout.h"

class QListView;

namespace batchroom {

class ActionCatalog;
class Button;
class PresetList;
class SearchField;
class TextLabel;

class PresetPane : public Surface {
    Q_OBJECT
public:
    PresetPane(PresetList& presets, ActionCatalog& actions, QWidget* parent = nullptr);
    QString current() const;
    void setCurrent(const QString& preset); // silent; also when the search hides it

Q_SIGNALS:
    void currentChanged(const QString& preset); // by the person

private:
    void showCount();
    void search(const QString& text);
    void openOwnSize();
    void addOwnSize(QSize size);

    PresetList& m_presets;
    QString m_current;
    TextLabel* m_count;
    Button* m_ownSize;
    SearchField* m_search;
    QListView* m_list;
    QWidget* m_nothing;
    TextLabel* m_nothingText;
    bool m_isSilent = false;
};

} // namespace batchroom
