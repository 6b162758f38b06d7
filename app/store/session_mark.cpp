// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_mark.h"

#include "app/store/query.h"

#include <QUuid>

namespace batchroom {

namespace {

const QString sessionSetting = QStringLiteral("session");
const QString begunSetting = QStringLiteral("session.begun_ms");
const QString createdSetting = QStringLiteral("created_ms");
const QString backupSetting = QStringLiteral("backup.made_ms"); // only in a backup, and where one was put in place
const QString seenSetting = QStringLiteral("session.start_seen");
const QString doubtSetting = QStringLiteral("doubted_since_ms");
const QString idSetting = QStringLiteral("session.id"); // "id/previous/counter", in one row and so on one page

Result<std::optional<QString>> setting(Connection& connection, const QString& name)
{
    return selectValue<QString>(connection, QStringLiteral("SELECT value FROM setting WHERE name = ?"), name);
}

Result<std::optional<Clock::Milliseconds>> timeSetting(Connection& connection, const QString& name)
{
    return setting(connection, name).map([](const std::optional<QString>& text) {
        return text ? std::optional(Clock::Milliseconds(text->toLongLong())) : std::nullopt;
    });
}

Result<void> withoutCount(const Result<qint64>& changed)
{
    return changed ? Result<void>() : Result<void>(changed.error());
}

Result<void> set(Connection& connection, const QString& name, const QString& value)
{
    return withoutCount(
        execute(connection, QStringLiteral("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"), name, value));
}

Result<void> set(Connection& connection, const QString& name, Clock::Milliseconds time)
{
    return set(connection, name, QString::number(time.count()));
}

Result<void> remove(Connection& connection, const QString& name)
{
    return withoutCount(execute(connection, QStringLiteral("DELETE FROM setting WHERE name = ?"), name));
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

// The earliest of the reasons to doubt what the file says about its waiting jobs.
Result<std::optional<Clock::Milliseconds>> newDoubt(Connection& connection, bool isWalLost)
{
    Result<std::optional<Clock::Milliseconds>> doubt = doubtedSince(connection);
    const Result<std::optional<Clock::Milliseconds>> backup = timeSetting(connection, backupSetting);
    if (!doubt || !backup)
        return doubt ? backup : doubt;
    const auto earlier = [&doubt](std::optional<Clock::Milliseconds> time) {
        if (time)
            *doubt = std::min(doubt->value_or(*time), *time);
    };
    earlier(*backup);
    if (!isWalLost)
        return doubt;
    const Result<std::optional<Clock::Milliseconds>> begun = timeSetting(connection, begunSetting);
    if (!begun)
        return begun;
    earlier(begun->value_or(Clock::Milliseconds(0)));
    return doubt;
}

} // namespace

Result<std::optional<QString>> sessionId(Connection& connection)
{
    return setting(connection, idSetting).map([](const std::optional<QString>& text) {
        return text ? std::optional(text->section(QLatin1Char('/'), 0, 0)) : std::nullopt;
    });
}

// SQLite leaves a page alone whose content does not change; hence the counter.
Result<void> signWal(Connection& connection)
{
    return withoutCount(execute(connection,
        QStringLiteral("UPDATE setting SET value = rtrim(value, '0123456789') || "
                       "((CAST(substr(value, length(rtrim(value, '0123456789')) + 1) AS INTEGER) + 1) % 1000000) "
                       "WHERE name = ?"),
        idSetting));
}

Result<SessionStart> beginSession(Connection& connection, bool hadWal, bool isWalEmpty, Clock::Milliseconds now)
{
    SessionStart start;
    const Result<std::optional<QString>> session = setting(connection, sessionSetting);
    if (!session)
        return session.error();
    const bool wasOpen = session->value_or(QString()) == QLatin1StringView("open");
    const Result<std::optional<Clock::Milliseconds>> doubt = newDoubt(connection, wasOpen && !hadWal);
    if (!doubt)
        return doubt.error();
    start.doubtedSince = *doubt;
    const bool wasNeverSeen = session->value_or(QString()) == QLatin1StringView("unseen");
    start.wasUnclean = wasOpen || wasNeverSeen || doubt->has_value();
    const Result<std::optional<Clock::Milliseconds>> created = timeSetting(connection, createdSetting);
    if (!created)
        return created.error();
    start.created = created->value_or(now);
    Result<void> done = set(connection, createdSetting, start.created);
    if (done && start.doubtedSince)
        done = set(connection, doubtSetting, *start.doubtedSince);
    if (done)
        done = remove(connection, backupSetting);
    if (done)
        done = start.wasUnclean ? remove(connection, seenSetting) : noteStartSeen(connection);
    if (done)
        done = set(connection, begunSetting, now);
    if (done)
        done = set(connection, sessionSetting, QStringLiteral("open"));
    if (done && isWalEmpty)
        done = sessionId(connection).andThen([&](const std::optional<QString>& before) {
            return set(connection, idSetting, QStringLiteral("%1/%2/0").arg(newId(), before.value_or(QString())));
        });
    if (!done)
        return done.error();
    return start;
}

Result<void> noteStartSeen(Connection& connection)
{
    return set(connection, seenSetting, QStringLiteral("1"));
}

Result<void> endSession(Connection& connection)
{
    return setting(connection, seenSetting).andThen([&](const std::optional<QString>& seen) {
        return set(connection, sessionSetting, seen ? QStringLiteral("closed") : QStringLiteral("unseen"));
    });
}

Result<void> markAsBackup(Connection& connection, Clock::Milliseconds made)
{
    // No WAL belongs to it.
    if (Result<void> done = set(connection, idSetting, newId() + QStringLiteral("//0")); !done)
        return done;
    return withoutCount(execute(connection, QStringLiteral("INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)"),
        backupSetting, QString::number(made.count())));
}

Result<std::optional<Clock::Milliseconds>> doubtedSince(Connection& connection)
{
    return timeSetting(connection, doubtSetting);
}

Result<void> forgetDoubt(Connection& connection)
{
    return remove(connection, doubtSetting);
}

} // namespace batchroom
