// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deliver_pictures.h"

#include "app/library/asset_index.h"
#include "ui/models/deliver_crops.h"

#include <QThreadPool>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int recentAssets = 64;
constexpr qsizetype mostSteps = 200;
constexpr std::chrono::milliseconds settleTime{60}; // a bulk approval is one question, not three hundred

using Pictures = Result<QList<DeliverPicture>>;

Pictures picturesOf(const Result<AssetSelection>& selection)
{
    if (!selection)
        return selection.error();
    QList<DeliverPicture> pictures;
    pictures.reserve(selection->rows.size());
    for (const AssetRow& row : selection->rows)
        pictures.append({row.id, QSize(row.width, row.height)});
    return pictures;
}

Pictures picturesOf(const Result<QList<Asset>>& assets)
{
    if (!assets)
        return assets.error();
    QList<DeliverPicture> pictures;
    pictures.reserve(assets->size());
    for (const Asset& asset : *assets)
        pictures.append({asset.id, asset.size});
    return pictures;
}

} // namespace

DeliverPictures::DeliverPictures(AssetIndex& index, QObject* parent)
    : QObject(parent)
    , m_index(index)
    , m_recent(recentAssets)
{
    m_reload.setSingleShot(true);
    m_reload.setInterval(settleTime);
    connect(&m_reload, &QTimer::timeout, this, &DeliverPictures::ask);
    connect(&index, &AssetIndex::reviewed, this,
        [this](const QList<AssetId>&, std::optional<Decision> decision, std::optional<int>) {
            // What is asked for and not answered yet may not know of it.
            if (decision && wantsApproved() && m_question > 0)
                m_reload.start();
        });
}

void DeliverPictures::showApproved()
{
    showAssets({});
}

void DeliverPictures::showAssets(const QList<AssetId>& assets)
{
    m_assets = assets;
    reload();
}

void DeliverPictures::setCampaign(std::optional<CampaignId> campaign)
{
    if (m_campaign == campaign)
        return;
    m_campaign = campaign;
    if (wantsApproved() && m_question > 0)
        reload();
}

void DeliverPictures::reload()
{
    ++m_question; // what is still on its way may answer for other pictures
    m_reload.start(0);
}

