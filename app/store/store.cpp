// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/store.h"

#include "app/store/backup_keeper.h"
#include "app/store/durable_file.h"
#include "app/store/library_backups.h"
#include "app/store/library_file.h"
#include "app/store/session_mark.h"
#include "app/store/sqlite_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QLoggingCategory>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcStore, "batchroom.store")

constexpr Clock::Milliseconds timeBetweenBackups = std::chrono::hours(24);
constexpr Clock::Milliseconds timeBetweenBackupsOfWork = std::chrono::hours(1);

QString tr(const char* text)
{
    return QCoreApplication::translate("Store", text);
}

constexpr int dyingPatienceMs = 2000;

Error lockedError(const QLockFile& lock)
{
    qint64 process = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&process, &host, &program) || program.isEmpty())
        return {ErrorCode::LibraryLocked,
            tr("Another Batchroom has this library open. Close it there, or open another library."), {}};
    return {ErrorCode::LibraryLocked,
        tr("%1 (process %2 on %3) has this library open. Close it there, or open another library.")
            .arg(program)
            .arg(process)
            .arg(host),
        {}};
}

Result<std::unique_ptr<QLockFile>> lockFolder(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + QStringLiteral("/library.lock"));
    lock->setStaleLockTime(0); // stale only when its process is gone
    // A killed program lives on until its last write is on the disk; its successor should not be turned away for that.
    if (lock->tryLock(dyingPatienceMs))
        return lock;
    if (lock->error() == QLockFile::LockFailedError)
        return lockedError(*lock);
    if (lock->error() == QLockFile::UnknownError && freeBytesAt(folder) < 4096)
        return Error{ErrorCode::DiskFull, tr("The disk is full. Free some space and open the library again."), folder};
    return Error{ErrorCode::FileAccess,
        tr("You may not write to the folder %1. Choose another folder for the library, or ask for the right to write "
           "there.")
            .arg(QDir::toNativeSeparators(folder)),
        lock->fileName()};
}

Result<void> prepareFile(const QString& folder, const Clock& clock)
{
    const Result<bool> exists = libraryExists(folder);
    if (!exists)
        return exists.error();
    if (!*exists)
        return createLibraryFile(folder);
    const Result<int> version = inspectLibraryFile(folder);
    if (!version)
        return version.error();
    return migrateLibraryFile(folder, *version, clock);
}

constexpr int libraryPageSize = 4096;

} // namespace

class Store::Private {
public:
    Private(
        QString libraryFolder, const Clock& time, std::unique_ptr<QLockFile> held, std::unique_ptr<SqliteFile> opened)
        : folder(std::move(libraryFolder))
        , clock(time)
        , lock(std::move(held))
        , file(std::move(opened))
    {
    }

    // What the last session left, and a note in the file itself that this one has begun.
    Result<void> begin(bool hadWal);
    void end();

    const QString folder;
    const Clock& clock;
    std::unique_ptr<QLockFile> lock; // released last
    std::unique_ptr<SqliteFile> file;
    SessionStart session;
    std::optional<quint64> device; // of library.db; inodes are not stable on every network disk
    std::unique_ptr<BackupKeeper> backups;
};

Result<void> Store::Private::begin(bool hadWal)
{
    const bool isWalEmpty = !hadWal || emptyWal(folder);
    const Result<void> begun = file->runOnWriter([&](Connection& connection) -> Result<void> {
        const Result<SessionStart> start = beginSession(connection, hadWal, isWalEmpty, clock.now());
        if (!start)
            return start.error();
        session = *start;
        return {};
    });
    if (!begun)
        return begun;
    device = deviceOf(libraryFilePath(folder));
    // A copy without the WAL must say as well that this session was not closed.
    if (Result<void> emptied = emptyWal(folder); !emptied)
        qCWarning(lcStore) << "the WAL was not emptied:" << emptied.error().detail;
    file->expectNewWal();
    backups = std::make_unique<BackupKeeper>(folder, clock, *file, session.created);
    backups->beginWhenOlderThan(timeBetweenBackups);
    return {};
}

void Store::Private::end()
{
    Result<void> done = file->runOnWriter(endSession);
    if (!done) {
        // On a full disk emptying the WAL makes the room that the note needs.
        (void)emptyWal(folder);
        file->expectNewWal();
        done = file->runOnWriter(endSession);
    }
    if (!done)
        qCWarning(lcStore) << "the end of the session was not noted:" << done.error().detail;
    backups->finish(timeBetweenBackupsOfWork);
}

Store::Store(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

Store::~Store()
{
    d->end();
}

Result<std::unique_ptr<Store>> Store::open(const QString& libraryFolder, const Clock& clock)
{
    const QString folder = QDir::cleanPath(QDir(libraryFolder).absolutePath());
    if (Result<void> made = ensureFolder(folder); !made)
        return made.error();
    Result<std::unique_ptr<QLockFile>> lock = lockFolder(folder);
    if (!lock)
        return lock.error();
    const bool hadWal = QFileInfo::exists(libraryFilePath(folder) + QStringLiteral("-wal"));
    if (Result<void> prepared = prepareFile(folder, clock); !prepared)
        return prepared.error();
    Result<std::unique_ptr<SqliteFile>> file =
        SqliteFile::open(libraryFilePath(folder), Durability::Full, libraryPageSize, signWal);
    if (!file)
        return file.error();
    auto data = std::make_unique<Private>(folder, clock, *std::move(lock), *std::move(file));
    if (Result<void> begun = data->begin(hadWal); !begun)
        return begun.error();
    return std::unique_ptr<Store>(new Store(std::move(data)));
}

Result<QString> Store::restoreNewestBackup(const QString& libraryFolder, const Clock& clock)
{
    const QString folder = QDir::cleanPath(QDir(libraryFolder).absolutePath());
    Result<std::unique_ptr<QLockFile>> lock = lockFolder(folder);
    if (!lock)
        return lock.error();
    return batchroom::restoreNewestBackup(folder, clock);
}

QString Store::folder() const
{
    return d->folder;
}

const Clock& Store::clock() const
{
    return d->clock;
}

bool Store::isInPlace() const
{
    return d->device && deviceOf(libraryFilePath(d->folder)) == d->device;
}

bool Store::wasUncleanlyClosed() const
{
    return d->session.wasUnclean;
}

std::optional<Clock::Milliseconds> Store::doubtedSince() const
{
    return d->session.doubtedSince;
}

void Store::backUpSoon()
{
    d->backups->beginWhenOlderThan(timeBetweenBackupsOfWork);
}

Result<void> Store::runOnWriter(const std::function<Result<void>(Connection&)>& work, Commit commit)
{
    return d->file->runOnWriter(work, commit);
}

Result<void> Store::runOnReader(const std::function<Result<void>(Connection&)>& work) const
{
    return d->file->runOnReader(work);
}

} // namespace batchroom
