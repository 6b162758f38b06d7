// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/lightbox_bar.h"

#include "ui/actions/action_catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QLocale>
#include <QMenu>

#include <cmath>

namespace batchroom {

namespace {

constexpr int sideCounts[] = {1, 2, 4};
constexpr int roomForAll = 720;

IconButton* actionButton(ActionCatalog& actions, ActionId id, IconId icon)
{
    auto* button = new IconButton(icon, actions[id]->text());
    button->setAction(actions[id]);
    return button;
}

} // namespace

LightboxBar::LightboxBar(ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel(QString(), FontRole::Section))
    , m_count(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_link(new Chip(tr("Linked zoom")))
    , m_zoom(new ComboButton(QString(), ComboButton::Look::Control))
    , m_sides(new SegmentedControl({tr("Single"), tr("2 up"), tr("4 up")}))
{
    auto* close = actionButton(actions, ActionId::LightboxClose, IconId::Close);
    close->setObjectName(QStringLiteral("closeLightboxButton"));
    m_count->setObjectName(QStringLiteral("lightboxCount"));
    m_link->setObjectName(QStringLiteral("linkedZoomChip"));
    m_link->setRemovable(false);
    m_link->setOn(true);
    m_zoom->setObjectName(QStringLiteral("zoomButton"));
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setCompact(true);
    m_zoom->setMenu(makeZoomMenu());
    m_sides->setObjectName(QStringLiteral("sidesControl"));
    m_sides->setAccessibleName(tr("Pictures side by side"));
    auto* full = actionButton(actions, ActionId::LightboxFullScreen, IconId::Expand);
    auto* previous = actionButton(actions, ActionId::LightboxPrevious, IconId::ChevronLeft);
    auto* next = actionButton(actions, ActionId::LightboxNext, IconId::ChevronRight);
    auto* undo = actionButton(actions, ActionId::Undo, IconId::Undo);
    auto* divider = new Divider(Qt::Vertical);
    m_extras = {previous, next, undo, divider};
    auto* surface = new Surface(ColorRole::Window, Qt::BottomEdge);
    surface->setFixedHeight(scaled(48));
    surface->setLayout(
        row({close, m_title, m_count, Stretch{}, previous, next, undo, divider, m_link, m_zoom, m_sides, full}, 8,
            margins(12, 0)));
    surface->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setLayout(column({surface}, 0));
    connect(m_link, &Chip::clicked, this, [this] {
        m_isLinked = !m_isLinked;
        m_link->setOn(m_isLinked);
        Q_EMIT linkedChanged(m_isLinked);
    });
    connect(m_sides, &SegmentedControl::currentChanged, this,
        [this](int index) { Q_EMIT countRequested(sideCounts[std::clamp(index, 0, 2)]); });
}

QMenu* LightboxBar::makeZoomMenu()
{
    auto* menu = new QMenu(this);
    connect(menu->addAction(tr("Fit")), &QAction::triggered, this, [this] { Q_EMIT scaleRequested(0); });
    for (const int percent : {50, 100, 200, 400})
        connect(menu->addAction(tr("%1 %").arg(percent)), &QAction::triggered, this,
            [this, percent] { Q_EMIT scaleRequested(percent / 100.0); });
    return menu;
}

void LightboxBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (QWidget* extra : m_extras)
        extra->setVisible(width() >= scaled(roomForAll));
}

void LightboxBar::setPosition(int shown, int number, int total)
{
    const QLocale locale;
    m_title->setText(shown > 1 ? tr("Compare") : tr("Picture"));
    m_count->setText(tr("%1 of %2").arg(locale.toString(shown > 1 ? shown : number), locale.toString(total)));
    m_sides->setCurrent(shown == 1 ? 0 : shown == 2 ? 1 : 2);
    m_link->setVisible(shown > 1);
}

void LightboxBar::setZoom(double scale, bool isFit)
{
    const int percent = int(std::lround(scale * 100));
    m_zoom->setText(isFit ? tr("Fit · %1 %").arg(percent) : tr("%1 %").arg(percent));
}

} // namespace batchroom
