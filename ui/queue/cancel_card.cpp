// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/cancel_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLocale>

namespace batchroom {

CancelCard::CancelCard(const CancelChoice& choice, QWidget* parent)
    : PopupCard(parent)
{
    setObjectName(QStringLiteral("cancelCard"));
    setAttribute(Qt::WA_DeleteOnClose);
    const QString running = QLocale().toString(choice.running);
    const QString waiting = QLocale().toString(choice.waiting);
    auto* title = new TextLabel(tr("Cancel what is in flight too?"), FontRole::Section);
    QString sentence = choice.running == 1
        ? tr("1 job is in flight. Its picture is thrown away when it comes, and it is charged anyway.")
        : tr("%1 jobs are in flight. Their pictures are thrown away when they come, and they are charged anyway.")
              .arg(running);
    if (choice.isFree)
        sentence = choice.running == 1
            ? tr("1 job is in flight. Its picture is thrown away when it comes.")
            : tr("%1 jobs are in flight. Their pictures are thrown away when they come.").arg(running);
    auto* words = new TextLabel(sentence, FontRole::Body, ColorRole::Muted);
    words->setWrapping(true);
    words->setFixedWidth(scaled(360));
    auto* keep = new Button(tr("Keep them"), ButtonKind::Quiet);
    auto* waitingOnly = new Button(tr("Cancel only the %1 waiting").arg(waiting));
    auto* all =
        new Button(tr("Cancel all %1").arg(QLocale().toString(choice.running + choice.waiting)), ButtonKind::Danger);
    keep->setObjectName(QStringLiteral("keepJobsButton"));
    waitingOnly->setObjectName(QStringLiteral("cancelWaitingButton"));
    all->setObjectName(QStringLiteral("cancelAllButton"));
    // Whatever is shown before it has its place is a window for a moment.
    (choice.waiting > 0 ? keep : waitingOnly)->hide();
    connect(keep, &QPushButton::clicked, this, &QWidget::close);
    connect(waitingOnly, &QPushButton::clicked, this, [this] {
        Q_EMIT waitingChosen();
        close();
    });
    connect(all, &QPushButton::clicked, this, [this] {
        Q_EMIT allChosen();
        close();
    });
    setLayout(column({title, words, Gap{8}, row({Stretch{}, keep, waitingOnly, all})}, 4, margins(16)));
}

} // namespace batchroom
