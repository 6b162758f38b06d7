// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/rescue_file.h"

#include "app/store/durable_file.h"
#include "app/store/query.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

QString rescueFolder(const QString& libraryFolder)
{
    return libraryFolder + QStringLiteral("/rescue");
}

QJsonObject toJson(const StoredJob& job, JobState from, const Settlement& settlement)
{
    QJsonObject object{
        {QStringLiteral("job"), job.id.value},
        {QStringLiteral("attempt"), job.attempt.value},
        {QStringLiteral("intent_ms"), job.intentMs},
        {QStringLiteral("from"), jobStateName(from)},
        {QStringLiteral("event"), jobEventName(settlement.event)},
        {QStringLiteral("billed"), billedName(settlement.billed)},
        {QStringLiteral("outcome"), settlement.outcome},
        {QStringLiteral("message"), settlement.message},
        {QStringLiteral("detail"), settlement.detail},
        {QStringLiteral("is_failure"), settlement.isFailure},
        {QStringLiteral("uses_up_attempt"), settlement.usesUpAttempt},
        {QStringLiteral("not_before_ms"), settlement.notBeforeMs},
        {QStringLiteral("generation_id"), settlement.generationId},
        {QStringLiteral("images"), QString::fromUtf8(toJson(settlement.images))},
    };
    if (settlement.status)
        object.insert(QStringLiteral("status"), *settlement.status);
    if (settlement.seed)
        object.insert(QStringLiteral("seed"), *settlement.seed);
    if (settlement.charged)
        object.insert(QStringLiteral("charged_micros"), settlement.charged->micros());
    return object;
}

std::optional<Settlement> settlementFrom(const QJsonObject& object)
{
    const auto event = jobEventFromName(object.value(QStringLiteral("event")).toString());
    const auto billed = billedFromName(object.value(QStringLiteral("billed")).toString());
    if (!event || !billed)
        return std::nullopt;
    Settlement settlement;
    settlement.event = *event;
    settlement.billed = *billed;
    settlement.outcome = object.value(QStringLiteral("outcome")).toString();
    settlement.message = object.value(QStringLiteral("message")).toString();
    settlement.detail = object.value(QStringLiteral("detail")).toString();
    settlement.isFailure = object.value(QStringLiteral("is_failure")).toBool();
    settlement.usesUpAttempt = object.value(QStringLiteral("uses_up_attempt")).toBool(true);
    settlement.notBeforeMs = object.value(QStringLiteral("not_before_ms")).toInteger();
    settlement.generationId = object.value(QStringLiteral("generation_id")).toString();
    settlement.images = returnedImagesFromJson(object.value(QStringLiteral("images")).toString().toUtf8());
    if (object.contains(QStringLiteral("status")))
        settlement.status = object.value(QStringLiteral("status")).toInt();
    if (object.contains(QStringLiteral("seed")))
        settlement.seed = object.value(QStringLiteral("seed")).toInteger();
    if (object.contains(QStringLiteral("charged_micros")))
        settlement.charged = Money::fromMicros(object.value(QStringLiteral("charged_micros")).toInteger());
    return settlement;
}

std::optional<RescuedOutcome> rescuedFrom(const QString& path)
{
    QFile file(path);
    if (file.size() > largestFile || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const std::optional<Settlement> settlement = settlementFrom(object);
    const auto from = jobStateFromName(object.value(QStringLiteral("from")).toString());
    if (!settlement || !from)
        return std::nullopt;
    return RescuedOutcome{.path = path,
        .job = JobId{object.value(QStringLiteral("job")).toInteger()},
        .attempt = AttemptId{object.value(QStringLiteral("attempt")).toInteger()},
        .intentMs = object.value(QStringLiteral("intent_ms")).toInteger(),
        .from = *from,
        .settlement = *settlement};
}

} // namespace

Result<void> writeRescueFile(
    const QString& libraryFolder, const StoredJob& job, JobState from, const Settlement& settlement)
{
    const QString folder = rescueFolder(libraryFolder);
    if (Result<void> made = ensureFolder(folder); !made)
        return made;
    const QString path = QStringLiteral("%1/%2.json").arg(folder).arg(job.attempt.value);
    const QString temporary = path + QStringLiteral(".part");
    QFile::remove(temporary);
    return writeFileDurably(path, QJsonDocument(toJson(job, from, settlement)).toJson(), temporary).andThen([&] {
        return syncFolder(libraryFolder);
    });
}

QList<RescuedOutcome> readRescueFiles(const QString& libraryFolder)
{
    QList<RescuedOutcome> rescued;
    const QDir folder(rescueFolder(libraryFolder));
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        if (std::optional<RescuedOutcome> outcome = rescuedFrom(folder.filePath(name)))
            rescued.append(*std::move(outcome));
    return rescued;
}

Result<bool> settleRescued(Connection& connection, const RescuedOutcome& rescued, qint64 nowMs)
{
    const Result<std::optional<int>> waits = selectValue<int>(connection,
        QStringLiteral("SELECT 1 FROM job j JOIN attempt a ON a.id = j.attempt_id WHERE j.id = ? AND a.id = ? "
                       "AND ? IN (0, a.intent_ms) AND j.state = ?"),
        rescued.job, rescued.attempt, rescued.intentMs, jobStateName(rescued.from));
    if (!waits)
        return waits.error();
    if (!*waits)
        return false;
    return AttemptLedger(connection, nowMs)
        .settle(rescued.job, rescued.attempt, rescued.from, rescued.settlement)
        .andThen([] { return Result<bool>(true); });
}

} // namespace batchroom
