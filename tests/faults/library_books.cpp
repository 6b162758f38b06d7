// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/library_books.h"

#include "app/store/query.h"
#include "app/store/sqlite_connection.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

namespace batchroom::test {

namespace {

void readJobs(Connection& connection, LibraryBooks& books)
{
    QHash<qint64, QString> prompts;
    Query jobs(connection, QStringLiteral("SELECT id, prompt, state, message, attempts, asset_id FROM job"));
    const Result<void> read = jobs.each([&](const Row& row) {
        prompts.insert(row.integer64(0), row.text(1));
        books.jobs.insert(row.text(1),
            JobEntry{.state = row.text(2),
                .message = row.text(3),
                .billed = {},
                .usedUpAttempts = row.integer(4),
                .hasAsset = !row.isNull(5)});
        ++books.states[row.text(2)];
    });
    Query attempts(connection, QStringLiteral("SELECT job_id, billed FROM attempt ORDER BY id"));
    const Result<void> readToo = attempts.each([&](const Row& row) {
        books.jobs[prompts.value(row.integer64(0))].billed.append(row.text(1));
        ++books.attempts;
    });
    if (!read || !readToo)
        books.problem = !read ? read.error().detail : readToo.error().detail;
}

QByteArray hashOf(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

void readFiles(Connection& connection, const QString& library, LibraryBooks& books)
{
    QSet<QString> known;
    Query assets(connection, QStringLiteral("SELECT sha256, extension FROM asset"));
    const Result<void> read = assets.each([&](const Row& row) {
        ++books.assets;
        const QString sha256 = row.text(0);
        const QString path = QStringLiteral("%1/originals/%2/%3.%4").arg(library, sha256.left(2), sha256, row.text(1));
        if (hashOf(path) != sha256.toLatin1())
            books.badFiles.append(path);
        known.insert(path);
    });
    if (!read)
        books.problem = read.error().detail;
    for (QDirIterator it(library, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        if (path.endsWith(QLatin1StringView(".part")) || path.endsWith(QLatin1StringView(".tmp"))
            || path.endsWith(QLatin1StringView(".new")) || path.contains(QLatin1StringView("/rescue/")))
            books.halfFiles.append(path);
        else if (path.startsWith(library + QStringLiteral("/originals/")) && !known.contains(path))
            books.strayFiles.append(path);
    }
}

QString aboutJob(const QString& prompt, const JobEntry& job, int posts, int generations, MayRefuse mayRefuse)
{
    const QString who = QStringLiteral("“%1” (%2, billed %3, %4 posts, %5 generations) ")
                            .arg(prompt, job.state, job.billed.join(QLatin1Char(',')))
                            .arg(posts)
                            .arg(generations);
    if (posts > 1 && mayRefuse == MayRefuse::No)
        return who + QStringLiteral("was sent twice");
    if (generations > 1)
        return who + QStringLiteral("was charged twice");
    if (posts > job.billed.size())
        return who + QStringLiteral("was sent without an attempt in the ledger");
    const bool isUnknown = job.billed.contains(QStringLiteral("unknown"));
    const bool isCharged = job.billed.contains(QStringLiteral("yes")) || job.billed.contains(QStringLiteral("pending"));
    if (!isUnknown && isCharged != (generations == 1))
        return who + QStringLiteral("is charged on one side only");
    if (isUnknown != (job.state == QLatin1StringView("unknown")))
        return who + QStringLiteral("does not say that it is unknown");
    if (job.state == QLatin1StringView("unknown") && job.message.isEmpty())
        return who + QStringLiteral("is unknown without a word");
    if ((job.state == QLatin1StringView("done")) != job.hasAsset)
        return who + QStringLiteral("is done without a picture, or the other way round");
    return {};
}

} // namespace

QString LibraryBooks::statesText() const
{
    QStringList words;
    for (auto it = states.cbegin(); it != states.cend(); ++it)
        words.append(QStringLiteral("%1 %2").arg(it.value()).arg(it.key()));
    return words.join(QStringLiteral(", "));
}

LibraryBooks readBooks(const QString& library)
{
    LibraryBooks books;
    Result<SqliteConnection> opened =
        SqliteConnection::open(library + QStringLiteral("/library.db"), OpenMode::ReadWrite);
    if (!opened) {
        books.problem = opened.error().what + opened.error().detail;
        return books;
    }
    Connection& connection = opened->connection();
    const Result<std::optional<QString>> verdict =
        selectValue<QString>(connection, QStringLiteral("PRAGMA integrity_check"));
    books.integrity = verdict ? verdict->value_or(QString()) : verdict.error().detail;
    readJobs(connection, books);
    readFiles(connection, library, books);
    return books;
}

int ServerBooks::most(const QHash<QString, int>& counts) const
{
    int most = 0;
    for (const int count : counts)
        most = std::max(most, count);
    return most;
}

QString disagreement(const LibraryBooks& books, const ServerBooks& server, MayRefuse mayRefuse)
{
    if (!books.problem.isEmpty())
        return books.problem;
    if (books.integrity != QLatin1StringView("ok"))
        return QStringLiteral("integrity_check: ") + books.integrity;
    for (auto it = books.jobs.cbegin(); it != books.jobs.cend(); ++it)
        if (const QString wrong =
                aboutJob(it.key(), *it, server.posts.value(it.key()), server.generations.value(it.key()), mayRefuse);
            !wrong.isEmpty())
            return wrong;
    for (auto it = server.posts.cbegin(); it != server.posts.cend(); ++it)
        if (!books.jobs.contains(it.key()))
            return QStringLiteral("“%1” was sent and no job knows of it").arg(it.key());
    if (books.assets != books.count(QStringLiteral("done")))
        return QStringLiteral("%1 assets, %2 done").arg(books.assets).arg(books.count(QStringLiteral("done")));
    if (!books.badFiles.isEmpty())
        return QStringLiteral("no such original: ") + books.badFiles.constFirst();
    return {};
}

} // namespace batchroom::test
