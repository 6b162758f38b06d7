// SPDX-License-Identifier: GPL-3.0-or-later
// originals/arriving/<job>-<attempt>-<sha256>.<ext>: empty files that say for which job an original is being placed, so
// that a program killed between the file and its row finds the picture again although its link may be dead by then.
// They cost no fsync of their own: their names reach the disk with the folders and files synced after them. Any thread.
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"

#include <QMap>
#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace batchroom {

class ArrivingFiles {
public:
    struct Arrived {
        QString sha256;
        QString extension;
    };
    using IsWanted = std::function<bool(JobId, AttemptId)>;

    // Clears away those of jobs that do not want their picture any more.
    static Result<std::unique_ptr<ArrivingFiles>> open(const QString& libraryFolder, const IsWanted& isWanted);

    void note(JobId job, AttemptId attempt, const Arrived& file);
    void forget(JobId job, AttemptId attempt, const Arrived& file);
    // Only of an earlier run.
    std::optional<Arrived> find(JobId job, AttemptId attempt) const;

private:
    explicit ArrivingFiles(QString folder);
    QString path(JobId job, AttemptId attempt, const Arrived& file) const;

    const QString m_folder;
    mutable std::mutex m_mutex;
    QMap<std::pair<qint64, qint64>, Arrived> m_left; // by an earlier run
};

} // namespace batchroom
