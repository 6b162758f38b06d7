// SPDX-License-Identifier: GPL-3.0-or-later
// resolve: the person's answer to jobs whose outcome is unknown, one by one or by filter.
#include "app/cli/commands.h"
#include "app/cli/open_studio.h"
#include "app/cli/unknown_jobs.h"

#include <QCoreApplication>
#include <QSet>

namespace batchroom::cli {

namespace {

QString tr(const char* text, qsizetype n = -1)
{
    return QCoreApplication::translate("ResolveCommand", text, nullptr, static_cast<int>(n));
}

QString answerWord(UnknownAnswer answer)
{
    switch (answer) {
    case UnknownAnswer::Resend: return QStringLiteral("resend");
    case UnknownAnswer::WriteOff: return QStringLiteral("write-off");
    case UnknownAnswer::AskAgain: break;
    }
    return QStringLiteral("ask-again");
}

// How many, and what it may cost, before anything is written.
void announce(const UnknownJobs& chosen, UnknownAnswer answer, Console& console)
{
    QJsonObject line{
        {QStringLiteral("type"), QStringLiteral("resolve")},
        {QStringLiteral("answer"), answerWord(answer)},
        {QStringLiteral("jobs"), chosen.jobs.size()},
    };
    if (answer == UnknownAnswer::Resend)
        line.insert(QStringLiteral("second_charge_usd"), chosen.price.toDecimal());
    if (chosen.cannotAsk > 0)
        line.insert(QStringLiteral("cannot_ask"), chosen.cannotAsk);
    console.json(line);
    if (answer == UnknownAnswer::Resend && !chosen.jobs.isEmpty())
        console.say(chosen.price.isZero()
                ? tr("%n job(s) of unknown outcome to send again, free.", chosen.jobs.size())
                : tr("%n job(s) of unknown outcome to send again. Those that were charged already are charged a second "
                     "time: up to %1 more.",
                    chosen.jobs.size())
                      .arg(chosen.price.toText()));
    if (chosen.cannotAsk > 0)
        console.say(tr("%n job(s) stay unknown: the provider named no generation that could be asked for. Choose "
                       "--resend or --write-off for them.",
            chosen.cannotAsk));
    if (chosen.jobs.isEmpty() && chosen.cannotAsk == 0)
        console.say(tr("No job of unknown outcome matches, so there is nothing to resolve."));
}

// answered(false) leaves everything as it is.
void agree(const UnknownJobs& chosen, const Options& options, Console& console, Console::Answered answered)
{
    if (*options.answer != UnknownAnswer::Resend || chosen.price.isZero() || options.yes) {
        answered(true);
    } else if (console.canAsk()) {
        console.askThen(tr("Send them again? [y/N]"), std::move(answered));
    } else {
        console.fail({ErrorCode::BadInput,
            tr("Nothing was changed: nobody can be asked here. Add --yes to pay up to %1 more.")
                .arg(chosen.price.toText()),
            {}});
        answered(false);
    }
}

void sayAnswered(const QueueSnapshot& after, const QList<JobId>& jobs, UnknownAnswer answer, Console& console)
{
    const QSet<JobId> answered(jobs.cbegin(), jobs.cend());
    for (const JobRow& job : after.jobs)
        if (answered.contains(job.id)) {
            console.json(jsonOf(job));
            console.say(tr("Job %1 is now %2.").arg(QString::number(job.id.value), jobStateName(job.state)));
        }
    if (after.isStarted) // the program that works on them goes on by itself
        return;
    if (answer == UnknownAnswer::Resend)
        console.say(tr("Send them with: batchroom-cli resume"));
    if (answer == UnknownAnswer::AskAgain)
        console.say(tr("Ask with: batchroom-cli resume"));
}

// Commands are carried out in order: when the snapshot after it is there, the answer is on disk.
void answerAll(JobQueue& queue, const UnknownJobs& chosen, const Options& options, Console& console, QObject* context,
    const Finish& finish)
{
    const auto hasFailed = std::make_shared<bool>(false);
    QObject::connect(&queue, &JobQueue::commandFailed, context, [&console, hasFailed](const Error& error) {
        *hasFailed = true;
        console.fail(error);
    });
    queue.answerUnknown(chosen.jobs, *options.answer);
    queue.snapshot().then(context, [&options, &console, chosen, finish, hasFailed](const Result<QueueSnapshot>& after) {
        if (!after) {
            console.fail(after.error());
            finish(libraryUnavailable);
            return;
        }
        sayAnswered(*after, chosen.jobs, *options.answer, console);
        finish(*hasFailed ? badUsage : chosen.cannotAsk > 0 ? someNeedAttention : everythingDone);
    });
}

} // namespace

Session beginResolve(Studio& studio, const Options& options, Console& console, const Finish& finish)
{
    if (options.checksUsage)
        return beginUsage(studio, options, console, finish);
    auto guard = std::make_shared<QObject>();
    QObject* context = guard.get();
    studio.queue().snapshot().then(
        context, [&studio, &options, &console, context, finish](const Result<QueueSnapshot>& snapshot) {
            if (!snapshot) {
                console.fail(snapshot.error());
                finish(libraryUnavailable);
                return;
            }
            const UnknownChoice choice = chooseUnknown(*snapshot, options);
            for (const Error& error : choice.errors)
                console.fail(error);
            if (!choice.errors.isEmpty()) {
                finish(badUsage);
                return;
            }
            announce(choice.chosen, *options.answer, console);
            if (choice.chosen.jobs.isEmpty()) {
                finish(choice.chosen.cannotAsk > 0 ? someNeedAttention : everythingDone);
                return;
            }
            agree(choice.chosen, options, console,
                [&studio, &options, &console, context, finish, chosen = choice.chosen](bool isYes) {
                    if (isYes)
                        answerAll(studio.queue(), chosen, options, console, context, finish);
                    else
                        finish(console.canAsk() ? everythingDone : badUsage);
                });
        });
    return guard;
}

} // namespace batchroom::cli
