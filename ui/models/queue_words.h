// SPDX-License-Identifier: GPL-3.0-or-later
// Small words and figures of the Queue: model and speed, money, seconds, how long a picture usually takes. GUI thread.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/job.h"

#include <QHash>

#include <chrono>
#include <optional>

namespace batchroom {

// "4.5 · Medium"; what the catalogue does not know is shown as it is.
QString modelWords(const Catalog& catalog, const JobRow& job);
// "$0.06", "free" on an account that charges nothing.
QString priceWords(QStringView account, Money price);
// "9 s", "2:05 min"; empty when the job was never sent.
QString elapsedWords(const JobRow& job, qint64 nowMs);
// "the Sandbox", "Ideogram": how the account is called in a sentence.
QString accountWords(QStringView account);
bool isRunningState(JobState state); // sending, generating, downloading
bool isWaitingState(JobState state); // draft, queued, held
bool isFailedState(JobState state);  // what "Retry failed" covers: failed and dead

// "at 22:00", "tomorrow at 06:00", "on Fri 27 Nov at 09:00".
QString startTimeWords(qint64 startMs, qint64 nowMs);
struct StartChoice {
    QString words; // "Tonight at 22:00"
    qint64 startMs = 0;
};
QList<StartChoice> startChoices(qint64 nowMs);

// How long pictures were seen to take, by model and speed; the newest weigh most.
class MeasuredTimes {
public:
    void note(const JobRow& job); // looks at finished ones only
    std::optional<std::chrono::milliseconds> of(const QString& model, const QString& speed) const;

private:
    QHash<std::pair<QString, QString>, double> m_ms;
};

// How long a picture takes with its model and speed: the catalogue's figure until pictures were seen to finish.
class TypicalTimes {
public:
    explicit TypicalTimes(const Catalog& catalog)
        : m_catalog(catalog)
    {
    }
    void note(const JobRow& job) { m_measured.note(job); }
    const MeasuredTimes& measured() const { return m_measured; }
    std::chrono::milliseconds of(const JobRow& job) const;

private:
    const Catalog& m_catalog;
    MeasuredTimes m_measured;
};

} // namespace batchroom
