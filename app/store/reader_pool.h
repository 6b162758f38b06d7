// SPDX-License-Identifier: GPL-3.0-or-later
// The query_only connections of a SQLite file: one for each thread that reads, closed when the thread ends or the pool
// goes. Any thread.
#pragma once

#include "app/core/result.h"
#include "app/store/sqlite_connection.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace batchroom {

class ReaderPool : public std::enable_shared_from_this<ReaderPool> {
public:
    using Work = std::function<Result<void>(Connection&)>;

    ReaderPool(QString path, QStringList pragmas);
    Result<void> run(const Work& work);
    // Called by a thread that ends.
    void close(quint64 thread);

private:
    struct Reader {
        SqliteConnection connection;
        bool isReading = false;
    };
    Result<Reader*> readerOfThisThread();

    const QString m_path;
    const QStringList m_pragmas;
    std::mutex m_mutex;
    std::map<quint64, Reader> m_readers;
};

} // namespace batchroom
