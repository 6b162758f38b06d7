// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/asset_index.h"

#include "app/library/asset_repository.h"
#include "app/library/asset_selection.h"
#include "app/library/review_log.h"
#include "app/store/store.h"

#include <QMap>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <atomic>
#include <cmath>

namespace batchroom {

namespace {

constexpr int readingThreads = 2;
constexpr qsizetype mostUndoSteps = 200;

Error closing()
{
    return {ErrorCode::Cancelled, AssetIndex::tr("The library is being closed."), {}};
}

} // namespace

bool AssetFilter::isEmpty() const
{
    AssetFilter nothing;
    nothing.sort = sort;
    return *this == nothing;
}

class AssetIndex::Private {
public:
    Private(AssetIndex& index, Store& library)
        : q(index)
        , store(library)
    {
        readers.setMaxThreadCount(readingThreads);
        writer.setMaxThreadCount(1); // changes are carried out in the order they were made
    }
    // Waiting questions are answered with Cancelled, waiting changes are carried out.
    ~Private()
    {
        isClosing = true;
        writer.waitForDone();
        readers.waitForDone();
    }

    template <typename T>
    QFuture<Result<T>> read(std::function<Result<T>(Connection&)> work)
    {
        return QtConcurrent::run(&readers, [this, work = std::move(work)]() -> Result<T> {
            if (isClosing)
                return closing();
            return store.read<T>(work);
        });
    }
    // On the index's own thread; dropped when the index is gone by then.
    template <typename F>
    void tell(F&& what)
    {
        QMetaObject::invokeMethod(&q, std::forward<F>(what), Qt::QueuedConnection);
    }

    // On the writer pool:
    void carryOut(const ReviewChange& change);
    void takeBack();
    void tellRestored(const QList<EarlierReview>& earlier);
    // On the index's thread:
    void addSteps(int count);

    AssetIndex& q;
    Store& store;
    std::atomic<bool> isClosing = false;
    int steps = 0;                         // as the person sees it: counts what is still being carried out
    QList<QList<EarlierReview>> undoSteps; // writer pool only
    QThreadPool readers;
    QThreadPool writer;
};

void AssetIndex::Private::addSteps(int count)
{
    const bool before = steps > 0;
    steps = qMax(0, steps + count);
    if (before != (steps > 0))
        Q_EMIT q.canUndoChanged(steps > 0);
}

void AssetIndex::Private::carryOut(const ReviewChange& change)
{
    const qint64 nowMs = store.clock().now().count();
    const Result<QList<EarlierReview>> earlier = store.write<QList<EarlierReview>>(
        [&](Connection& connection) { return applyReview(connection, change, nowMs); });
    if (!earlier) {
        tell([this, error = earlier.error()] {
            addSteps(-1);
            Q_EMIT q.failed(error);
        });
        return;
    }
    const bool isStep = !earlier->isEmpty();
    if (isStep)
        undoSteps.append(*earlier);
    const bool isFull = undoSteps.size() > mostUndoSteps;
    if (isFull)
        undoSteps.removeFirst();
    tell([this, change, isStep, isFull] {
        addSteps((isStep ? 0 : -1) - (isFull ? 1 : 0));
        Q_EMIT q.reviewed(change.assets, change.decision, change.rating);
    });
}

void AssetIndex::Private::takeBack()
{
    if (undoSteps.isEmpty())
        return;
    const QList<EarlierReview> earlier = undoSteps.takeLast();
    const qint64 nowMs = store.clock().now().count();
    const Result<void> done =
        store.write<void>([&](Connection& connection) { return restoreReviews(connection, earlier, nowMs); });
    if (done) {
        tellRestored(earlier);
        return;
    }
    undoSteps.append(earlier);
    tell([this, error = done.error()] {
        addSteps(1);
        Q_EMIT q.failed(error);
    });
}

// One signal for each set of assets that got the same values back.
void AssetIndex::Private::tellRestored(const QList<EarlierReview>& earlier)
{
    QMap<std::pair<Decision, int>, QList<AssetId>> groups;
    for (const EarlierReview& review : earlier)
        groups[{review.decision, review.rating}].append(review.asset);
    tell([this, groups] {
        for (auto group = groups.cbegin(); group != groups.cend(); ++group)
            Q_EMIT q.reviewed(group.value(), group.key().first, group.key().second);
    });
}

AssetIndex::AssetIndex(Store& store, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, store))
{
}

AssetIndex::~AssetIndex() = default;

QFuture<Result<AssetSelection>> AssetIndex::select(const AssetFilter& filter) const
{
    return d->read<AssetSelection>([filter](Connection& connection) { return selectAssets(connection, filter); });
}

QFuture<Result<Asset>> AssetIndex::asset(AssetId id) const
{
    return d->read<Asset>([id](Connection& connection) -> Result<Asset> {
        Result<QList<Asset>> found = loadAssets(connection, {id});
        if (!found)
            return found.error();
        if (found->isEmpty())
            return Error{ErrorCode::NotFound, AssetIndex::tr("This picture is not in the library."), id.toString()};
        return found->takeFirst();
    });
}

QFuture<Result<QList<Asset>>> AssetIndex::assets(const QList<AssetId>& ids) const
{
    return d->read<QList<Asset>>([ids](Connection& connection) { return loadAssets(connection, ids); });
}

QFuture<Result<AssetTotals>> AssetIndex::totals() const
{
    return d->read<AssetTotals>([](Connection& connection) { return totalsOfAll(connection); });
}

void AssetIndex::review(const ReviewChange& change)
{
    if (change.assets.isEmpty() || (!change.decision && !change.rating))
        return;
    d->addSteps(1);
    d->writer.start([data = d.get(), change] { data->carryOut(change); });
}

bool AssetIndex::canUndo() const
{
    return d->steps > 0;
}

void AssetIndex::undo()
{
    if (!canUndo())
        return;
    d->addSteps(-1);
    d->writer.start([data = d.get()] { data->takeBack(); });
}

void AssetIndex::setFocalPoint(AssetId asset, QPointF point)
{
    if (!std::isfinite(point.x()) || !std::isfinite(point.y())) {
        Q_EMIT failed({ErrorCode::BadInput, tr("This is not a point of the picture. Nothing was changed."), {}});
        return;
    }
    const QPointF inside(qBound(0.0, point.x(), 1.0), qBound(0.0, point.y(), 1.0));
    d->writer.start([data = d.get(), asset, inside] {
        const Result<void> done = data->store.write<void>(
            [&](Connection& connection) { return batchroom::setFocalPoint(connection, asset, inside); });
        if (!done)
            data->tell([data, error = done.error()] { Q_EMIT data->q.failed(error); });
    });
}

void AssetIndex::noteStored(const AssetRow& asset)
{
    Q_EMIT assetAdded(asset);
}

} // namespace batchroom
