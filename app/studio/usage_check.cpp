// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/usage_check.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UsageCheck", text);
}

bool liesIn(const LedgerTry& one, const UsageWindow& window)
{
    return one.sentMs >= window.startMs && one.sentMs + billedWithinMs <= window.endMs;
}

bool touches(const LedgerTry& one, const UsageWindow& window)
{
    return one.sentMs < window.endMs && one.sentMs + billedWithinMs > window.startMs;
}

struct Counted {
    int known = 0;        // billed, and all of it in this window
    int perhapsKnown = 0; // billed, maybe in the hour beside it; or not settled yet
    int unknown = 0;      // in this window
    int beside = 0;       // unknown, maybe billed in the hour beside it
};

Counted counted(const QList<LedgerTry>& tries, const UsageWindow& window)
{
    Counted sum;
    for (const LedgerTry& one : tries) {
        if (!touches(one, window))
            continue;
        if (one.billed == Billed::Unknown)
            ++(liesIn(one, window) ? sum.unknown : sum.beside);
        else if (one.billed == Billed::Yes && liesIn(one, window))
            ++sum.known;
        else if (one.billed != Billed::No)
            ++sum.perhapsKnown;
    }
    return sum;
}

bool isOf(const QString& redacted, const QString& key)
{
    static const QRegularExpression shape(QStringLiteral("\\A([A-Za-z0-9_-]*)[^A-Za-z0-9_-]+([A-Za-z0-9_-]*)\\z"));
    const QRegularExpressionMatch match = shape.match(redacted);
    return match.hasMatch() && match.capturedLength(1) + match.capturedLength(2) >= 4
        && match.capturedLength(1) + match.capturedLength(2) < key.size() && key.startsWith(match.captured(1))
        && key.endsWith(match.captured(2));
}

QString spanText(const UsageWindow& window)
{
    const QLocale locale;
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(window.startMs);
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(window.endMs);
    return tr("%1, %2 to %3")
        .arg(locale.toString(start.date(), QLocale::ShortFormat), locale.toString(start.time(), QLocale::ShortFormat),
            locale.toString(end.time(), QLocale::ShortFormat));
}

QString verdict(const UsageFinding& finding)
{
    const QString all = QString::number(finding.unknown);
    if (finding.atMost == 0)
        return tr("So none of the %1 unknown ones was billed.").arg(all);
    if (finding.atLeast == finding.atMost)
        return tr("So %1 of the %2 unknown ones were billed; fewer only if another program uses the same key.")
            .arg(QString::number(finding.atMost), all);
    return tr("So between %1 and %2 of the %3 unknown ones were billed; fewer only if another program uses the same "
              "key.")
        .arg(QString::number(finding.atLeast), QString::number(finding.atMost), all);
}

} // namespace

QList<UsageWindow> usageWindows(const QList<LedgerTry>& tries)
{
    QList<UsageWindow> windows;
    for (const LedgerTry& one : tries)
        if (one.isOpen)
            windows.append(
                {one.sentMs - one.sentMs % hourMs, (one.sentMs + billedWithinMs + hourMs - 1) / hourMs * hourMs});
    std::sort(windows.begin(), windows.end(),
        [](const UsageWindow& a, const UsageWindow& b) { return a.startMs < b.startMs; });
    QList<UsageWindow> apart;
    for (const UsageWindow& window : std::as_const(windows)) {
        if (!apart.isEmpty() && window.startMs < apart.last().endMs)
            apart.last().endMs = std::max(apart.last().endMs, window.endMs);
        else
            apart.append(window);
    }
    return apart;
}

QList<UsageFinding> compareUsage(const QList<LedgerTry>& tries, const QList<UsageBucket>& buckets, qint64 nowMs)
{
    QList<UsageFinding> findings;
    for (const UsageWindow& window : usageWindows(tries)) {
        const Counted sum = counted(tries, window);
        UsageFinding finding{.window = window, .unknown = sum.unknown, .known = sum.known};
        qint64 answered = 0;
        for (const UsageBucket& bucket : buckets) {
            if (bucket.startMs < window.startMs || bucket.endMs > window.endMs)
                continue;
            if (bucket.startMs < nowMs)
                answered += bucket.endMs - bucket.startMs;
            for (const UsageLine& line : bucket.lines) {
                finding.billed += line.units.value_or(0);
                finding.isUncounted = finding.isUncounted || !line.units;
            }
        }
        const qint64 most = finding.billed - sum.known;
        const qint64 least = most - sum.perhapsKnown - sum.beside;
        finding.atMost = static_cast<int>(std::clamp<qint64>(most, 0, sum.unknown));
        finding.atLeast = static_cast<int>(std::clamp<qint64>(least, 0, sum.unknown));
        // An hour that has not begun is not missing.
        const qint64 begun = std::min(window.endMs, (nowMs + hourMs - 1) / hourMs * hourMs) - window.startMs;
        finding.isAnswered = answered >= begun;
        finding.isFinal = finding.isAnswered && nowMs >= window.endMs + usageLagMs && most >= 0;
        findings.append(finding);
    }
    return findings;
}

QList<UsageBucket> onlyOfKey(QList<UsageBucket> buckets, const Secret& key)
{
    const QString text = QString::fromUtf8(key.reveal());
    const bool canTell = std::any_of(buckets.cbegin(), buckets.cend(), [&](const UsageBucket& bucket) {
        return std::any_of(bucket.lines.cbegin(), bucket.lines.cend(),
            [&](const UsageLine& line) { return isOf(line.redactedKey, text); });
    });
    if (!canTell)
        return buckets;
    for (UsageBucket& bucket : buckets)
        bucket.lines.removeIf(
            [&](const UsageLine& line) { return !line.redactedKey.isEmpty() && !isOf(line.redactedKey, text); });
    return buckets;
}

QString sentenceOf(const UsageFinding& finding)
{
    if (!finding.isAnswered)
        return tr("%1: Ideogram said nothing about this time, so nothing is known about its unknown ones (%2).")
            .arg(spanText(finding.window))
            .arg(finding.unknown);
    QString text = tr("%1: Ideogram billed %2, and Batchroom knows of %3.")
                       .arg(spanText(finding.window))
                       .arg(finding.billed)
                       .arg(finding.known)
        + QLatin1Char(' ') + verdict(finding);
    if (finding.isUncounted)
        text += QLatin1Char(' ') + tr("It also billed something that is not counted by the piece.");
    if (!finding.isFinal)
        text +=
            QLatin1Char(' ') + tr("Ideogram counts with a delay of some minutes, so more may appear: ask again later.");
    return text;
}

} // namespace batchroom
