// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/kit/focus_ring.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/popups.h"

#include <QButtonGroup>
#include <QVBoxLayout>

namespace batchroom {

namespace {

constexpr int railWidth = 76;
constexpr int itemWidth = 60;
constexpr int itemHeight = 56;
constexpr int iconSide = 20;

ActionId goTo(Place place)
{
    switch (place) {
    case Place::Queue: return ActionId::GoQueue;
    case Place::Gallery: return ActionId::GoGallery;
    case Place::Deliver: return ActionId::GoDeliver;
    case Place::Events: return ActionId::GoEvents;
    case Place::Settings: return ActionId::GoSettings;
    default: return ActionId::GoCompose;
    }
}

} // namespace

RailItem::RailItem(IconId icon, const QString& word, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon)
{
    setText(word);
    setAccessibleName(word);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    followFocus(this, controlRadius);
}

void RailItem::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleDescription(count > 0 ? tr("%1 need you").arg(count) : QString());
    update();
}

QSize RailItem::sizeHint() const
{
    return {scaled(itemWidth), scaled(itemHeight)};
}

void RailItem::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse())
        paintPanel(painter, rect(), controlRadius, isChecked() ? theme().press : theme().hover);
    const int textHeight = QFontMetrics(fontOf(FontRole::SmallMedium)).height();
    const int top = (height() - iconSide - 4 - textHeight) / 2;
    paintIcon(
        painter, m_icon, QRect(0, top, width(), iconSide), isChecked() ? theme().accent : theme().muted, iconSide);
    const bool isLit = isChecked() || underMouse();
    paintText(painter, QRect(0, top + iconSide + 4, width(), textHeight), text(),
        isChecked() ? FontRole::SmallMedium : FontRole::Small, isLit ? theme().text : theme().muted, Qt::AlignCenter);
    if (m_count > 0)
        paintCount(painter);
}

void RailItem::paintCount(QPainter& painter) const
{
    const QString figure = m_count > 99 ? QStringLiteral("99+") : QString::number(m_count);
    const int textWidth = QFontMetrics(fontOf(FontRole::SmallStrong)).horizontalAdvance(figure);
    const int high = scaled(16);
    const int wide = std::max(high, textWidth + 8);
    const QRectF badge(width() - 6 - wide, 4, wide, high);
    paintPanel(painter, badge, high / 2.0, theme().warn);
    paintText(painter, badge.toRect(), figure, FontRole::SmallStrong, theme().panel, Qt::AlignCenter);
}

Rail::Rail(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setFixedWidth(scaled(railWidth));
    setObjectName(QStringLiteral("placesRail"));
    setAccessibleName(tr("Places"));
    auto* items = new QVBoxLayout(this);
    items->setContentsMargins(8, 8, 8, 8);
    items->setSpacing(4);
    items->addWidget(add(Place::Compose, IconId::Compose));
    items->addWidget(add(Place::Queue, IconId::Queue));
    items->addWidget(add(Place::Gallery, IconId::Gallery));
    items->addWidget(add(Place::Deliver, IconId::Deliver));
    items->addWidget(add(Place::Events, IconId::Events));
    items->addStretch();
    items->addWidget(add(Place::Settings, IconId::Settings));
    setCurrent(Place::Compose);
}

RailItem* Rail::add(Place place, IconId icon)
{
    auto* item = new RailItem(icon, placeName(place), this);
    item->setObjectName(QStringLiteral("place%1Button").arg(static_cast<int>(place)));
    setTooltip(item, placeName(place), actionKeys(specOf(goTo(place))).value(0));
    m_group->addButton(item);
    m_items.insert(place, item);
    connect(item, &QAbstractButton::clicked, this, [this, place] { Q_EMIT chosen(place); });
    return item;
}

void Rail::setCurrent(Place place)
{
    if (RailItem* item = m_items.value(place))
        item->setChecked(true);
    update();
}

void Rail::setCount(Place place, int count)
{
    if (RailItem* item = m_items.value(place))
        item->setCount(count);
}

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    paintVerticalLine(painter, width() - 1, 0, height(), theme().line);
    const QAbstractButton* current = m_group->checkedButton();
    if (!current)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bar(0, current->geometry().center().y() - 11, 3, 24);
    paintPanel(painter, bar, 1.5, theme().accent);
}

} // namespace batchroom
