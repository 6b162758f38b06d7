// SPDX-License-Identifier: GPL-3.0-or-later
// The values of one list of a brief as chips. Enter adds, a paste of lines adds many, Backspace takes the last away,
// Delete on a chip takes that one.
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;

namespace batchroom {

class FlowLayout;
class TextLabel;

class ListEditor : public QWidget {
    Q_OBJECT
public:
    explicit ListEditor(const QString& name, QWidget* parent = nullptr);
    const QString& name() const { return m_name; }
    const QStringList& values() const { return m_values; }
    void setValues(const QStringList& values);
    void setUsed(bool isUsed); // false: the text has no such {placeholder}
    void addTyped();           // what stands in the edit is meant
    QLineEdit* edit() const { return m_edit; }
    QList<QWidget*> tabStops() const; // the chips and the edit, in their order

Q_SIGNALS:
    void tabStopsChanged(); // made anew
    void valuesEdited(const QStringList& values);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add(const QStringList& values);
    void removeAt(qsizetype index);
    void rebuild();
    void fitEdit();
    const QString m_name;
    QStringList m_values;
    TextLabel* m_title;
    TextLabel* m_count;
    QWidget* m_box;
    FlowLayout* m_flow;
    QLineEdit* m_edit;
};

} // namespace batchroom
