// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/document_shelf.h"

#include "app/store/document_repository.h"
#include "app/store/store.h"

#include <QMap>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <mutex>

namespace batchroom {

// Saves of one name that wait together collapse to the newest; one writer thread keeps the order.
class DocumentShelf::Private {
public:
    Private(Store& theStore, const Clock& theClock)
        : store(theStore)
        , clock(theClock)
    {
        readers.setMaxThreadCount(2);
        writer.setMaxThreadCount(1);
    }
    ~Private()
    {
        writer.waitForDone();
        readers.waitForDone();
    }

    std::optional<QByteArray> takePending(const QString& name)
    {
        const std::lock_guard lock(mutex);
        if (!pending.contains(name))
            return std::nullopt;
        return pending.take(name);
    }

    Store& store;
    const Clock& clock;
    std::mutex mutex;
    QMap<QString, QByteArray> pending;
    QThreadPool readers;
    QThreadPool writer;
};

DocumentShelf::DocumentShelf(Store& store, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(store, clock))
{
}

DocumentShelf::~DocumentShelf() = default;

QFuture<Result<QByteArray>> DocumentShelf::load(const QString& name) const
{
    {
        const std::lock_guard lock(d->mutex);
        if (d->pending.contains(name))
            return QtFuture::makeReadyFuture(Result<QByteArray>(d->pending.value(name)));
    }
    return QtConcurrent::run(&d->readers, [store = &d->store, name]() -> Result<QByteArray> {
        const Result<std::optional<QByteArray>> found =
            store->read<std::optional<QByteArray>>([&](Connection& connection) { return document(connection, name); });
        if (!found)
            return found.error();
        if (!*found)
            return Error{ErrorCode::NotFound, tr("There is no document of this name."), name};
        return **found;
    });
}

void DocumentShelf::save(const QString& name, const QByteArray& body)
{
    {
        const std::lock_guard lock(d->mutex);
        d->pending.insert(name, body);
    }
    QtConcurrent::run(&d->writer, [self = d.get(), name]() -> Result<void> {
        const std::optional<QByteArray> newest = self->takePending(name);
        if (!newest)
            return {};
        return self->store.write<void>(
            [&](Connection& connection) { return putDocument(connection, name, *newest, self->clock.now()); });
    }).then(this, [this](const Result<void>& saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

} // namespace batchroom
