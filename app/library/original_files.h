// SPDX-License-Identifier: GPL-3.0-or-later
// originals/ab/<sha256>.<ext>: pictures byte for byte as received, addressed by their content. Any thread; blocks.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace batchroom {

class OriginalFiles {
public:
    // A file whose row is on its way; nobody removes it until it is kept or withdrawn.
    struct Placed {
        QString sha256;
        QString extension;
    };

    // Makes the folder and clears away what an interrupted download left half written.
    static Result<std::unique_ptr<OriginalFiles>> open(const QString& libraryFolder);

    QString path(const QString& sha256, const QString& extension) const;
    // The same bytes again share the file that is there; one that no longer matches its name is replaced.
    // `announce` is called before anything is on disk under that name.
    using Announce = std::function<void(const Placed&)>;
    Result<Placed> place(const QByteArray& bytes, const QString& extension, const Announce& announce = {});
    void keep(const Placed& placed);
    // No row will ever name it; for a person to look at.
    Result<QString> placeRefused(const QByteArray& bytes, const QString& extension) const;
    // Removes the file unless a row or another download needs it.
    void withdraw(const Placed& placed, const std::function<bool()>& isUsedByRow);
    // NotFound when the file is gone.
    Result<QByteArray> read(const QString& sha256, const QString& extension) const;

private:
    explicit OriginalFiles(QString folder);
    bool holds(const QString& path, const QByteArray& sha256, qint64 size) const;
    Result<void> write(const QString& path, const QByteArray& bytes) const;

    const QString m_folder;
    std::mutex m_mutex;
    std::map<QString, int> m_onTheirWay;
};

} // namespace batchroom
