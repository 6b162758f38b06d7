// SPDX-License-Identifier: GPL-3.0-or-later
// A file on its way into a folder that belongs to others. What a killed program left of one is told from what another
// program is writing now by a lock, which ends with its process. Any thread; blocks.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <memory>

namespace batchroom {

class PartFile {
public:
    // Written and synced under a name of its own. Errors: DiskFull, FileAccess.
    static Result<PartFile> write(const QString& folder, const QByteArray& bytes);
    PartFile(PartFile&&) = default;
    PartFile& operator=(PartFile&&) = delete;
    ~PartFile(); // removes it unless it was released

    QString path() const { return m_file->fileName(); }
    // It has become the real one.
    void release() { m_file.reset(); }

private:
    explicit PartFile(std::unique_ptr<QFile> file);
    std::unique_ptr<QFile> m_file;
};

// Removes those that nobody is writing any more.
void removeAbandonedParts(const QString& folder);

// The sentence for a file that could not be written there.
Error cannotWriteInto(const QString& folder, QFileDevice::FileError problem, const QString& detail);

} // namespace batchroom
