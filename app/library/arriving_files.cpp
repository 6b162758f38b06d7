// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/arriving_files.h"

#include "app/store/durable_file.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace batchroom {

ArrivingFiles::ArrivingFiles(QString folder)
    : m_folder(std::move(folder))
{
}

Result<std::unique_ptr<ArrivingFiles>> ArrivingFiles::open(const QString& libraryFolder, const IsWanted& isWanted)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,18})-(\\d{1,18})-([0-9a-f]{64})\\.([a-z]{1,5})$"));
    const QString folder = libraryFolder + QStringLiteral("/originals/arriving");
    if (Result<void> made = ensureFolder(folder); !made)
        return made.error();
    std::unique_ptr<ArrivingFiles> files(new ArrivingFiles(folder));
    const QStringList names = QDir(folder).entryList(QDir::Files);
    for (const QString& name : names) {
        const QRegularExpressionMatch match = pattern.match(name);
        const JobId job{match.captured(1).toLongLong()};
        const AttemptId attempt{match.captured(2).toLongLong()};
        if (match.hasMatch() && isWanted(job, attempt))
            files->m_left.insert({job.value, attempt.value}, {match.captured(3), match.captured(4)});
        else
            QFile::remove(folder + QLatin1Char('/') + name);
    }
    return files;
}

QString ArrivingFiles::path(JobId job, AttemptId attempt, const Arrived& file) const
{
    return QStringLiteral("%1/%2-%3-%4.%5")
        .arg(m_folder)
        .arg(job.value)
        .arg(attempt.value)
        .arg(file.sha256, file.extension);
}

// Without it the picture is only downloaded again, so nothing depends on whether it works.
void ArrivingFiles::note(JobId job, AttemptId attempt, const Arrived& file)
{
    QFile mark(path(job, attempt, file));
    (void)mark.open(QIODevice::WriteOnly);
}

void ArrivingFiles::forget(JobId job, AttemptId attempt, const Arrived& file)
{
    QFile::remove(path(job, attempt, file));
    const std::lock_guard lock(m_mutex);
    m_left.remove({job.value, attempt.value});
}

std::optional<ArrivingFiles::Arrived> ArrivingFiles::find(JobId job, AttemptId attempt) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_left.constFind({job.value, attempt.value});
    return found == m_left.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace batchroom
