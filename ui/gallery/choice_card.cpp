// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/choice_card.h"

#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRadioButton>

namespace batchroom {

namespace {

constexpr int rowsWithoutSearch = 14;
constexpr int tallest = 400;

} // namespace

ChoiceCard::ChoiceCard(const QString& title, const QList<Choice>& choices, Mode mode, QWidget* parent)
    : PopupCard(parent)
    , m_mode(mode)
{
    setObjectName(QStringLiteral("choiceCard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(title);
    auto* content = new QVBoxLayout(this);
    content->setContentsMargins(8, 8, 8, 8);
    content->setSpacing(8);
    content->addWidget(new TextLabel(title, FontRole::SmallMedium, ColorRole::Muted));
    if (choices.size() > rowsWithoutSearch) {
        auto* search = new QLineEdit;
        search->setObjectName(QStringLiteral("choiceSearchEdit"));
        search->setPlaceholderText(tr("Search"));
        search->setAccessibleName(tr("Search the choices"));
        connect(search, &QLineEdit::textChanged, this, &ChoiceCard::showOnly);
        content->addWidget(search);
    }
    if (choices.isEmpty())
        content->addWidget(new TextLabel(tr("There is nothing to choose yet."), FontRole::Body));
    QWidget* rows = makeRows(choices);
    const int height = rows->sizeHint().height();
    if (height <= tallest) {
        content->addWidget(rows);
        return;
    }
    auto* scroll = new ScrollArea(rows);
    scroll->setFixedHeight(tallest);
    scroll->setMinimumWidth(rows->sizeHint().width() + 24);
    content->addWidget(scroll);
}

QWidget* ChoiceCard::makeRows(const QList<Choice>& choices)
{
    auto* rows = new QWidget;
    auto* lines = new QVBoxLayout(rows);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    for (const Choice& choice : choices) {
        QAbstractButton* button = nullptr;
        if (m_mode == Mode::One)
            button = new QRadioButton(choice.words);
        else
            button = new QCheckBox(choice.words);
        button->setObjectName(QStringLiteral("choice_") + choice.key);
        button->setMinimumHeight(scaled(28));
        button->setMinimumWidth(scaled(180));
        button->setChecked(choice.isOn);
        m_rows.append(button);
        m_keys.append(choice.key);
        lines->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this] {
            QStringList keys;
            for (int i = 0; i < m_rows.size(); ++i)
                if (m_rows[i]->isChecked())
                    keys.append(m_keys[i]);
            Q_EMIT chosen(keys);
            if (m_mode == Mode::One)
                close();
        });
    }
    return rows;
}

void ChoiceCard::showOnly(const QString& text)
{
    for (QAbstractButton* row : m_rows)
        row->setVisible(row->text().contains(text, Qt::CaseInsensitive));
}

} // namespace batchroom
