// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a brief with its {placeholders} marked. As high as its text.
#pragma once

#include <QPlainTextEdit>

namespace batchroom {

class TemplateEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TemplateEdit(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
};

} // namespace batchroom
