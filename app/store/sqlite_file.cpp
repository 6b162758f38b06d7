// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sqlite_file.h"

#include "app/store/reader_pool.h"
#include "app/store/writer_thread.h"

namespace batchroom {

namespace {

QStringList writerPragmas(const WriterOptions& options, int pageSize)
{
    QStringList pragmas{
        QStringLiteral("page_size = %1").arg(pageSize),
        QStringLiteral("journal_mode = WAL"),
        options.durability == Durability::Full ? QStringLiteral("synchronous = FULL")
                                               : QStringLiteral("synchronous = NORMAL"),
        QStringLiteral("foreign_keys = ON"),
        QStringLiteral("trusted_schema = OFF"),
        QStringLiteral("mmap_size = 0"),
        QStringLiteral("journal_size_limit = 67108864"),
    };
    if (options.firstInWal)
        pragmas.append(QStringLiteral("wal_autocheckpoint = 0"));
    return pragmas;
}

QStringList readerPragmas()
{
    return {QStringLiteral("query_only = ON"), QStringLiteral("trusted_schema = OFF"), QStringLiteral("mmap_size = 0")};
}

} // namespace

SqliteFile::SqliteFile(std::unique_ptr<WriterThread> writer, std::shared_ptr<ReaderPool> readers)
    : m_writer(std::move(writer))
    , m_readers(std::move(readers))
{
}

SqliteFile::~SqliteFile() = default;

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(
    const QString& path, Durability durability, int pageSize, Work firstInWal)
{
    const WriterOptions options{durability, std::move(firstInWal)};
    Result<std::unique_ptr<WriterThread>> writer = WriterThread::start(path, writerPragmas(options, pageSize), options);
    if (!writer)
        return writer.error();
    return std::unique_ptr<SqliteFile>(
        new SqliteFile(*std::move(writer), std::make_shared<ReaderPool>(path, readerPragmas())));
}

Result<void> SqliteFile::runOnWriter(const Work& work, Commit commit)
{
    return m_writer->run(work, commit);
}

void SqliteFile::expectNewWal()
{
    m_writer->expectNewWal();
}

Result<void> SqliteFile::runOnReader(const Work& work) const
{
    return m_readers->run(work);
}

} // namespace batchroom
