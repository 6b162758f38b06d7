// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/crop_notice.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/toast.h"
#include "ui/models/deliver_crops.h"
#include "ui/models/deliver_pictures.h"

namespace batchroom {

namespace {

constexpr int leastWidthForAdvice = 340;

} // namespace

CropNotice::CropNotice(QWidget* parent)
    : Surface(ColorRole::Panel, Qt::TopEdge, parent)
    , m_what(new TextLabel(QString(), FontRole::BodyMedium))
    , m_advice(new TextLabel(
          tr("Move the point, or take the size off where too little is left."), FontRole::Small, ColorRole::Muted))
    , m_look(new Button(QString()))
{
    setObjectName(QStringLiteral("cropNotice"));
    m_what->setObjectName(QStringLiteral("cropNoticeText"));
    m_look->setObjectName(QStringLiteral("lookAtHarshButton"));
    m_what->setWrapping(true);
    m_advice->setWrapping(true);
    setMinimumHeight(scaled(72));
    keepClearOfToasts(this);
    setLayout(row({new IconLabel(IconId::Warn, ColorRole::Warn, 20), Gap{4},
                      Wide{boxed(column({Stretch{}, m_what, m_advice, Stretch{}}, 2))}, m_look},
        8, margins(16, 8)));
    connect(m_look, &Button::clicked, this, &CropNotice::lookRequested);
}

// In a narrow pane the fact matters more than the advice.
void CropNotice::resizeEvent(QResizeEvent* event)
{
    Surface::resizeEvent(event);
    m_advice->setVisible(width() >= scaled(leastWidthForAdvice));
}

void CropNotice::show(const DeliverPictures& pictures, const QList<Preset>& chosen)
{
    m_harsh.clear();
    for (const Preset& preset : chosen)
        if (pictures.harshCount({preset}) > 0)
            m_harsh.append(preset);
    setVisible(!m_harsh.isEmpty());
    if (m_harsh.isEmpty())
        return;
    const int count = pictures.harshCount(m_harsh);
    const QString where = count == 1 ? tr("1 picture") : tr("%1 pictures").arg(count);
    m_what->setText(m_harsh.size() == 1
            ? tr("%1 cuts off more than %2 % of %3").arg(presetName(m_harsh.first())).arg(percent(harshLoss)).arg(where)
            : tr("%1 sizes cut off more than %2 % of %3").arg(m_harsh.size()).arg(percent(harshLoss)).arg(where));
    m_look->setText(count == 1 ? tr("Look at it") : tr("Look at the %1").arg(count));
}

} // namespace batchroom
