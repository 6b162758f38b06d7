// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_grid.h"

#include "ui/gallery/tile_paint.h"
#include "ui/kit/buttons.h"
#include "ui/kit/paint.h"
#include "ui/models/thumbnail_cache.h"

#include <QLocale>
#include <QPaintEvent>
#include <QScrollBar>
#include <QTimerEvent>

namespace batchroom {

namespace {

constexpr int sideMargin = 16;
constexpr int topMargin = 6;
constexpr int bottomMargin = 8;
constexpr int ringRoom = 4;
constexpr int fadeMilliseconds = 120;
constexpr int frameMilliseconds = 16;
constexpr int tilePicturesKilobytes = 64 * 1024;
constexpr int smallThumbnail = 256;
constexpr int pagesAhead = 2;

} // namespace

GalleryGrid::GalleryGrid(GalleryRows& rows, ThumbnailCache& small, ThumbnailCache& large, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_rows(rows)
    , m_small(small)
    , m_large(large)
    , m_pictures(tilePicturesKilobytes)
    , m_pill(new Button(IconId::ArrowUp, QString(), ButtonKind::Secondary, viewport()))
{
    setObjectName(QStringLiteral("galleryGrid"));
    setAccessibleName(tr("Pictures"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->setSingleStep(40);
    m_pill->setObjectName(QStringLiteral("newPicturesButton"));
    m_pill->setSize(ButtonSize::Small);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    m_clock.start();
    connect(m_pill, &QAbstractButton::clicked, this, &GalleryGrid::goToTop);
    connect(&m_rows, &GalleryRows::rowsReset, this, &GalleryGrid::takeReset);
    connect(&m_rows, &GalleryRows::rowsInserted, this, &GalleryGrid::takeInserted);
    connect(&m_rows, &GalleryRows::rowsChanged, this, [this](const QList<int>& indexes) {
        for (const int index : indexes)
            updateTile(index);
        announceReview(indexes);
    });
    connect(&m_rows, &GalleryRows::chosenChanged, this, [this] {
        viewport()->update();
        announceChosen();
    });
    connect(&m_rows, &GalleryRows::currentChanged, this, [this](int index) {
        if (index >= 0 && isVisible())
            announceCurrent();
        viewport()->update();
    });
    for (const ThumbnailCache* thumbnails : {&m_small, &m_large})
        connect(thumbnails, &ThumbnailCache::loaded, this, &GalleryGrid::takeLoaded);
}

GalleryGrid::~GalleryGrid() = default;

void GalleryGrid::setShape(GalleryShape shape)
{
    if (m_shape == shape)
        return;
    const std::optional<Anchor> anchor = anchorInView();
    m_shape = shape;
    m_apart = 0;
    rebuild(anchor);
}

void GalleryGrid::setPictureHeight(int height)
{
    if (m_pictureHeight == height)
        return;
    const std::optional<Anchor> anchor = anchorInView();
    m_pictureHeight = height;
    m_apart = 0;
    rebuild(anchor);
}

int GalleryGrid::scrolled() const
{
    return verticalScrollBar()->value();
}

QPoint GalleryGrid::toContent(QPoint inViewport) const
{
    return inViewport + QPoint(-sideMargin, scrolled() - topMargin);
}

QRect GalleryGrid::toViewport(const QRect& inContent) const
{
    return inContent.translated(sideMargin, topMargin - scrolled());
}

QRect GalleryGrid::tileArea(int index) const
{
    const GalleryTile tile = m_layout.tile(index);
    return tile.index < 0 ? QRect() : toViewport(tile.picture);
}

std::pair<int, int> GalleryGrid::visibleRange() const
{
    const auto [first, last] = m_layout.linesBetween(scrolled() - topMargin, scrolled() + viewport()->height());
    if (last < first)
        return {0, -1};
    const GalleryLine& end = m_layout.lines()[static_cast<size_t>(last)];
    return {m_layout.lines()[static_cast<size_t>(first)].first, end.first + end.count - 1};
}

// The current picture when it is in view, else the first one that is.
std::optional<GalleryGrid::Anchor> GalleryGrid::anchorInView() const
{
    const auto [first, last] = visibleRange();
    if (last < first || last >= m_rows.count())
        return std::nullopt;
    int index = m_rows.current();
    if (index < first || index > last)
        index = first;
    return Anchor{m_rows.idAt(index), m_layout.tile(index).picture.top() - scrolled()};
}

void GalleryGrid::rebuild(const std::optional<Anchor>& anchor)
{
    GalleryMetrics metrics;
    metrics.width = viewport()->width() - 2 * sideMargin;
    metrics.pictureHeight = m_pictureHeight;
    metrics.captionHeight = scaled(28);
    m_layout.build(m_rows.rows(), m_shape, metrics, m_apart);
    follow(anchor);
}

// Scroll bar, pill and thumbnails after the geometry changed.
void GalleryGrid::follow(const std::optional<Anchor>& anchor)
{
    QScrollBar* bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setRange(0, std::max(0, m_layout.height() + topMargin + bottomMargin - viewport()->height()));
    const int index = anchor ? m_rows.indexOf(anchor->asset) : -1;
    if (index >= 0)
        bar->setValue(m_layout.tile(index).picture.top() - anchor->offset);
    placePill();
    wantPictures();
    viewport()->update();
}

void GalleryGrid::takeReset()
{
    m_apart = 0;
    m_fading.clear();
    rebuild(std::nullopt);
    if (m_rows.current() < 0)
        verticalScrollBar()->setValue(0);
    else
        ensureVisible(m_rows.current());
}

void GalleryGrid::takeInserted(int first, int count)
{
    // The layout is still the old one, the rows have moved on already.
    std::optional<Anchor> anchor;
    const auto [from, to] = visibleRange();
    if (to >= from && (scrolled() > 0 || m_rows.chosenCount() > 0)) {
        const int current = m_rows.current() < first ? m_rows.current() : m_rows.current() - count;
        const int before = current >= from && current <= to ? current : from;
        const int now = before < first ? before : before + count;
        anchor = Anchor{m_rows.idAt(now), m_layout.tile(before).picture.top() - scrolled()};
    }
    if (first == 0 && anchor) {
        m_apart += count;
        m_layout.addInFront(m_rows.rows(), count);
        follow(anchor);
        return;
    }
    m_apart = 0;
    rebuild(anchor);
}

void GalleryGrid::goToTop()
{
    m_apart = 0;
    rebuild(std::nullopt);
    verticalScrollBar()->setValue(0);
}

void GalleryGrid::placePill()
{
    m_pill->setVisible(m_apart > 0 && scrolled() > 0);
    if (!m_pill->isVisibleTo(viewport()))
        return;
    m_pill->setText(tr("%1 new").arg(QLocale().toString(m_apart)));
    m_pill->adjustSize();
    m_pill->move((viewport()->width() - m_pill->width()) / 2, 12);
}

void GalleryGrid::ensureVisible(int index)
{
    if (index < 0 || index >= m_layout.count())
        return;
    const QRect picture = m_layout.tile(index).picture;
    const int bottom = picture.bottom() + m_layout.metrics().captionHeight + topMargin + bottomMargin;
    QScrollBar* bar = verticalScrollBar();
    if (picture.top() < bar->value() || picture.height() > viewport()->height())
        bar->setValue(picture.top());
    else if (bottom > bar->value() + viewport()->height())
        bar->setValue(bottom - viewport()->height());
}

ThumbnailCache& GalleryGrid::cache() const
{
    const int longest = int(m_pictureHeight * 1.4 * devicePixelRatioF());
    return longest > smallThumbnail ? m_large : m_small;
}

QPixmap GalleryGrid::thumbnail(AssetId asset) const
{
    const QPixmap wanted = cache().pixmap(asset);
    if (!wanted.isNull())
        return wanted;
    return &cache() == &m_large ? m_small.pixmap(asset) : m_large.pixmap(asset);
}

// What is visible first, then ahead in the direction of scrolling, then one page behind.
void GalleryGrid::wantPictures()
{
    const int page = viewport()->height();
    const auto [first, last] = m_layout.linesBetween(scrolled() - topMargin, scrolled() + page);
    const int perPage = std::max(1, last - first + 1);
    QList<AssetId> wanted;
    const auto add = [&](int line) {
        if (line < 0 || line >= static_cast<int>(m_layout.lines().size()))
            return;
        const GalleryLine& pictures = m_layout.lines()[static_cast<size_t>(line)];
        for (int i = pictures.first; i < pictures.first + pictures.count; ++i)
            wanted.append(m_rows.idAt(i));
    };
    for (int line = first; line <= last; ++line)
        add(line);
    for (int i = 1; i <= pagesAhead * perPage; ++i)
        add(m_direction > 0 ? last + i : first - i);
    for (int i = 1; i <= perPage; ++i)
        add(m_direction > 0 ? first - i : last + i);
    cache().want(wanted);
    (&cache() == &m_large ? m_small : m_large).want({});
}

void GalleryGrid::takeLoaded(const QList<AssetId>& assets)
{
    const auto [first, last] = visibleRange();
    for (const AssetId asset : assets) {
        m_pictures.forget(asset);
        const int index = m_rows.indexOf(asset);
        if (index < first || index > last)
            continue;
        if (animationsWanted() && isVisible())
            m_fading.insert(asset, m_clock.elapsed());
        updateTile(index);
    }
    if (!m_fading.isEmpty() && !m_fadeTimer.isActive())
        m_fadeTimer.start(frameMilliseconds, this);
    wantPictures(); // a thumbnail may have been made again
    Q_EMIT thumbnailsLoaded(assets);
}

void GalleryGrid::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_fadeTimer.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const qint64 now = m_clock.elapsed();
    for (auto fading = m_fading.begin(); fading != m_fading.end();) {
        updateTile(m_rows.indexOf(fading.key()));
        fading = now - fading.value() > fadeMilliseconds ? m_fading.erase(fading) : std::next(fading);
    }
    if (m_fading.isEmpty())
        m_fadeTimer.stop();
}

double GalleryGrid::presenceOf(AssetId asset) const
{
    const auto fading = m_fading.constFind(asset);
    if (fading == m_fading.cend())
        return 1;
    return std::clamp(double(m_clock.elapsed() - *fading) / fadeMilliseconds, 0.0, 1.0);
}

void GalleryGrid::updateTile(int index)
{
    const GalleryTile tile = m_layout.tile(index);
    if (tile.index < 0)
        return;
    const QRect area = toViewport(tile.picture.united(tile.caption));
    viewport()->update(area.adjusted(-ringRoom, -ringRoom, ringRoom, ringRoom));
}

QPixmap GalleryGrid::pictureOf(const GalleryTile& tile, const AssetRow& row, bool* isFinal)
{
    const qreal dpr = devicePixelRatioF();
    const QSize pixels = tile.picture.size() * dpr;
    const QPixmap made = m_pictures.find(row.id, pixels);
    if (!made.isNull())
        return made;
    const QPixmap source = thumbnail(row.id);
    if (source.isNull())
        return {};
    if (m_pictures.isOutOfTime()) {
        *isFinal = false;
        return source;
    }
    return m_pictures.make(row.id, source, pixels, dpr);
}

void GalleryGrid::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme().window);
    paintTiles(painter, event->rect());
    if (m_band) {
        const QRect band = QRect(m_band->from, m_band->to).normalized().translated(-toContent(QPoint(0, 0)));
        painter.setOpacity(0.35);
        paintPanel(painter, band, 2, theme().selection, theme().accent);
    }
    Q_EMIT painted();
}

void GalleryGrid::paintTiles(QPainter& painter, const QRect& area)
{
    m_pictures.beginFrame();
    bool isFinal = true;
    const QRect reach = area.adjusted(-ringRoom, -ringRoom, ringRoom, ringRoom);
    const QRect inContent(toContent(reach.topLeft()), reach.size());
    for (const int index : m_layout.indexesIn(inContent)) {
        GalleryTile tile = m_layout.tile(index);
        const AssetRow& row = m_rows.at(index);
        TileLook look;
        look.picture = pictureOf(tile, row, &isFinal);
        look.presence = presenceOf(row.id);
        look.isChosen = m_rows.isChosen(index);
        look.isCurrent = index == m_rows.current();
        look.hasFocus = hasFocus();
        tile.picture = toViewport(tile.picture);
        tile.caption = toViewport(tile.caption);
        paintTile(painter, tile, row, look);
    }
    if (!isFinal)
        QMetaObject::invokeMethod(
            viewport(), [this] { viewport()->update(); }, Qt::QueuedConnection);
}

void GalleryGrid::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    const std::optional<Anchor> anchor = anchorInView();
    m_apart = 0;
    rebuild(anchor);
}

void GalleryGrid::scrollContentsBy(int, int dy)
{
    m_direction = dy > 0 ? -1 : 1;
    placePill();
    wantPictures();
    viewport()->update();
}

void GalleryGrid::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild(anchorInView());
    QAbstractScrollArea::changeEvent(event);
}

} // namespace batchroom
