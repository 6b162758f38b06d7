// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/document_shelf.h"

#include "app/store/document_repository.h"
#include "app/store/store.h"

#include <QMap>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <mutex>

namespace batchroom {

// Saves of one name that wait together collapse to the newest; one writer thread keeps the order. What was saved is
// pending until it can be read in the library, so that a load in between finds it.
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

    struct Saved {
        QByteArray body;
        quint64 number = 0;
    };

    void keep(const QString& name, const QByteArray& body)
    {
        const std::lock_guard lock(mutex);
        pending.insert(name, {body, ++saves});
    }
    std::optional<Saved> newest(const QString& name)
    {
        const std::lock_guard lock(mutex);
        const auto found = pending.constFind(name);
        return found == pending.constEnd() ? std::nullopt : std::optional(*found);
    }
    void forget(const QString& name, quint64 number)
    {
        const std::lock_guard lock(mutex);
        if (const auto found = pending.constFind(name); found != pending.constEnd() && found->number == number)
            pending.erase(found);
    }

    Result<void> write(const QString& name)
    {
        const std::optional<Saved> saved = newest(name);
        if (!saved)
            return {};
        Result<void> written = store.write<void>(
            [&](Connection& connection) { return putDocument(connection, name, saved->body, clock.now()); });
        if (written)
            forget(name, saved->number);
        return written;
    }

    Store& store;
    const Clock& clock;
    std::mutex mutex;
    QMap<QString, Saved> pending;
    quint64 saves = 0;
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
    if (const auto saved = d->newest(name))
        return QtFuture::makeReadyFuture(Result<QByteArray>(saved->body));
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
    d->keep(name, body);
    QtConcurrent::run(&d->writer, [self = d.get(), name] {
        return self->write(name);
    }).then(this, [this](const Result<void>& saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

} // namespace batchroom
