// SPDX-License-Identifier: GPL-3.0-or-later
// Text inputs. Plain QLineEdit, QTextEdit, QPlainTextEdit, QComboBox and QSpinBox have the kit's look too.
#pragma once

#include <QLineEdit>

namespace batchroom {

class TextLabel;

// Marks any input (QLineEdit, QTextEdit, QComboBox ...) as wrong: edge in the bad colour.
void setInvalid(QWidget* input, bool invalid);

// Search icon at the left, x when there is text, else an optional key hint ("Ctrl K"). Escape clears.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);
    void setKeyHint(const QString& keys);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QRect clearArea() const;
    QString m_keyHint;
};

// Label above, input, words below when it is wrong. The label may be empty.
class TextField : public QWidget {
    Q_OBJECT
public:
    explicit TextField(const QString& label = QString(), QWidget* parent = nullptr);
    QLineEdit* edit() const { return m_edit; }
    QString text() const { return m_edit->text(); }
    void setText(const QString& text) { m_edit->setText(text); }
    void setPlaceholder(const QString& text) { m_edit->setPlaceholderText(text); }
    void setHelp(const QString& help);   // muted words below
    void setError(const QString& error); // empty: right again
    bool hasError() const { return m_hasError; }

Q_SIGNALS:
    void textEdited(const QString& text);
    void editingFinished();

private:
    void refreshBelow();
    QLineEdit* m_edit;
    TextLabel* m_below;
    QString m_help;
    QString m_error;
    bool m_hasError = false;
};

} // namespace batchroom
