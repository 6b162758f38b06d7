// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/limit_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/money_edit.h"

namespace batchroom {

LimitCard::LimitCard(const BatchSummary& batch, QWidget* parent)
    : PopupCard(parent)
{
    setObjectName(QStringLiteral("limitCard"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* title = new TextLabel(tr("Limit of “%1”").arg(batch.name), FontRole::Section);
    auto* words =
        new TextLabel(tr("%1 is spent, in flight or unknown; all of it was planned at %2. The batch stops before the "
                         "first image that "
                         "would pass the limit.")
                          .arg((batch.spent + batch.committed + batch.unknown).toText(), batch.planned.toText()),
            FontRole::Body, ColorRole::Muted);
    words->setWrapping(true);
    words->setFixedWidth(scaled(360));
    auto* amount = new MoneyEdit(batch.cap);
    amount->setObjectName(QStringLiteral("limitEdit"));
    amount->setAccessibleName(title->text());
    auto* none = new Button(tr("No limit"), ButtonKind::Quiet);
    none->setObjectName(QStringLiteral("noLimitButton"));
    auto* take = new Button(tr("Set the limit"), ButtonKind::Primary);
    take->setObjectName(QStringLiteral("setLimitButton"));
    connect(none, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(std::nullopt);
        close();
    });
    const auto set = [this, amount] {
        if (!amount->amount())
            return;
        Q_EMIT chosen(amount->amount());
        close();
    };
    connect(take, &QPushButton::clicked, this, set);
    connect(amount, &QLineEdit::returnPressed, take, &QPushButton::click);
    setLayout(column({title, words, Gap{8}, row({amount, Stretch{}, none, take})}, 4, margins(16)));
    amount->selectAll();
    setFocusProxy(amount);
}

} // namespace batchroom
