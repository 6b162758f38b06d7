// SPDX-License-Identifier: GPL-3.0-or-later
// The first prompts a brief makes, numbered, and how many follow.
#pragma once

#include <QStringList>
#include <QWidget>

namespace batchroom {

class PromptPreview : public QWidget {
    Q_OBJECT
public:
    explicit PromptPreview(QWidget* parent = nullptr);
    void setPrompts(const QStringList& prompts, qint64 total);
    const QStringList& prompts() const { return m_prompts; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QStringList m_prompts;
    qint64 m_total = 0;
};

} // namespace batchroom
