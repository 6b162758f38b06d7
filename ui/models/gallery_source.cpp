// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_source.h"

#include "app/library/document_shelf.h"

#include <QSet>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto arrivalsTogether = 250ms;
constexpr auto keepingDelay = 500ms;
constexpr int mostBatches = 300;

QList<AssetId> onePerBatch(const QList<AssetRow>& rows)
{
    QSet<BatchId> seen;
    QList<AssetId> assets;
    for (const AssetRow& row : rows) {
        if (seen.size() == mostBatches)
            break;
        if (row.batch && !seen.contains(row.batch)) {
            seen.insert(row.batch);
            assets.append(row.id);
        }
    }
    return assets;
}

} // namespace

GallerySource::GallerySource(AssetIndex& index, DocumentShelf& shelf, GalleryRows& rows, QObject* parent)
    : QObject(parent)
    , m_index(index)
    , m_shelf(shelf)
    , m_rows(rows)
{
    m_arrivals.setSingleShot(true);
    m_arrivals.setInterval(arrivalsTogether);
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(keepingDelay);
    connect(&m_arrivals, &QTimer::timeout, this, &GallerySource::addNew);
    connect(&m_keeping, &QTimer::timeout, this, &GallerySource::keepLook);
    connect(&m_index, &AssetIndex::assetAdded, this, [this] {
        if (!m_arrivals.isActive())
            m_arrivals.start();
    });
    connect(&m_index, &AssetIndex::reviewed, this,
        [this](const QList<AssetId>& assets, std::optional<Decision> decision, std::optional<int> rating) {
            m_rows.noteReview(assets, decision, rating);
        });
}

GallerySource::~GallerySource()
{
    if (m_keeping.isActive())
        keepLook();
}

AssetFilter GallerySource::withoutCampaign(AssetFilter filter)
{
    filter.campaign.reset();
    return filter;
}

AssetFilter GallerySource::filterNow() const
{
    AssetFilter filter = m_look.filter;
    filter.campaign = m_campaign;
    return filter;
}

void GallerySource::setCampaign(std::optional<CampaignId> campaign)
{
    if (m_keeping.isActive())
        keepLook();
    if (m_campaign == campaign && (m_isLoaded || m_isAskingForLook))
        return;
    m_campaign = campaign;
    m_filterMeanwhile.reset();
    if (const auto kept = m_kept.constFind(galleryDocument(campaign)); kept != m_kept.cend()) {
        m_isAskingForLook = false;
        takeLook(GalleryLook(*kept));
        load();
        return;
    }
    m_isAskingForLook = true;
    const quint64 question = ++m_question;
    m_shelf.load(galleryDocument(campaign)).then(this, [this, question](const Result<QByteArray>& document) {
        if (question != m_question)
            return;
        m_isAskingForLook = false;
        takeLook(document ? galleryLookFromJson(*document) : GalleryLook());
        load();
        if (const auto filter = std::exchange(m_filterMeanwhile, std::nullopt))
            setFilter(*filter);
    });
}

void GallerySource::takeLook(const GalleryLook& look)
{
    m_look = look;
    Q_EMIT lookChanged();
    const bool namesAreMissing = std::any_of(m_look.filter.batches.cbegin(), m_look.filter.batches.cend(),
        [this](BatchId batch) { return !m_batchNames.contains(batch); });
    if (namesAreMissing)
        askForBatches(this, [this](const QList<BatchChoice>&) { Q_EMIT lookChanged(); });
}

void GallerySource::setFilter(const AssetFilter& filter)
{
    if (m_isAskingForLook) {
        m_filterMeanwhile = filter;
        return;
    }
    if (withoutCampaign(filter) == m_look.filter)
        return;
    GalleryLook look = m_look;
    look.filter = withoutCampaign(filter);
    takeLook(look);
    m_keeping.start();
    load();
}

void GallerySource::clearFilters()
{
    AssetFilter nothing;
    nothing.sort = m_look.filter.sort;
    setFilter(nothing);
}

void GallerySource::setShape(GalleryShape shape)
{
    m_look.shape = shape;
    m_keeping.start();
}

void GallerySource::setPictureHeight(int height)
{
    m_look.pictureHeight = height;
    m_keeping.start();
}

void GallerySource::keepLook()
{
    m_keeping.stop();
    m_kept.insert(galleryDocument(m_campaign), m_look);
    m_shelf.save(galleryDocument(m_campaign), toJson(m_look));
}

void GallerySource::load()
{
    const quint64 question = ++m_question;
    const AssetSort sort = m_look.filter.sort;
    m_index.select(filterNow()).then(this, [this, question, sort](const Result<AssetSelection>& selection) {
        if (question != m_question)
            return;
        if (!selection) {
            if (selection.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(selection.error().what);
            return;
        }
        m_isLoaded = true;
        if (!hasFilters())
            m_countOfAll = selection->totals.count;
        m_rows.reset(*selection, sort);
        Q_EMIT loaded();
        finishReveal();
        if (hasFilters())
            countAll();
    });
}

void GallerySource::countAll()
{
    AssetFilter everything;
    everything.campaign = m_campaign;
    m_index.select(everything).then(this, [this, question = m_question](const Result<AssetSelection>& selection) {
        if (question != m_question || !selection || m_countOfAll == selection->totals.count)
            return;
        m_countOfAll = selection->totals.count;
        Q_EMIT loaded();
    });
}

// One question at a time: while a long list is read, more arrivals wait for the next.
void GallerySource::addNew()
{
    if (!m_isLoaded)
        return;
    if (m_isAdding) {
        m_arrivals.start();
        return;
    }
    m_isAdding = true;
    m_index.select(filterNow()).then(this, [this, question = m_question](const Result<AssetSelection>& selection) {
        m_isAdding = false;
        if (question != m_question || !selection)
            return;
        m_rows.insertNew(*selection);
        if (!hasFilters())
            m_countOfAll = m_rows.count();
        else
            countAll();
        Q_EMIT loaded();
        finishReveal();
    });
}

void GallerySource::reveal(AssetId asset)
{
    m_toReveal = asset;
    if (m_isLoaded && !m_isAskingForLook)
        finishReveal();
    else
        setCampaign(m_campaign);
}

void GallerySource::finishReveal()
{
    if (!m_toReveal)
        return;
    const int index = m_rows.indexOf(m_toReveal);
    if (index >= 0) {
        m_toReveal = {};
        m_rows.pick(index, GalleryRows::Pick::Only);
        Q_EMIT revealed(index);
        return;
    }
    if (hasFilters()) {
        clearFilters();
    } else if (m_campaign) {
        m_campaign.reset();
        load();
    } else if (!m_arrivals.isActive() && !m_isAdding) {
        m_toReveal = {}; // not in the library
    }
}

void GallerySource::askForBatches(QObject* context, std::function<void(const QList<BatchChoice>&)> answer)
{
    AssetFilter everything;
    everything.campaign = m_campaign;
    m_index.select(everything)
        .then(context,
            [this](const Result<AssetSelection>& selection) {
                return m_index.assets(onePerBatch(selection ? selection->rows : QList<AssetRow>()));
            })
        .unwrap()
        .then(context, [this, answer = std::move(answer)](const Result<QList<Asset>>& assets) {
            QList<BatchChoice> choices;
            for (const Asset& asset : assets ? *assets : QList<Asset>()) {
                m_batchNames.insert(asset.batch, asset.batchName);
                choices.append({asset.batch, asset.batchName});
            }
            answer(choices);
        });
}

} // namespace batchroom
