// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/picture_bar.h"

#include "ui/actions/action_catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/models/deliver_pictures.h"

#include <QLocale>

namespace batchroom {

PictureBar::PictureBar(DeliverPictures& pictures, ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Window, Qt::BottomEdge, parent)
    , m_pictures(pictures)
    , m_count(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_allApproved(new Button(tr("All approved"), ButtonKind::Quiet))
    , m_position(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
{
    m_count->setObjectName(QStringLiteral("deliverCount"));
    m_count->setElide(Qt::ElideRight);
    m_position->setObjectName(QStringLiteral("picturePosition"));
    m_allApproved->setObjectName(QStringLiteral("allApprovedButton"));
    auto* previous = new IconButton(IconId::ChevronLeft, tr("Previous picture"));
    auto* next = new IconButton(IconId::ChevronRight, tr("Next picture"));
    previous->setAction(actions[ActionId::DeliverPrevious]);
    next->setAction(actions[ActionId::DeliverNext]);
    previous->setObjectName(QStringLiteral("previousPictureButton"));
    next->setObjectName(QStringLiteral("nextPictureButton"));
    m_walk = boxed(row({previous, m_position, next}, 4));
    setFixedHeight(scaled(48));
    setLayout(row({new TextLabel(tr("Deliver"), FontRole::Title), Gap{4}, Wide{m_count}, m_allApproved, m_walk}, 8,
        QMargins(16, 0, 8, 0)));
    connect(m_allApproved, &Button::clicked, &pictures, &DeliverPictures::showApproved);
    connect(actions[ActionId::DeliverPrevious], &QAction::triggered, &pictures,
        [&pictures] { pictures.setCurrentRow(pictures.currentRow() - 1); });
    connect(actions[ActionId::DeliverNext], &QAction::triggered, &pictures,
        [&pictures] { pictures.setCurrentRow(pictures.currentRow() + 1); });
    connect(&pictures, &DeliverPictures::changed, this, &PictureBar::refresh);
    connect(&pictures, &DeliverPictures::currentChanged, this, &PictureBar::refresh);
    refresh();
}

void PictureBar::refresh()
{
    const int count = m_pictures.count();
    const QString number = QLocale().toString(count);
    m_count->setText(count == 0         ? QString()
            : m_pictures.isOfApproved() ? tr("%1 approved").arg(number)
            : count == 1                ? tr("1 picture chosen in the Gallery")
                                        : tr("%1 pictures chosen in the Gallery").arg(number));
    m_allApproved->setVisible(!m_pictures.isOfApproved());
    m_walk->setVisible(count > 0);
    m_position->setText(tr("%1 of %2").arg(QLocale().toString(m_pictures.currentRow() + 1), number));
}

} // namespace batchroom
