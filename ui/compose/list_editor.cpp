// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/list_editor.h"

#include "ui/compose/counted.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <memory>

namespace batchroom {

namespace {

constexpr qsizetype mostValues = 2000;
constexpr qsizetype chipsShown = 200;

// The frame of an input around chips; a click anywhere in it writes.
class ChipBox : public QWidget {
public:
    explicit ChipBox(QLineEdit* edit)
        : m_edit(edit)
    {
        setCursor(Qt::IBeamCursor);
        // Not fixed: the height of a size hint is that of the width before, and would cut the last line of chips off.
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return layout()->heightForWidth(width); }
    QSize sizeHint() const override { return {200, layout()->heightForWidth(std::max(200, width()))}; }
    // A chip may be wider than the pane: it elides.
    QSize minimumSizeHint() const override { return {scaled(80), scaled(32)}; }

protected:
    void mousePressEvent(QMouseEvent*) override { m_edit->setFocus(Qt::MouseFocusReason); }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const bool isActive = m_edit->hasFocus();
        paintPanel(painter, rect(), controlRadius, theme().inputFill, isActive ? theme().accent : theme().controlEdge,
            isActive ? 2 : 1);
    }

private:
    QLineEdit* m_edit;
};

// Its keys are its own, not those of the sheet.
class ValueChip : public Chip {
public:
    explicit ValueChip(const QString& text)
        : Chip(text, Kind::Value)
    {
        setRemovable(true);
        setCursor(Qt::ArrowCursor);
    }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::ShortcutOverride) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
                event->accept();
                return true;
            }
        }
        return Chip::event(event);
    }
};

QStringList lines(const QString& text)
{
    QStringList values;
    const QStringList parts = text.split(QRegularExpression(QStringLiteral("[\\r\\n\\t]+")), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        if (!part.simplified().isEmpty())
            values.append(part.simplified());
    }
    return values;
}

} // namespace

ListEditor::ListEditor(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(new TextLabel(name, FontRole::Small, ColorRole::Muted))
    , m_count(new TextLabel({}, FontRole::Small, ColorRole::Muted))
    , m_edit(new QLineEdit)
{
    setObjectName(QStringLiteral("listEditor_") + name);
    m_edit->setFrame(false);
    m_edit->setFont(fontOf(FontRole::Small));
    m_edit->setFixedHeight(scaled(24));
    m_edit->setAccessibleName(tr("Add to %1").arg(name));
    m_edit->installEventFilter(this);
    m_box = new ChipBox(m_edit);
    m_flow = new FlowLayout(nullptr, 4);
    m_flow->setContentsMargins(4, 4, 4, 4);
    m_box->setLayout(m_flow);
    m_title->setElide(Qt::ElideRight);
    setLayout(column({row({Wide{m_title, 1}, m_count}, 8), m_box}, 4));
    connect(m_edit, &QLineEdit::returnPressed, this, &ListEditor::addTyped);
    connect(m_edit, &QLineEdit::textChanged, this, &ListEditor::fitEdit);
    rebuild();
}

void ListEditor::setValues(const QStringList& values)
{
    if (values == m_values)
        return;
    m_values = values;
    rebuild();
}

void ListEditor::setUsed(bool isUsed)
{
    m_title->setText(isUsed ? m_name : tr("%1 (not in the template)").arg(m_name));
}

void ListEditor::addTyped()
{
    add(lines(m_edit->text()));
    m_edit->clear();
}

void ListEditor::add(const QStringList& values)
{
    if (values.isEmpty())
        return;
    m_values += values.mid(0, mostValues - m_values.size());
    rebuild();
    Q_EMIT valuesEdited(m_values);
}

void ListEditor::removeAt(qsizetype index)
{
    if (index < 0 || index >= m_values.size())
        return;
    m_values.removeAt(index);
    rebuild();
    m_edit->setFocus();
    Q_EMIT valuesEdited(m_values);
}

void ListEditor::rebuild()
{
    while (m_flow->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_flow->takeAt(0));
        if (item->widget() && item->widget() != m_edit) {
            item->widget()->hide();
            item->widget()->deleteLater(); // a chip may be the one that asked
        }
    }
    for (qsizetype i = 0; i < std::min(m_values.size(), chipsShown); ++i) {
        auto* chip = new ValueChip(m_values[i]);
        chip->setObjectName(QStringLiteral("valueChip"));
        chip->setAccessibleName(tr("%1, Delete removes it").arg(m_values[i]));
        connect(chip, &Chip::removeRequested, this, [this, i] { removeAt(i); });
        m_flow->addWidget(chip);
    }
    if (m_values.size() > chipsShown)
        m_flow->addWidget(
            new TextLabel(counted(static_cast<int>(m_values.size() - chipsShown), tr("and 1 more"), tr("and %1 more")),
                FontRole::Small, ColorRole::Muted));
    m_flow->addWidget(m_edit);
    m_edit->setPlaceholderText(m_values.isEmpty() ? tr("Type and press Enter") : QString());
    fitEdit();
    m_count->setText(QLocale().toString(m_values.size()));
    m_box->updateGeometry();
    Q_EMIT tabStopsChanged();
}

QList<QWidget*> ListEditor::tabStops() const
{
    QList<QWidget*> stops;
    for (int i = 0; i < m_flow->count(); ++i)
        if (QWidget* widget = m_flow->itemAt(i)->widget(); widget && widget->focusPolicy() != Qt::NoFocus)
            stops.append(widget);
    return stops;
}

// As wide as what is typed, so that it stays behind the last chip as long as it can.
void ListEditor::fitEdit()
{
    const QString text = m_edit->text().isEmpty() ? m_edit->placeholderText() : m_edit->text();
    const int wanted = m_edit->fontMetrics().horizontalAdvance(text) + 16;
    const int least = text.isEmpty() ? scaled(12) : scaled(28); // a cursor alone makes no new line
    m_edit->setFixedWidth(std::clamp(text.isEmpty() ? least : wanted, least, std::max(least, m_box->width() - 8)));
}

bool ListEditor::eventFilter(QObject*, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_box->update();
        if (event->type() == QEvent::FocusOut && !m_edit->text().trimmed().isEmpty()
            && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            addTyped(); // what was typed is meant
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Backspace && m_edit->text().isEmpty()) {
        removeAt(m_values.size() - 1);
        return true;
    }
    if (key->matches(QKeySequence::Paste)) {
        const QStringList pasted = lines(QGuiApplication::clipboard()->text());
        if (pasted.size() > 1) {
            add(pasted);
            return true;
        }
    }
    return false;
}

} // namespace batchroom
