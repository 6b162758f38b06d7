// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sqlite_file.h"

#include "app/store/reader_pool.h"
#include "app/store/writer_thread.h"

namespace batchroom {

namespace {

QStringList writerPragmas(Durability durability, int pageSize)
{
    return {
        QStringLiteral("page_size = %1").arg(pageSize),
        QStringLiteral("journal_mode = WAL"),
        durability == Durability::Full ? QStringLiteral("synchronous = FULL") : QStringLiteral("synchronous = NORMAL"),
        QStringLiteral("foreign_keys = ON"),
        QStringLiteral("trusted_schema = OFF"),
        QStringLiteral("mmap_size = 0"),
        QStringLiteral("journal_size_limit = 67108864"),
    };
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

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const QString& path, Durability durability, int pageSize)
{
    Result<std::unique_ptr<WriterThread>> writer = WriterThread::start(path, writerPragmas(durability, pageSize));
    if (!writer)
        return writer.error();
    return std::unique_ptr<SqliteFile>(
        new SqliteFile(*std::move(writer), std::make_shared<ReaderPool>(path, readerPragmas())));
}

Result<void> SqliteFile::runOnWriter(const Work& work)
{
    return m_writer->run(work);
}

Result<void> SqliteFile::runOnReader(const Work& work) const
{
    return m_readers->run(work);
}

} // namespace batchroom
