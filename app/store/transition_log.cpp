// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/transition_log.h"

#include "app/core/log.h"
#include "app/store/query.h"

#include <QLoggingCategory>

#include <algorithm>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(transitionLog, "batchroom.transitions")

constexpr qsizetype shortestPiece = 10; // shorter ones are words that anybody uses

// How far the text at this place goes on as the prompt does somewhere.
qsizetype pieceAt(const QString& message, qsizetype at, const QString& prompt)
{
    qsizetype length = shortestPiece;
    if (at + length > message.size() || !prompt.contains(QStringView(message).mid(at, length), Qt::CaseInsensitive))
        return 0;
    while (
        at + length < message.size() && prompt.contains(QStringView(message).mid(at, length + 1), Qt::CaseInsensitive))
        ++length;
    return length;
}

} // namespace

QString withoutPrompt(QString message, const QString& prompt)
{
    if (message.isEmpty() || prompt.isEmpty())
        return message;
    if (prompt.size() < shortestPiece)
        return message.replace(prompt, QStringLiteral("…"), Qt::CaseInsensitive);
    QString kept;
    for (qsizetype at = 0; at < message.size();) {
        const qsizetype piece = pieceAt(message, at, prompt);
        kept += piece > 0 ? QChar(0x2026) : message.at(at);
        at += std::max<qsizetype>(piece, 1);
    }
    return kept;
}

void logTransition(
    Connection& connection, JobId job, AttemptId attempt, JobState from, JobState to, const QString& message)
{
    if (!transitionLog().isInfoEnabled())
        return;
    Query query(connection, QStringLiteral("SELECT batch_id, prompt FROM job WHERE id = ?"));
    const auto known = query.bind(job).first([&message](const Row& row) {
        return std::pair(
            row.integer64(0), message.isEmpty() ? QString() : withoutPrompt(log::withoutLinks(message), row.text(1)));
    });
    if (!known || !*known)
        return;
    const auto& [batch, words] = **known;
    log::note(transitionLog(), words,
        {{QStringLiteral("event"), QStringLiteral("transition")}, {QStringLiteral("job"), job.value},
            {QStringLiteral("attempt"), attempt.value}, {QStringLiteral("batch"), batch},
            {QStringLiteral("from"), jobStateName(from)}, {QStringLiteral("to"), jobStateName(to)}});
}

} // namespace batchroom
