// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/trouble_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace batchroom {

namespace {

QString tr(const char* text, const char* comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("NeedsYou", text, comment, n);
}

QString figure(qsizetype value)
{
    return QLocale().toString(value);
}

bool isFree(const Trouble& trouble)
{
    return trouble.possible.isZero() && billingOf(trouble.account) == Billing::Free;
}

// The time today, else the day too.
QString stamp(qint64 ms)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    if (ms <= 0)
        return {};
    // The C locale's short form has seconds.
    const QString time = QLocale().language() == QLocale::C ? at.time().toString(QStringLiteral("HH:mm"))
                                                            : QLocale().toString(at.time(), QLocale::ShortFormat);
    return at.date() == QDate::currentDate()
        ? time
        : QLocale().toString(at.date(), QStringLiteral("d MMM")) + QLatin1Char(' ') + time;
}

QString holdTitle(HoldReason reason)
{
    switch (reason) {
    case HoldReason::OutOfCredit: return tr("Out of credit");
    case HoldReason::KeyRefused: return tr("The key was refused");
    case HoldReason::NotAllowed: return tr("Not allowed for this account");
    case HoldReason::KeyMissing: return tr("There is no key yet");
    case HoldReason::BudgetReached: return tr("Stopped before paying more");
    case HoldReason::DiskFull: return tr("The disk is full");
    }
    return {};
}

IconId holdIcon(HoldReason reason)
{
    switch (reason) {
    case HoldReason::KeyRefused:
    case HoldReason::NotAllowed:
    case HoldReason::KeyMissing: return IconId::Key;
    case HoldReason::DiskFull: return IconId::Disk;
    default: return IconId::Money;
    }
}

TroubleWords holdWords(const Trouble& trouble)
{
    TroubleWords words;
    words.icon = holdIcon(trouble.hold.reason);
    words.title = holdTitle(trouble.hold.reason);
    words.facts = trouble.waiting == 1
        ? tr("%1 · 1 job waits").arg(accountWords(trouble.account))
        : tr("%1 · %2 jobs wait").arg(accountWords(trouble.account), figure(trouble.waiting));
    words.message = trouble.hold.message;
    return words;
}

QString groupTitle(const Trouble& trouble)
{
    const QString count = figure(trouble.jobs.size());
    switch (trouble.kind) {
    case TroubleKind::Expired: return tr("%1 links expired before the download").arg(count);
    case TroubleKind::Dead: return tr("%1 jobs were given up").arg(count);
    default: return tr("%1 were sent, but no answer came back").arg(count);
    }
}

QString groupMessage(const Trouble& trouble)
{
    const QString money = trouble.possible.toText();
    switch (trouble.kind) {
    case TroubleKind::Expired:
        return tr("They were made and charged, but are gone at the provider. Buying them again costs %1.").arg(money);
    case TroubleKind::Dead: return tr("They failed several times. Trying again costs at most %1.").arg(money);
    default:
        return isFree(trouble)
            ? tr("They may have been made already. The Sandbox charges nothing, so sending them again is free.")
            : tr("They may have been made and charged. Sending all of them again can cost a second %1.").arg(money);
    }
}

QString singleTitle(TroubleKind kind)
{
    switch (kind) {
    case TroubleKind::Refused: return tr("Refused by the provider");
    case TroubleKind::Expired: return tr("The link expired before the download");
    case TroubleKind::Dead: return tr("Given up");
    default: return tr("Sent, but no answer came back");
    }
}

QString singleMessage(const Trouble& trouble)
{
    if (trouble.kind != TroubleKind::Unknown)
        return trouble.first.message;
    return isFree(trouble)
        ? tr("It may have been made already. The Sandbox charges nothing, so sending it again is free.")
        : tr("It may have been made and charged. Sending it again can cost a second %1.")
              .arg(trouble.possible.toText());
}

QString technical(const JobRow& job)
{
    if (job.detail.isEmpty())
        return {};
    // What the message says already is not said again.
    if (job.message.contains(job.detail.trimmed()))
        return tr("Job %1, attempt %2").arg(job.id.toString()).arg(job.attempts);
    return tr("Job %1, attempt %2: %3").arg(job.id.toString()).arg(job.attempts).arg(job.detail.simplified());
}

} // namespace

TroubleWords wordsOf(const Trouble& trouble, const QueueList& list)
{
    if (trouble.kind == TroubleKind::Hold)
        return holdWords(trouble);
    TroubleWords words;
    const bool isBad = trouble.kind == TroubleKind::Refused || trouble.kind == TroubleKind::Expired;
    words.role = isBad ? ColorRole::Bad : ColorRole::Warn;
    words.icon = trouble.kind == TroubleKind::Unknown ? IconId::Unknown
        : trouble.kind == TroubleKind::Refused        ? IconId::Stop
        : trouble.kind == TroubleKind::Expired        ? IconId::Clock
                                                      : IconId::Attention;
    if (trouble.isGroup()) {
        words.title = groupTitle(trouble);
        words.message = groupMessage(trouble);
        return words;
    }
    const JobRow& job = trouble.first;
    words.title = singleTitle(trouble.kind);
    words.message = singleMessage(trouble);
    words.detail = technical(job);
    QStringList facts{modelWords(list.catalog(), job), tr("row %1").arg(job.row), stamp(job.stateSinceMs)};
    if (trouble.kind == TroubleKind::Refused)
        facts.prepend(tr("Not charged"));
    else
        words.prompt = job.prompt.simplified();
    facts.removeAll(QString());
    words.facts = facts.join(QStringLiteral(" · "));
    return words;
}

