// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/store.h"

#include "app/store/durable_file.h"
#include "app/store/library_file.h"
#include "app/store/migrations.h"
#include "app/store/query.h"
#include "app/store/sqlite_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QLockFile>
#include <QLoggingCategory>

#include <thread>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcStore, "batchroom.store")

constexpr Clock::Milliseconds timeBetweenBackups = std::chrono::hours(24);

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

Result<void> setSetting(Connection& connection, const QString& name, const QString& value)
{
    Result<qint64> done =
        execute(connection, QStringLiteral("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"), name, value);
    return done ? Result<void>() : Result<void>(done.error());
}

const QString sessionSetting = QStringLiteral("session");
const QString createdSetting = QStringLiteral("created_ms");

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

    // What the last session left, and a note that this one has begun.
    Result<void> beginSession();
    void endSession();
    void backUpWhenDue();

    const QString folder;
    const Clock& clock;
    std::unique_ptr<QLockFile> lock; // released last
    std::unique_ptr<SqliteFile> file;
    bool wasUnclean = false;
    Clock::Milliseconds created{0};
    std::jthread backup; // joined before the file closes
};

Result<void> Store::Private::beginSession()
{
    return file->runOnWriter([this](Connection& connection) -> Result<void> {
        const QString select = QStringLiteral("SELECT value FROM setting WHERE name = ?");
        Result<std::optional<QString>> session = selectValue<QString>(connection, select, sessionSetting);
        if (!session)
            return session.error();
        wasUnclean = session->value_or(QString()) == QLatin1StringView("open");
        Result<std::optional<qint64>> since = selectValue<qint64>(connection, select, createdSetting);
        if (!since)
            return since.error();
        created = Clock::Milliseconds(since->value_or(clock.now().count()));
        if (!since->has_value())
            if (Result<void> done = setSetting(connection, createdSetting, QString::number(created.count())); !done)
                return done;
        return setSetting(connection, sessionSetting, QStringLiteral("open"));
    });
}

void Store::Private::endSession()
{
    Result<void> done = file->runOnWriter([](Connection& connection) -> Result<void> {
        return setSetting(connection, sessionSetting, QStringLiteral("closed"));
    });
    if (!done)
        qCWarning(lcStore) << "the end of the session was not noted:" << done.error().detail;
}

void Store::Private::backUpWhenDue()
{
    if (clock.now() - newestBackupTime(folder).value_or(created) < timeBetweenBackups)
        return;
    backup = std::jthread([this] {
        Result<QString> made = backUpLibraryFile(folder, migrations().back().version, clock);
        if (!made)
            qCWarning(lcStore) << "no backup was made:" << made.error().detail;
    });
}

Store::Store(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

Store::~Store()
{
    if (d->backup.joinable())
        d->backup.join();
    d->endSession();
}

Result<std::unique_ptr<Store>> Store::open(const QString& libraryFolder, const Clock& clock)
{
    const QString folder = QDir::cleanPath(QDir(libraryFolder).absolutePath());
    if (Result<void> made = ensureFolder(folder); !made)
        return made.error();
    Result<std::unique_ptr<QLockFile>> lock = lockFolder(folder);
    if (!lock)
        return lock.error();
    if (Result<void> prepared = prepareFile(folder, clock); !prepared)
        return prepared.error();
    Result<std::unique_ptr<SqliteFile>> file = SqliteFile::open(libraryFilePath(folder), Durability::Full);
    if (!file)
        return file.error();
    auto data = std::make_unique<Private>(folder, clock, *std::move(lock), *std::move(file));
    if (Result<void> begun = data->beginSession(); !begun)
        return begun.error();
    data->backUpWhenDue();
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

bool Store::wasUncleanlyClosed() const
{
    return d->wasUnclean;
}

Result<void> Store::runOnWriter(const std::function<Result<void>(Connection&)>& work)
{
    return d->file->runOnWriter(work);
}

Result<void> Store::runOnReader(const std::function<Result<void>(Connection&)>& work) const
{
    return d->file->runOnReader(work);
}

} // namespace batchroom
