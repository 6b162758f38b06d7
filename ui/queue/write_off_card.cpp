// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/write_off_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLocale>

namespace batchroom {

WriteOffCard::WriteOffCard(int jobs, Money possible, QWidget* parent)
    : PopupCard(parent)
{
    setObjectName(QStringLiteral("writeOffCard"));
    setAttribute(Qt::WA_DeleteOnClose);
    const QString count = QLocale().toString(jobs);
    auto* title = new TextLabel(tr("Write off %1 jobs?").arg(count), FontRole::Section);
    auto* words = new TextLabel(possible.isZero()
            ? tr("Their pictures are given up. This cannot be undone.")
            : tr("Their pictures are given up, and up to %1 may have been charged for them. This cannot be undone.")
                  .arg(possible.toText()),
        FontRole::Body, ColorRole::Muted);
    words->setWrapping(true);
    words->setFixedWidth(scaled(360));
    auto* keep = new Button(tr("Keep them"), ButtonKind::Quiet);
    auto* all = new Button(tr("Write off %1").arg(count), ButtonKind::Danger);
    keep->setObjectName(QStringLiteral("keepUnknownButton"));
    all->setObjectName(QStringLiteral("agreeWriteOffButton"));
    connect(keep, &QPushButton::clicked, this, &QWidget::close);
    connect(all, &QPushButton::clicked, this, [this] {
        Q_EMIT agreed();
        close();
    });
    setLayout(column({title, words, Gap{8}, row({Stretch{}, keep, all})}, 4, margins(16)));
}

} // namespace batchroom
