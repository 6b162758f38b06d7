// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notice.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

using Where = NoticeTarget::Where;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Notice)
};

QString number(qsizetype count)
{
    return QLocale().toString(count);
}

Notice ofHolds(const News& news)
{
    return {Words::tr("The queue is on hold"), news.holds.last(), {Where::Queue}, true};
}

Notice ofNeeds(const News& news)
{
    const QString title =
        news.needs == 1 ? Words::tr("A job needs you") : Words::tr("%1 jobs need you").arg(number(news.needs));
    return {title, Words::tr("The rest goes on. The answer is a click in the Queue."), {Where::NeedsYou}, true};
}

Notice ofFailures(const News& news)
{
    const QString title = news.failures.size() == 1
        ? Words::tr("A picture failed elsewhere")
        : Words::tr("%1 pictures failed elsewhere").arg(number(news.failures.size()));
    return {title, news.failures.last(), {Where::Events}, false};
}

Notice ofBatch(const BatchSummary& batch)
{
    const int done = batch.count(JobState::Done);
    QString text = Words::tr("%1 of %2 images are there.").arg(number(done), number(batch.total()));
    if (!batch.spent.isZero())
        text += QLatin1Char(' ') + Words::tr("%1 spent.").arg(batch.spent.toText());
    return {
        Words::tr("“%1” is done").arg(batch.name), text, {done > 0 ? Where::Gallery : Where::Queue, batch.id}, false};
}

Notice ofFinished(const News& news, const QList<BatchSummary>& batches)
{
    const auto only = std::find_if(batches.cbegin(), batches.cend(),
        [&news](const BatchSummary& batch) { return batch.id == news.finished.first(); });
    if (news.finished.size() == 1 && only != batches.cend())
        return ofBatch(*only);
    const QString title = news.finished.size() == 1
        ? Words::tr("A batch is done")
        : Words::tr("%1 batches are done").arg(number(news.finished.size()));
    return {title, {}, {Where::Gallery}, false};
}

Notice ofExports(const News& news)
{
    if (news.exports.size() == 1)
        return news.exports.first();
    return {Words::tr("%1 exports are done").arg(number(news.exports.size())), news.exports.last().title,
        {Where::Deliver}, false};
}

Notice ofRules(const News& news)
{
    if (news.rules.size() == 1)
        return news.rules.first();
    return {Words::tr("%1 messages of your rules").arg(number(news.rules.size())), news.rules.last().title,
        {Where::Events}, false};
}

} // namespace

bool News::isEmpty() const
{
    return holds.isEmpty() && needs == 0 && failures.isEmpty() && finished.isEmpty() && exports.isEmpty()
        && rules.isEmpty();
}

Notice noticeOf(const News& news, const QList<BatchSummary>& batches, bool wasQuiet)
{
    QList<Notice> parts;
    if (!news.holds.isEmpty())
        parts.append(ofHolds(news));
    if (news.needs > 0)
        parts.append(ofNeeds(news));
    if (!news.failures.isEmpty())
        parts.append(ofFailures(news));
    if (!news.finished.isEmpty())
        parts.append(ofFinished(news, batches));
    if (!news.exports.isEmpty())
        parts.append(ofExports(news));
    if (!news.rules.isEmpty())
        parts.append(ofRules(news));
    if (parts.size() == 1)
        return parts.first();
    QStringList lines;
    for (const Notice& part : std::as_const(parts))
        lines.append(part.title);
    return {wasQuiet ? Words::tr("While it was quiet") : Words::tr("News from the queue"),
        lines.join(QLatin1Char('\n')), parts.first().target, parts.first().asksPerson};
}

} // namespace batchroom
