// SPDX-License-Identifier: GPL-3.0-or-later
// The line below the grid: what is chosen, what the shown ones weigh and how far the review is, and the keys to go on.
#pragma once

#include "ui/models/gallery_rows.h"

#include <QWidget>

#include <array>

namespace batchroom {

class ActionCatalog;
class TextLabel;

class SelectionLine : public QWidget {
    Q_OBJECT
public:
    SelectionLine(const GalleryRows& rows, ActionCatalog& actions, QWidget* parent = nullptr);
    void refresh();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    const GalleryRows& m_rows;
    TextLabel* m_chosen;
    TextLabel* m_size;
    TextLabel* m_approved;
    TextLabel* m_rejected;
    TextLabel* m_change;
    TextLabel* m_review;
    QList<QWidget*> m_counts;
    std::array<class HintButton*, 4> m_hints{};
};

} // namespace batchroom