QList<TroubleButton> buttonsOf(const Trouble& trouble)
{
    const QString money = trouble.possible.toText();
    const bool free = isFree(trouble);
    switch (trouble.kind) {
    case TroubleKind::Hold: {
        if (trouble.batch)
            return {{TroubleAnswer::GoOn, tr("Raise its limit…"), IconId::Money, false}};
        QList<TroubleButton> buttons{{TroubleAnswer::GoOn, tr("Go on"), IconId::Play, false}};
        if (trouble.hold.reason != HoldReason::DiskFull && trouble.hold.reason != HoldReason::OutOfCredit)
            buttons.prepend({TroubleAnswer::OpenSettings, tr("Open Settings"), std::nullopt, true});
        return buttons;
    }
    case TroubleKind::Unknown: {
        const QString again = trouble.isGroup() ? (free ? tr("Send all again") : tr("Send all again, up to %1 more"))
                                                : (free ? tr("Send again") : tr("Send again, up to %1 more"));
        QList<TroubleButton> buttons{
            {TroubleAnswer::WriteOff, trouble.isGroup() ? tr("Write off all") : tr("Write off"), std::nullopt, true},
            {TroubleAnswer::SendAgain, free ? again : again.arg(money), IconId::Retry, trouble.canAskAgain}};
        if (trouble.canAskAgain)
            buttons.append({TroubleAnswer::AskAgain,
                trouble.isGroup() ? tr("Ask about all again, free") : tr("Ask again, free"), IconId::Search, false});
        if (trouble.isGroup())
            buttons.prepend({TroubleAnswer::ShowThem, tr("Show them"), std::nullopt, true});
        return buttons;
    }
    case TroubleKind::Refused:
        return {{TroubleAnswer::Drop, tr("Drop"), std::nullopt, true},
            {TroubleAnswer::SaveAndQueue, free ? tr("Save and queue") : tr("Save and queue · %1").arg(money),
                IconId::ArrowRight, false}};
    case TroubleKind::Expired:
        return {{TroubleAnswer::Drop, trouble.isGroup() ? tr("Drop all") : tr("Drop"), std::nullopt, true},
            {TroubleAnswer::Retry, free ? tr("Make again") : tr("Buy again · %1").arg(money), IconId::Retry, false}};
    case TroubleKind::Dead:
        return {{TroubleAnswer::Drop, trouble.isGroup() ? tr("Drop all") : tr("Drop"), std::nullopt, true},
            {TroubleAnswer::Retry, free ? tr("Try again") : tr("Try again · %1").arg(money), IconId::Retry, false}};
    }
    return {};
}

QList<AlikeAnswer> alikeAnswers(const QueueList& list)
{
    QList<AlikeAnswer> answers;
    const auto add = [&](TroubleKind kind, TroubleAnswer answer, const QString& text, const QString& freeText) {
        const QList<JobId> jobs = jobsOfKind(list, kind);
        if (jobs.size() < 2)
            return;
        const Money money = priceOf(list, jobs);
        const QString words =
            money.isZero() ? freeText.arg(figure(jobs.size())) : text.arg(figure(jobs.size()), money.toText());
        answers.append({kind, answer, jobs, words});
    };
    const QString writeOff = tr("Write off all %1 without an answer");
    const QString dropRefused = tr("Drop all %1 refused ones");
    const QString dropExpired = tr("Drop all %1 expired ones");
    const QString dropDead = tr("Drop all %1 that were given up");
    const auto same = [&](TroubleKind kind, TroubleAnswer answer, const QString& text) {
        const QList<JobId> jobs = jobsOfKind(list, kind);
        if (jobs.size() >= 2)
            answers.append({kind, answer, jobs, text.arg(figure(jobs.size()))});
    };
    add(TroubleKind::Unknown, TroubleAnswer::SendAgain, tr("Send all %1 again, up to %2 more"),
        tr("Send all %1 again"));
    same(TroubleKind::Unknown, TroubleAnswer::WriteOff, writeOff);
    same(TroubleKind::Refused, TroubleAnswer::Drop, dropRefused);
    add(TroubleKind::Expired, TroubleAnswer::Retry, tr("Buy all %1 again · %2"), tr("Make all %1 again"));
    same(TroubleKind::Expired, TroubleAnswer::Drop, dropExpired);
    add(TroubleKind::Dead, TroubleAnswer::Retry, tr("Try all %1 again · %2"), tr("Try all %1 again"));
    same(TroubleKind::Dead, TroubleAnswer::Drop, dropDead);
    return answers;
}

QString laneNote(const QueueList& list, const QList<Trouble>& troubles)
{
    const int jobs = list.figures().needsYou;
    const bool isHeld = !list.holds().isEmpty();
    // A batch at its own limit stops nobody else.
    if (jobs == 0)
        return isHeld ? tr("Nothing is sent until you decide.") : tr("The others go on.");
    const QString count = jobs == 1 ? tr("1 job.") : tr("%1 jobs.").arg(figure(jobs));
    int shown = 0;
    for (const Trouble& trouble : troubles)
        shown += static_cast<int>(trouble.jobs.size());
    QString rest = isHeld ? tr("Nothing is sent until you decide.")
        : jobs == 1       ? tr("The rest goes on without it.")
                          : tr("The rest goes on without them.");
    if (shown < jobs)
        rest += QLatin1Char(' ') + tr("%1 more follow.").arg(figure(jobs - shown));
    return count + QLatin1Char(' ') + rest;
}

} // namespace batchroom