void DeliverPictures::ask()
{
    const quint64 question = ++m_question;
    const auto answer = [this, question](const Pictures& pictures) {
        if (question != m_question)
            return;
        if (pictures)
            take(*pictures);
        else if (pictures.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(pictures.error().what);
    };
    QThreadPool* pool = QThreadPool::globalInstance();
    if (!wantsApproved()) {
        m_index.assets(m_assets)
            .then(pool, [](const Result<QList<Asset>>& found) { return picturesOf(found); })
            .then(this, answer);
        return;
    }
    AssetFilter filter;
    filter.decisions = {Decision::Approved};
    filter.campaign = m_campaign;
    filter.sort = AssetSort::OldestFirst; // the first approved stays number 1 when more come
    m_index.select(filter)
        .then(pool, [](const Result<AssetSelection>& found) { return picturesOf(found); })
        .then(this, answer);
}

void DeliverPictures::take(const QList<DeliverPicture>& pictures)
{
    const AssetId looked = current();
    const bool isSame = m_isLoaded && m_isOfApproved == wantsApproved() && pictures == m_pictures;
    m_isLoaded = true;
    if (isSame)
        return;
    m_isOfApproved = wantsApproved();
    m_pictures = pictures;
    m_sizes.clear();
    for (const DeliverPicture& picture : pictures)
        ++m_sizes[{picture.size.width(), picture.size.height()}];
    const int row = rowOf(looked);
    m_current = row >= 0 ? row : std::min(std::max(0, m_current), count() - 1);
    Q_EMIT changed();
    if (row >= 0)
        return;
    loadCurrent();
    Q_EMIT currentChanged();
}

int DeliverPictures::rowOf(AssetId asset) const
{
    const auto found = std::ranges::find(std::as_const(m_pictures), asset, &DeliverPicture::asset);
    return found == m_pictures.cend() ? -1 : int(found - m_pictures.cbegin());
}

void DeliverPictures::setCurrentRow(int row)
{
    if (row < 0 || row >= count() || row == m_current)
        return;
    keepFocalPoint();
    m_current = row;
    loadCurrent();
    Q_EMIT currentChanged();
}

AssetId DeliverPictures::current() const
{
    return m_current < 0 ? AssetId() : m_pictures[m_current].asset;
}

QSize DeliverPictures::currentSize() const
{
    return m_current < 0 ? QSize() : m_pictures[m_current].size;
}

QPointF DeliverPictures::focalPoint() const
{
    return m_asset ? m_asset->focalPoint : QPointF(0.5, 0.5);
}

QList<AssetId> DeliverPictures::neighbours() const
{
    QList<AssetId> assets;
    for (const int row : {m_current + 1, m_current - 1})
        if (m_current >= 0 && row >= 0 && row < count())
            assets.append(m_pictures[row].asset);
    return assets;
}

void DeliverPictures::loadCurrent()
{
    m_before.reset();
    m_asset.reset();
    const AssetId wanted = current();
    if (!wanted)
        return;
    if (const Asset* known = m_recent.object(wanted)) {
        m_asset = *known;
        return;
    }
    QList<AssetId> ids = neighbours();
    ids.prepend(wanted);
    m_index.assets(ids).then(this, [this, wanted](const Result<QList<Asset>>& found) {
        if (!found) {
            if (found.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(found.error().what);
            return;
        }
        QList<Asset> assets = *found;
        applyPoints(assets);
        for (const Asset& asset : std::as_const(assets))
            m_recent.insert(asset.id, new Asset(asset));
        for (const Asset& asset : std::as_const(assets))
            if (asset.id == wanted && asset.id == current())
                becomeCurrent(asset);
    });
}

void DeliverPictures::becomeCurrent(const Asset& asset)
{
    m_asset = asset;
    Q_EMIT assetLoaded();
}

int DeliverPictures::harshCount(const QList<Preset>& presets) const
{
    int found = 0;
    for (auto size = m_sizes.cbegin(); size != m_sizes.cend(); ++size) {
        const QSize picture(size.key().first, size.key().second);
        if (std::ranges::any_of(presets, [&](const Preset& preset) { return isHarsh(picture, preset.size); }))
            found += size.value();
    }
    return found;
}

int DeliverPictures::nextHarshRow(const QList<Preset>& presets, int after) const
{
    for (int step = 1; step <= count(); ++step) {
        const int row = (after + step) % count();
        const QSize picture = m_pictures[row].size;
        if (std::ranges::any_of(presets, [&](const Preset& preset) { return isHarsh(picture, preset.size); }))
            return row;
    }
    return -1;
}

void DeliverPictures::moveFocalPoint(QPointF point)
{
    if (!m_asset)
        return;
    const QPointF inside(std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0));
    if (inside == m_asset->focalPoint)
        return;
    if (!m_before)
        m_before = m_asset->focalPoint;
    m_asset->focalPoint = inside;
    Q_EMIT focalPointMoved();
}

void DeliverPictures::keepFocalPoint()
{
    if (!m_before || !m_asset)
        return;
    const Step step{m_asset->id, *m_before, m_asset->focalPoint};
    m_before.reset();
    if (step.before == step.after)
        return;
    m_steps.resize(m_doneSteps); // what was taken back cannot be done again now
    m_steps.append(step);
    if (m_steps.size() > mostSteps)
        m_steps.removeFirst();
    m_doneSteps = m_steps.size();
    write(step.asset, step.after);
    Q_EMIT stepsChanged();
}

void DeliverPictures::undo()
{
    keepFocalPoint();
    if (!canUndo())
        return;
    const Step& step = m_steps[--m_doneSteps];
    write(step.asset, step.before);
    show(step.asset);
    Q_EMIT stepsChanged();
}

void DeliverPictures::redo()
{
    keepFocalPoint();
    if (!canRedo())
        return;
    const Step& step = m_steps[m_doneSteps++];
    write(step.asset, step.after);
    show(step.asset);
    Q_EMIT stepsChanged();
}

void DeliverPictures::write(AssetId asset, QPointF point)
{
    m_points.insert(asset, point);
    m_index.setFocalPoint(asset, point);
    if (Asset* known = m_recent.object(asset))
        known->focalPoint = point;
    if (m_asset && m_asset->id == asset && m_asset->focalPoint != point) {
        m_asset->focalPoint = point;
        Q_EMIT focalPointMoved();
    }
}

// A step that is taken back is seen where it was made.
void DeliverPictures::show(AssetId asset)
{
    setCurrentRow(rowOf(asset));
}

QFuture<Result<QList<Asset>>> DeliverPictures::load() const
{
    QList<AssetId> ids;
    ids.reserve(m_pictures.size());
    for (const DeliverPicture& picture : m_pictures)
        ids.append(picture.asset);
    return m_index.assets(ids);
}

void DeliverPictures::applyPoints(QList<Asset>& assets) const
{
    for (Asset& asset : assets)
        if (const auto point = m_points.constFind(asset.id); point != m_points.cend())
            asset.focalPoint = *point;
}

} // namespace batchroom
