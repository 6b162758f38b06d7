// SPDX-License-Identifier: GPL-3.0-or-later
// One SQLite file in WAL mode: a single writer connection on its own thread with group commit, query_only readers, one
// for each thread that asks. Any thread but the GUI's; both calls block.
#pragma once

#include "app/core/result.h"
#include "app/store/commit.h"
#include "app/store/connection.h"

#include <functional>
#include <memory>

namespace batchroom {

class WriterThread;
class ReaderPool;

// Full: a committed row survives a power cut. Normal: the last rows may be lost, the file stays whole.
enum class Durability { Full, Normal };

class SqliteFile {
public:
    using Work = std::function<Result<void>(Connection&)>;

    // The file exists, or may be made empty with this page size. firstInWal runs at the head of the first transaction
    // of each new WAL; with it the writer alone decides when one begins.
    static Result<std::unique_ptr<SqliteFile>> open(
        const QString& path, Durability durability, int pageSize = 4096, Work firstInWal = {});
    // Carries out what is waiting, then closes the readers and last the writer, which empties the WAL. Nobody may be
    // inside a call.
    ~SqliteFile();

    // Works that wait together share one commit, each in its own savepoint; returns after the commit.
    Result<void> runOnWriter(const Work& work, Commit commit = Commit::Durable);
    // Somebody else has emptied the WAL.
    void expectNewWal();
    // One consistent view of the file for the whole work.
    Result<void> runOnReader(const Work& work) const;

private:
    SqliteFile(std::unique_ptr<WriterThread> writer, std::shared_ptr<ReaderPool> readers);
    // Readers go first: a writer that closes last checkpoints alone (SQLite before 3.51.3 can corrupt a WAL that two
    // connections checkpoint at the same time).
    std::unique_ptr<WriterThread> m_writer;
    std::shared_ptr<ReaderPool> m_readers;
};

} // namespace batchroom
