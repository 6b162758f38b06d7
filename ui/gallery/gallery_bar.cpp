// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_bar.h"

#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"

#include <QLocale>
#include <QMenu>

namespace batchroom {

namespace {

constexpr int sizeStep = 24;

QString sortWords(AssetSort sort)
{
    switch (sort) {
    case AssetSort::NewestFirst: return GalleryBar::tr("Newest first");
    case AssetSort::OldestFirst: return GalleryBar::tr("Oldest first");
    case AssetSort::BestFirst: return GalleryBar::tr("Best first");
    }
    return {};
}

} // namespace

GalleryBar::GalleryBar(GallerySource& source, const GalleryRows& rows, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_rows(rows)
    , m_count(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_cost(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
    , m_costPart(boxed(row({new Divider(Qt::Vertical), m_cost}, 12)))
    , m_size(new Slider(tr("Size of the pictures")))
    , m_shape(new SegmentedControl({tr("Justified"), tr("Square")}))
    , m_sort(new ComboButton(QString(), ComboButton::Look::Control))
{
    m_count->setObjectName(QStringLiteral("galleryCount"));
    m_cost->setObjectName(QStringLiteral("galleryCost"));
    m_cost->setElide(Qt::ElideRight); // so that it never widens the window
    m_costPart->hide();
    m_size->setObjectName(QStringLiteral("gallerySizeSlider"));
    m_size->setRange(GalleryLook::smallest, GalleryLook::largest);
    m_size->setSingleStep(sizeStep / 2);
    m_size->setPageStep(sizeStep);
    m_size->setFixedWidth(96);
    m_size->setFocusPolicy(Qt::TabFocus); // after a click the arrows are the grid's again
    m_shape->setObjectName(QStringLiteral("galleryShape"));
    m_shape->setAccessibleName(tr("Shape of the grid"));
    m_sort->setObjectName(QStringLiteral("gallerySortButton"));
    m_sort->setAccessibleName(tr("Order"));
    m_sort->setCompact(true);
    auto* menu = new QMenu(this);
    for (const AssetSort sort : {AssetSort::NewestFirst, AssetSort::OldestFirst, AssetSort::BestFirst})
        connect(menu->addAction(sortWords(sort)), &QAction::triggered, this, [this, sort] {
            AssetFilter filter = m_source.look().filter;
            filter.sort = sort;
            m_source.setFilter(filter);
        });
    m_sort->setMenu(menu);
    auto* surface = new Surface(ColorRole::Window, Qt::BottomEdge);
    m_surface = surface;
    surface->setFixedHeight(scaled(48));
    auto* title = new TextLabel(tr("Gallery"), FontRole::Title);
    surface->setLayout(
        row({title, Gap{4}, m_count, Gap{4}, m_costPart, Stretch{}, new IconLabel(IconId::Image, ColorRole::Muted, 14),
                m_size, new IconLabel(IconId::Image, ColorRole::Muted, 20), Gap{8}, m_shape, m_sort},
            8, margins(16, 0)));
    setLayout(column({surface}, 0));
    connect(m_size, &QAbstractSlider::valueChanged, this, [this](int height) {
        m_source.setPictureHeight(height);
        Q_EMIT pictureHeightChanged(height);
    });
    connect(m_shape, &SegmentedControl::currentChanged, this, [this](int index) {
        const auto shape = index == 1 ? GalleryShape::Square : GalleryShape::Justified;
        m_source.setShape(shape);
        Q_EMIT shapeChanged(shape);
    });
    connect(&m_source, &GallerySource::lookChanged, this, &GalleryBar::refreshLook);
    connect(&m_source, &GallerySource::loaded, this, &GalleryBar::refreshCount);
    refreshLook();
}

void GalleryBar::refreshLook()
{
    const GalleryLook& look = m_source.look();
    const QSignalBlocker quiet(m_size);
    m_size->setValue(look.pictureHeight);
    m_shape->setCurrent(look.shape == GalleryShape::Square ? 1 : 0);
    m_sort->setText(sortWords(look.filter.sort));
    Q_EMIT pictureHeightChanged(look.pictureHeight);
    Q_EMIT shapeChanged(look.shape);
}

void GalleryBar::refreshCount()
{
    const QLocale locale;
    const QString shown = locale.toString(m_rows.count());
    m_count->setText(m_source.hasFilters() ? tr("%1 of %2").arg(shown, locale.toString(m_source.countOfAll())) : shown);
}

void GalleryBar::setCost(const QString& words, const QString& detail)
{
    m_cost->setText(words);
    m_cost->setAccessibleDescription(detail);
    m_costPart->setToolTip(detail);
    showCostIfItFits();
}

// Half a figure would be a wrong one.
void GalleryBar::showCostIfItFits()
{
    m_costPart->setVisible(!m_cost->text().isEmpty());
    m_surface->layout()->invalidate();
    if (m_surface->layout()->sizeHint().width() > width())
        m_costPart->hide();
}

void GalleryBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showCostIfItFits();
}

void GalleryBar::changeSize(int steps)
{
    m_size->setValue(m_size->value() + steps * sizeStep);
}

} // namespace batchroom
