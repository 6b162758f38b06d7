// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/money_edit.h"

#include "ui/kit/fields.h"
#include "ui/kit/theme.h"

namespace batchroom {

namespace {

constexpr int fieldWidth = 128;

} // namespace

MoneyEdit::MoneyEdit(std::optional<Money> amount, QWidget* parent)
    : QLineEdit(parent)
    , m_amount(amount)
{
    setFixedWidth(scaled(fieldWidth));
    setAlignment(Qt::AlignRight);
    setPlaceholderText(tr("No limit"));
    setText(amount ? amount->toText() : QString());
    connect(this, &QLineEdit::editingFinished, this, &MoneyEdit::take);
    connect(this, &QLineEdit::textEdited, this, [this] { setInvalid(this, false); });
}

void MoneyEdit::take()
{
    std::optional<Money> amount;
    if (!text().trimmed().isEmpty()) {
        const Result<Money> read = Money::fromText(text());
        setInvalid(this, !read);
        setToolTip(read ? QString() : read.error().what);
        if (!read)
            return;
        amount = *read;
        setText(amount->toText());
    }
    if (amount == m_amount)
        return;
    m_amount = amount;
    Q_EMIT amountChanged(amount);
}

} // namespace batchroom
