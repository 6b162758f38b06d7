// SPDX-License-Identifier: GPL-3.0-or-later
// A line for a naming template: its {fields} stand out.
#pragma once

#include <QLineEdit>

namespace batchroom {

class NameTemplateEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit NameTemplateEdit(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void highlight();
    bool m_isHighlighting = false;
};

// Where the fields of a template are: start and length.
QList<std::pair<int, int>> templateFields(const QString& text);

} // namespace batchroom
