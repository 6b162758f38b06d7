// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/deliver_footer.h"

#include "ui/actions/action_catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"

#include <QLocale>

namespace batchroom {

DeliverFooter::DeliverFooter(ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Panel, Qt::TopEdge, parent)
    , m_deliver(new Button(QString(), ButtonKind::Primary))
    , m_obstacle(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
{
    auto* openFolder = new Button(IconId::Folder, tr("Open folder"));
    auto* copyPaths = new Button(IconId::Copy, tr("Copy paths"));
    openFolder->setObjectName(QStringLiteral("openFolderButton"));
    copyPaths->setObjectName(QStringLiteral("copyPathsButton"));
    setTooltip(openFolder, tr("Open the folder of the files"), actions[ActionId::DeliverOpenFolder]->shortcut());
    setTooltip(
        copyPaths, tr("Copy where the files are, one line each"), actions[ActionId::DeliverCopyLinks]->shortcut());
    for (Button* button : {openFolder, copyPaths})
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_after = boxed(row({openFolder, copyPaths}, 8));
    m_after->hide();
    m_deliver->setObjectName(QStringLiteral("deliverNowButton"));
    m_deliver->setSize(ButtonSize::Large);
    m_deliver->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_obstacle->setObjectName(QStringLiteral("deliverObstacle"));
    m_obstacle->setWrapping(true);
    m_obstacle->hide();
    setLayout(column({m_after, m_obstacle, m_deliver}, 10, margins(16)));
    keepClearOfToasts(this);
    connect(m_deliver, &Button::clicked, this, &DeliverFooter::deliverRequested);
    connect(openFolder, &Button::clicked, this, &DeliverFooter::openFolderRequested);
    connect(copyPaths, &Button::clicked, this, &DeliverFooter::copyPathsRequested);
}

void DeliverFooter::showWork(int files, const QString& obstacle)
{
    const QString count = QLocale().toString(files);
    m_deliver->setText(files == 0 ? tr("Deliver")
            : files == 1          ? tr("Deliver 1 file")
                                  : tr("Deliver %1 files").arg(count));
    m_deliver->setEnabled(obstacle.isEmpty());
    m_obstacle->setText(obstacle);
    m_obstacle->setVisible(!obstacle.isEmpty());
    m_deliver->setAccessibleDescription(obstacle);
}

void DeliverFooter::showRunning(int done, int total)
{
    m_deliver->setText(tr("Delivering %1 of %2").arg(QLocale().toString(done), QLocale().toString(total)));
    m_deliver->setEnabled(false);
    m_obstacle->hide();
}

void DeliverFooter::setHasFiles(bool hasFiles)
{
    m_after->setVisible(hasFiles);
}

} // namespace batchroom
