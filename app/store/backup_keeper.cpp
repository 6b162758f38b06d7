// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/backup_keeper.h"

#include "app/store/durable_file.h"
#include "app/store/library_backups.h"
#include "app/store/library_paths.h"
#include "app/store/migrations.h"
#include "app/store/query.h"
#include "app/store/sqlite_file.h"

#include <QFileInfo>
#include <QLoggingCategory>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(lcBackup, "batchroom.backup")

const QString coversSetting = QStringLiteral("backup.covers");

} // namespace

BackupKeeper::BackupKeeper(QString folder, const Clock& clock, SqliteFile& file, Clock::Milliseconds since)
    : m_folder(std::move(folder))
    , m_clock(clock)
    , m_file(file)
    , m_newestMs(newestBackupTime(m_folder).value_or(since).count())
{
}

bool BackupKeeper::isOlderThan(Clock::Milliseconds age) const
{
    // A time to come is from a clock that was wrong once; it says nothing about how old the backup is.
    const auto passed = m_clock.now() - Clock::Milliseconds(m_newestMs.load());
    return passed < Clock::Milliseconds(0) || passed >= age;
}

void BackupKeeper::beginWhenOlderThan(Clock::Milliseconds age)
{
    if (!isOlderThan(age) || m_isMaking.exchange(true))
        return;
    const std::lock_guard lock(m_mutex);
    m_thread = std::jthread([this] {
        make();
        m_isMaking = false;
    });
}

void BackupKeeper::finish(Clock::Milliseconds age)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_thread.joinable())
            m_thread.join();
    }
    if (isOlderThan(age) && haveJobsChanged())
        make();
}

// The last thing that takes the disk's last bytes should not be a copy.
bool BackupKeeper::hasRoom() const
{
    const qint64 free = freeBytesAt(m_folder);
    return free < 0 || free >= 2 * QFileInfo(libraryFilePath(m_folder)).size();
}

void BackupKeeper::make()
{
    if (!hasRoom()) {
        qCWarning(lcBackup) << "no backup was made: too little room";
        return;
    }
    const Clock::Milliseconds now = m_clock.now();
    const Result<QString> covered = jobsNow();
    Result<QString> made = backUpLibraryFile(m_folder, migrations().back().version, m_clock);
    if (!made) {
        qCWarning(lcBackup) << "no backup was made:" << made.error().detail;
        return;
    }
    m_newestMs = now.count();
    if (!covered)
        return;
    const Result<void> noted = m_file.runOnWriter([&](Connection& connection) -> Result<void> {
        const Result<qint64> done = execute(connection,
            QStringLiteral("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"), coversSetting, *covered);
        return done ? Result<void>() : Result<void>(done.error());
    });
    if (!noted)
        qCWarning(lcBackup) << "what the backup covers was not noted:" << noted.error().detail;
}

// Jobs are only added, and each of their changes leaves a transition.
Result<QString> BackupKeeper::jobsNow() const
{
    QString now;
    const Result<void> read = m_file.runOnReader([&now](Connection& connection) -> Result<void> {
        const Result<std::optional<QString>> found = selectValue<QString>(connection,
            QStringLiteral("SELECT (SELECT COALESCE(MAX(id), 0) FROM job) || '/' || "
                           "(SELECT COALESCE(MAX(id), 0) FROM job_transition)"));
        if (!found)
            return found.error();
        now = found->value_or(QString());
        return {};
    });
    if (!read)
        return read.error();
    return now;
}

bool BackupKeeper::haveJobsChanged() const
{
    QString covered = QStringLiteral("0/0");
    const Result<void> read = m_file.runOnReader([&covered](Connection& connection) -> Result<void> {
        const Result<std::optional<QString>> found =
            selectValue<QString>(connection, QStringLiteral("SELECT value FROM setting WHERE name = ?"), coversSetting);
        if (found)
            covered = found->value_or(covered);
        return found ? Result<void>() : Result<void>(found.error());
    });
    const Result<QString> now = jobsNow();
    return read && now && *now != covered;
}

} // namespace batchroom
