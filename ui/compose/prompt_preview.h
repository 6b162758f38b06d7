// SPDX-License-Identifier: GPL-3.0-or-later
// The first prompts a brief makes, numbered, and how many follow.
#pragma once

#include "ui/kit/painted_cells.h"

#include <QStringList>
#include <QWidget>

namespace batchroom {

class PromptPreview : public QWidget, public PaintedCells {
    Q_OBJECT
public:
    explicit PromptPreview(QWidget* parent = nullptr);
    void setPrompts(const QStringList& prompts, qint64 total);
    const QStringList& prompts() const { return m_prompts; }
    // The line of a prompt in this room: shortened around what tells it from the ones above and below.
    QString shownPrompt(int row, int width) const;
    QSize sizeHint() const override;
    const QWidget* cellCanvas() const override { return this; }
    int cellCount() const override { return static_cast<int>(m_prompts.size()); }
    QRect cellArea(int cell) const override;
    QString cellName(int cell) const override { return m_prompts[cell]; }
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QStringList m_prompts;
    qint64 m_total = 0;
};

} // namespace batchroom
