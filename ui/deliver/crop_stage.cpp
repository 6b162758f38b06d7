// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/crop_stage.h"

#include "app/delivery/exporter.h"
#include "ui/actions/action_catalog.h"
#include "ui/deliver/stage_layout.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/popups.h"
#include "ui/kit/toggles.h"
#include "ui/models/deliver_crops.h"
#include "ui/models/preset_list.h"

#include <QSignalBlocker>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int stageGap = 24;
constexpr int headGap = 10;
constexpr int factsWidth = 360;

} // namespace

CropStage::CropStage(ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_room(new QWidget(this))
    , m_pictureHead(new QWidget(m_room))
    , m_resultHead(new QWidget(m_room))
    , m_pictureNote(new TextLabel(tr("drag what must stay"), FontRole::Small, ColorRole::Muted))
    , m_resultTitle(new TextLabel(QString(), FontRole::BodyStrong))
    , m_resultNote(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
    , m_info(new IconButton(IconId::Info, tr("About this size")))
    , m_focal(new FocalView(m_room))
    , m_result(new ResultView(m_room))
{
    setObjectName(QStringLiteral("cropStage"));
    m_resultTitle->setObjectName(QStringLiteral("resultTitle"));
    m_resultNote->setObjectName(QStringLiteral("resultNote"));
    m_info->setObjectName(QStringLiteral("presetFactsButton"));
    m_info->setSide(24);
    m_info->setIconSide(16);
    for (TextLabel* label : {m_pictureNote, m_resultTitle, m_resultNote})
        label->setElide(Qt::ElideRight);
    m_pictureHead->setLayout(column({new TextLabel(tr("Picture"), FontRole::BodyStrong), Stretch{}, m_pictureNote}, 0));
    m_resultHead->setLayout(
        row({Wide{boxed(column({m_resultTitle, Stretch{}, m_resultNote}, 0))}, Aligned{m_info, Qt::AlignTop}}, 8));
    setLayout(column({Wide{m_room}, makeSwitches(actions)}, 0));

    connect(m_focal, &FocalView::pointMoved, this, &CropStage::pointMoved);
    connect(m_focal, &FocalView::pointKept, this, &CropStage::pointKept);
    connect(m_info, &IconButton::clicked, this, &CropStage::openFacts);
}

QWidget* CropStage::makeSwitches(ActionCatalog& actions)
{
    m_safeZones = new Switch(tr("Safe zones"));
    m_safeZones->setObjectName(QStringLiteral("safeZonesSwitch"));
    m_safeZones->setChecked(true);
    m_grid = new Switch(tr("Grid"));
    m_grid->setObjectName(QStringLiteral("gridSwitch"));
    auto* center = new Button(IconId::Focal, tr("Point to the middle"), ButtonKind::Quiet);
    center->setObjectName(QStringLiteral("centerPointButton"));
    center->setMuted(true);
    QAction* centerAction = actions[ActionId::DeliverCenterFocalPoint];
    setTooltip(center, tr("Put the point that must stay in the middle of the picture"), centerAction->shortcut());
    setTooltip(m_safeZones, tr("Show what the app covers"), actions[ActionId::DeliverToggleSafeZones]->shortcut());
    setTooltip(m_grid, tr("Show the thirds"), actions[ActionId::DeliverToggleGrid]->shortcut());
    connect(m_safeZones, &Switch::toggled, this, &CropStage::showSubject);
    connect(m_grid, &Switch::toggled, this, &CropStage::showSubject);
    connect(actions[ActionId::DeliverToggleSafeZones], &QAction::triggered, m_safeZones, &Switch::toggle);
    connect(actions[ActionId::DeliverToggleGrid], &QAction::triggered, m_grid, &Switch::toggle);
    connect(center, &Button::clicked, centerAction, &QAction::trigger);
    connect(centerAction, &QAction::triggered, this, [this] {
        Q_EMIT pointMoved({0.5, 0.5});
        Q_EMIT pointKept();
    });
    QWidget* switches =
        boxed(row({Stretch{}, m_safeZones, Gap{4}, m_grid, Gap{4}, center, Stretch{}}, 8, margins(16, 0)));
    switches->setFixedHeight(scaled(48));
    return switches;
}

void CropStage::setPicture(const PictureLevels& picture, QSize size)
{
    m_subject.picture = picture;
    m_subject.size = size;
    showSubject();
    arrange();
}

void CropStage::setFocalPoint(QPointF point)
{
    m_subject.focalPoint = point;
    showSubject();
}

void CropStage::setPreset(const Preset& preset)
{
    m_subject.preset = preset;
    showSubject();
    arrange();
}

void CropStage::setProblem(const QString& sentence)
{
    m_problem = sentence;
    m_pictureNote->setText(sentence.isEmpty() ? tr("drag what must stay") : sentence);
    m_pictureNote->setColorRole(sentence.isEmpty() ? ColorRole::Muted : ColorRole::Bad);
}

void CropStage::showSubject()
{
    m_subject.showsSafeZones = m_safeZones->isChecked();
    m_subject.showsGrid = m_grid->isChecked();
    m_focal->setSubject(m_subject);
    m_result->setSubject(m_subject);
    showFacts();
}

void CropStage::showFacts()
{
    const Preset& preset = m_subject.preset;
    const bool hasPreset = !preset.size.isEmpty();
    m_info->setVisible(hasPreset);
    m_resultTitle->setText(hasPreset ? preset.label : tr("No size is chosen"));
    if (!hasPreset || m_subject.size.isEmpty()) {
        m_resultNote->setText(QString());
        return;
    }
    const int lost = percent(cropLoss(m_subject.size, preset.size));
    const bool saysRatio = preset.label.contains(ratioText(preset.size));
    const QString kept = lost == 0 ? tr("keeps everything") : tr("keeps %1 %").arg(100 - lost);
    const bool isHarshCrop = isHarsh(m_subject.size, preset.size);
    QStringList facts{kept};
    if (!saysRatio)
        facts.prepend(ratioText(preset.size));
    if (const QString enlarged = enlargedText(enlargement(m_subject.size, preset.size)); !enlarged.isEmpty())
        facts.append(enlarged);
    m_resultNote->setText(facts.join(QStringLiteral(" · ")));
    m_resultNote->setColorRole(isHarshCrop || facts.size() > (saysRatio ? 1 : 2) ? ColorRole::Warn : ColorRole::Muted);
    m_result->setAccessibleName(tr("%1, %2").arg(presetName(preset), m_resultNote->text()));
}

void CropStage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    arrange();
}

void CropStage::arrange()
{
    const int head = scaled(40);
    const QRect area = m_room->rect().adjusted(stageGap, 12 + head + headGap, -stageGap, -4);
    const QSize shape = m_subject.size.isEmpty() ? QSize(1, 1) : m_subject.size;
    const QSize result = m_subject.preset.size.isEmpty() ? shape : m_subject.preset.size;
    const StageLayout places = stageLayout(area, shape, result, stageGap);
    const bool hasRoom = !places.picture.isEmpty();
    for (QWidget* widget :
        {static_cast<QWidget*>(m_focal), static_cast<QWidget*>(m_result), m_pictureHead, m_resultHead})
        widget->setVisible(hasRoom);
    if (!hasRoom)
        return;
    m_focal->setGeometry(places.picture);
    m_result->setGeometry(places.result);
    // A heading may be wider than its picture: the first one up to the second, the second up to the edge.
    const int top = places.picture.top() - headGap - head;
    const int firstEnd = places.result.left() - 12;
    m_pictureHead->setGeometry(places.picture.left(), top, firstEnd - places.picture.left(), head);
    const int secondEnd = std::max(places.result.right() + 1, m_room->width() - stageGap);
    m_resultHead->setGeometry(places.result.left(), top, secondEnd - places.result.left(), head);
}

void CropStage::openFacts()
{
    auto* card = new PopupCard(this);
    card->setObjectName(QStringLiteral("presetFactsCard"));
    card->setAttribute(Qt::WA_DeleteOnClose);
    auto* title = new TextLabel(presetName(m_subject.preset), FontRole::Section);
    auto* facts = new TextLabel(presetFacts(m_subject.preset), FontRole::Small, ColorRole::Muted);
    facts->setWrapping(true);
    facts->setFixedWidth(factsWidth);
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    card->setLayout(column({title, facts}, 8, margins(12)));
    card->openBelow(m_info);
}

} // namespace batchroom
