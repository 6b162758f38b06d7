// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/account_pace.h"
#include "app/queue/decide_outcome.h"
#include "app/queue/plan_admission.h"
#include "app/queue/quote_book.h"
#include "app/queue/right_of_way.h"
#include "app/queue/schedule.h"

#include <QRandomGenerator>
#include <QTest>

#include <latch>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

// Always the top of the range, or always the bottom.
class Extreme final : public RandomSource {
public:
    explicit Extreme(bool highest)
        : m_highest(highest)
    {
    }
    qint64 below(qint64 bound) override { return m_highest ? bound - 1 : 0; }

private:
    bool m_highest;
};

ReturnedImage goodImage()
{
    ReturnedImage image;
    image.url = QUrl(QStringLiteral("https://images.invalid/a.png"));
    image.seed = 5;
    return image;
}

ReturnedImage unsafeImage()
{
    ReturnedImage image = goodImage();
    image.isSafe = false;
    return image;
}

QString stateName(JobState from, const NextState& next)
{
    const std::optional<JobState> state = stateAfter(from, next.settlement.event);
    return state ? jobStateName(*state) : QStringLiteral("refused");
}

QString delayName(Delay delay)
{
    return delay == Delay::Backoff ? QStringLiteral("backoff")
        : delay == Delay::Jitter   ? QStringLiteral("jitter")
                                   : QStringLiteral("none");
}

} // namespace

Q_DECLARE_METATYPE(batchroom::SendOutcome)
Q_DECLARE_METATYPE(batchroom::PollOutcome)

class QueuePlannersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decidesEveryRowOfTheOutcomeTable_data();
    void decidesEveryRowOfTheOutcomeTable();
    void decidesEveryPollAnswer_data();
    void decidesEveryPollAnswer();
    void makesWhatTheSandboxForgotAgain();
    void retriesAFailedGenerationTwiceThenGivesUp();
    void aDiscardedJobEndsCancelledAndKeepsItsMoney();
    void aRefusalIsToldOnce();
    void aLostAnswerKeepsTheGenerationItNamed();
    void aDownloadThatEndsBadlyIsStillPaid();
    void knowsHowLongALinkLives_data();
    void knowsHowLongALinkLives();
    void admitsByPlacesHoldsPausesAndTime_data();
    void admitsByPlacesHoldsPausesAndTime();
    void backsOffWithFullJitterUpToTheCap();
    void pollsWhenTheQuickOnesAreFinishedThenInSteps();
    void learnsHowLongAModelTakes();
    void asksSeldomAndFindsSoonWhatVaries();
    void countsAttemptsTurnedAwayTogetherAsOneRound();
    void keepsBreaksShortWhileSomeGetThrough();
    void raisesALoweredLimitOnePlaceAfterAQuietWhile();
    void asksForOneQuotePerOptionSet();
    void refusesOnlyTheJobWhosePromptIsBad();
    void asksForQuotesAgainAfterADearerOneWasAccepted();
    void picturesGiveWayToSubmissions();
    void picturesGiveWayOnlyForAWhile();
};

void QueuePlannersTest::decidesEveryRowOfTheOutcomeTable_data()
{
    QTest::addColumn<SendOutcome>("outcome");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("billed");
    QTest::addColumn<QString>("delay");
    QTest::addColumn<QString>("hold");
    const auto row = [](const char* name, const SendOutcome& outcome, const char* state, const char* billed,
                         const char* delay = "none", const char* hold = "") {
        QTest::newRow(name) << outcome << QString::fromLatin1(state) << QString::fromLatin1(billed)
                            << QString::fromLatin1(delay) << QString::fromLatin1(hold);
    };
    row("not sent", NotSent{QStringLiteral("no route")}, "queued", "no", "backoff");
    row("answer lost", AnswerLost{QStringLiteral("reset")}, "unknown", "unknown");
    row("accepted", Accepted{QStringLiteral("g1"), {}}, "accepted", "pending");
    row("accepted without an id", Accepted{{}, {}}, "unknown", "unknown");
    row("images", ImagesReturned{{}, {goodImage()}}, "ready", "yes");
    row("no images", ImagesReturned{{}, {}}, "unknown", "unknown");
    row("withheld as unsafe", ImagesReturned{{}, {unsafeImage()}}, "withheld", "yes");
    row("withheld without a url", ImagesReturned{{}, {ReturnedImage{}}}, "withheld", "yes");
    row("429", Throttled{{}, 4, {}}, "queued", "no", "jitter");
    row("402", AccountRefused{AccountProblem::OutOfCredit, {}}, "queued", "no", "none", "out_of_credit");
    row("401", AccountRefused{AccountProblem::KeyRefused, {}}, "queued", "no", "none", "key_refused");
    row("403", AccountRefused{AccountProblem::NotAllowed, {}}, "queued", "no", "none", "not_allowed");
    row("no key", AccountRefused{AccountProblem::KeyMissing, {}}, "queued", "no", "none", "key_missing");
    row("400", RequestRejected{400, QStringLiteral("bad"), false}, "rejected", "no");
    row("404", RequestRejected{404, {}, false}, "rejected", "no");
    row("413", RequestRejected{413, {}, false}, "rejected", "no");
    row("422", RequestRejected{422, {}, true}, "rejected", "no");
    row("500", ServerFault{500, {}}, "unknown", "unknown");
    row("408", ServerFault{408, {}}, "unknown", "unknown");
    row("500 that names a generation", ServerFault{500, {}, QStringLiteral("g1")}, "unknown", "unknown");
    row("cut answer that names a generation", AnswerLost{{}, QStringLiteral("g1")}, "unknown", "unknown");
}

void QueuePlannersTest::decidesEveryRowOfTheOutcomeTable()
{
    QFETCH(SendOutcome, outcome);
    QFETCH(QString, state);
    QFETCH(QString, billed);
    QFETCH(QString, delay);
    QFETCH(QString, hold);
    const NextState next = decideOutcome(outcome, {});
    QCOMPARE(stateName(JobState::Submitting, next), state);
    QCOMPARE(billedName(next.settlement.billed), billed);
    QCOMPARE(delayName(next.delay), delay);
    QCOMPARE(next.hold ? holdReasonName(next.hold->reason) : QString(), hold);
    QVERIFY(!next.settlement.outcome.isEmpty());
    // Whoever is asked, or left waiting, is told why.
    const bool isFine =
        state == QStringLiteral("accepted") || state == QStringLiteral("ready") || next.hold.has_value();
    QCOMPARE(next.settlement.message.isEmpty(), isFine);
    QVERIFY(!next.hold || !next.hold->message.isEmpty());
}

void QueuePlannersTest::decidesEveryPollAnswer_data()
{
    QTest::addColumn<PollOutcome>("outcome");
    QTest::addColumn<int>("hours");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("billed");
    const auto row = [](const char* name, const PollOutcome& outcome, int hours, const char* state,
                         const char* billed = "") {
        QTest::newRow(name) << outcome << hours << QString::fromLatin1(state) << QString::fromLatin1(billed);
    };
    row("pending", StillPending{}, 0, "");
    row("fault", PollFault{{}, {}}, 0, "");
    row("key refused", AccountRefused{AccountProblem::KeyRefused, {}}, 0, "");
    row("pending for more than a day", StillPending{}, 25, "unknown", "unknown");
    row("completed", GenerationCompleted{{goodImage()}, {}}, 0, "ready", "yes");
    row("completed, unsafe", GenerationCompleted{{unsafeImage()}, {}}, 0, "withheld", "yes");
    row("completed without images", GenerationCompleted{{}, {}}, 0, "withheld", "yes");
    row("failed", GenerationFailed{QStringLiteral("internal")}, 0, "queued", "no");
    // A generation that was only just accepted may not be known everywhere yet; written off, it would be paid twice.
    row("404 of a young one", GenerationGone{{}}, 0, "");
    row("404 of one a day old", GenerationGone{{}}, 24, "");
    row("404 after more than a day", GenerationGone{{}}, 25, "unknown", "unknown");
    row("offline for more than a day", PollFault{{}, {}}, 100, "");
}

void QueuePlannersTest::decidesEveryPollAnswer()
{
    QFETCH(PollOutcome, outcome);
    QFETCH(int, hours);
    QFETCH(QString, state);
    QFETCH(QString, billed);
    const std::optional<NextState> next = decidePoll(outcome, {}, std::chrono::hours(hours));
    QCOMPARE(next ? stateName(JobState::Accepted, *next) : QString(), state);
    QCOMPARE(next ? billedName(next->settlement.billed) : QString(), billed);
}

// The built-in Sandbox forgets with its process; nothing there costs anything.
void QueuePlannersTest::makesWhatTheSandboxForgotAgain()
{
    const std::optional<NextState> next = decidePoll(GenerationGone{}, {.isFree = true});
    QVERIFY(next);
    QCOMPARE(stateName(JobState::Accepted, *next), QStringLiteral("queued"));
    QCOMPARE(next->settlement.billed, Billed::No);
    QVERIFY(!next->settlement.isFailure && !next->settlement.usesUpAttempt);
    QVERIFY(!decidePoll(GenerationGone{}, {.isFree = false}));
    const auto discarded = decidePoll(GenerationGone{}, {.isDiscarded = true, .isFree = true});
    QCOMPARE(stateName(JobState::Accepted, *discarded), QStringLiteral("cancelled"));
}

void QueuePlannersTest::retriesAFailedGenerationTwiceThenGivesUp()
{
    QStringList states;
    for (int failures = 0; failures < 3; ++failures) {
        const auto next = decidePoll(GenerationFailed{}, {.failures = failures, .isDiscarded = false});
        QVERIFY(next->settlement.isFailure);
        QCOMPARE(next->settlement.billed, Billed::No);
        states.append(stateName(JobState::Accepted, *next));
    }
    QCOMPARE(states, (QStringList{QStringLiteral("queued"), QStringLiteral("queued"), QStringLiteral("dead")}));
}

void QueuePlannersTest::aDiscardedJobEndsCancelledAndKeepsItsMoney()
{
    const OutcomeContext discarded{.failures = 0, .isDiscarded = true};
    QCOMPARE(decideOutcome(Accepted{QStringLiteral("g"), {}}, discarded).settlement.event, JobEvent::Accepted);
    const NextState done = decideOutcome(ImagesReturned{{}, {goodImage()}}, discarded);
    QCOMPARE(done.settlement.event, JobEvent::ResultDiscarded);
    QCOMPARE(done.settlement.billed, Billed::Yes);
    const NextState lost = decideOutcome(AnswerLost{}, discarded);
    QCOMPARE(lost.settlement.event, JobEvent::ResultDiscarded);
    QCOMPARE(lost.settlement.billed, Billed::Unknown);
    const NextState turnedAway = decideOutcome(Throttled{}, discarded);
    QCOMPARE(turnedAway.settlement.event, JobEvent::ResultDiscarded);
    QCOMPARE(turnedAway.settlement.billed, Billed::No);
    QCOMPARE(decidePoll(GenerationFailed{}, discarded)->settlement.event, JobEvent::ResultDiscarded);
    QVERIFY(turnedAway.settlement.message.contains(QStringLiteral("Nothing was charged")));
    OutcomeContext second = discarded;
    second.earlierCharge = EarlierCharge::Possible;
    QVERIFY(decideOutcome(Throttled{}, second).settlement.message.contains(QStringLiteral("may have been charged")));
}

void QueuePlannersTest::aRefusalIsToldOnce()
{
    const QString theirs = QStringLiteral("Ideogram's safety check refused this prompt. Nothing was made or charged.");
    QCOMPARE(decideOutcome(RequestRejected{422, theirs, true}, {}).settlement.message, theirs);
    const QString ours = decideOutcome(RequestRejected{422, {}, true}, {}).settlement.message;
    QVERIFY(ours.contains(QStringLiteral("Nothing was charged")));
    // Found before anything was sent: the money is not in that sentence.
    const QString local =
        decideOutcome(RequestRejected{0, QStringLiteral("There is no model “9”.")}, {}).settlement.message;
    QVERIFY(local.startsWith(QStringLiteral("There is no model “9”.")));
    QVERIFY(local.contains(QStringLiteral("Nothing was sent")));
    const Hold hold = holdFor(AccountProblem::OutOfCredit, QStringLiteral("No credit. Add some, then continue."));
    QCOMPARE(hold.message.count(QStringLiteral("continue")), 1);
    QVERIFY(hold.message.contains(QStringLiteral("nothing is lost")));
}

void QueuePlannersTest::aLostAnswerKeepsTheGenerationItNamed()
{
    for (const SendOutcome& outcome :
        {SendOutcome(ServerFault{502, {}, QStringLiteral("g1")}), SendOutcome(AnswerLost{{}, QStringLiteral("g1")})})
        QCOMPARE(decideOutcome(outcome, {}).settlement.generationId, QStringLiteral("g1"));
    OutcomeContext asked;
    asked.isAskedAgain = true;
    QCOMPARE(decidePoll(GenerationGone{}, asked)->settlement.event, JobEvent::OutcomeLost);
    QVERIFY(!decidePoll(StillPending{}, asked));
}

void QueuePlannersTest::aDownloadThatEndsBadlyIsStillPaid()
{
    const NextState expired = decideDownload(DownloadEnd::LinkExpired, {}, {});
    QCOMPARE(expired.settlement.event, JobEvent::LinkExpired);
    QCOMPARE(expired.settlement.billed, Billed::Yes);
    const NextState gaveUp = decideDownload(DownloadEnd::GaveUp, {}, {});
    QCOMPARE(gaveUp.settlement.event, JobEvent::DownloadFailed);
    QCOMPARE(gaveUp.settlement.billed, Billed::Yes);
    QVERIFY(gaveUp.settlement.message.contains(QStringLiteral("Failed download")));
}

void QueuePlannersTest::knowsHowLongALinkLives_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<qint64>("untilSeconds");
    const qint64 answered = 1'790'000'000, aDay = 24 * 3600;
    QTest::newRow("nothing said") << QString() << answered + aDay;
    QTest::newRow("exp") << QStringLiteral("exp=1790003600&sig=x") << answered + 3600;
    QTest::newRow("Expires") << QStringLiteral("Signature=x&Expires=1790007200") << answered + 7200;
    QTest::newRow("not a date") << QStringLiteral("exp=1") << answered + aDay;
    QTest::newRow("milliseconds") << QStringLiteral("exp=1790003600000") << answered + aDay;
    QTest::newRow("words") << QStringLiteral("exp=never") << answered + aDay;
    QTest::newRow("for ever") << QStringLiteral("exp=9999999999") << answered + 7 * aDay;
}

void QueuePlannersTest::knowsHowLongALinkLives()
{
    QFETCH(QString, query);
    QUrl link(QStringLiteral("https://images.invalid/a.png"));
    link.setQuery(query);
    QTEST(linkLivesUntilMs(link, 1'790'000'000'000) / 1000, "untilSeconds");
}

void QueuePlannersTest::admitsByPlacesHoldsPausesAndTime_data()
{
    QTest::addColumn<int>("placesInUse");
    QTest::addColumn<bool>("isHeld");
    QTest::addColumn<bool>("waitsForCap");
    QTest::addColumn<bool>("isPaused");
    QTest::addColumn<qint64>("quietUntilMs");
    QTest::addColumn<QList<qint64>>("started");
    QTest::addColumn<qint64>("nextDueMs");
    // Jobs 1 to 6: 2 waits until 1,500, 3 is in a paused batch, 4 already runs, 6 is in a batch at its cap.
    using Ids = QList<qint64>;
    QTest::newRow("free places") << 0 << false << false << false << qint64(0) << Ids{1, 5} << qint64(1500);
    QTest::newRow("one place") << 3 << false << false << false << qint64(0) << Ids{1} << qint64(1500);
    QTest::newRow("no place") << 4 << false << false << false << qint64(0) << Ids{} << qint64(1500);
    QTest::newRow("more in use than granted") << 9 << false << false << false << qint64(0) << Ids{} << qint64(1500);
    QTest::newRow("held") << 0 << true << false << false << qint64(0) << Ids{} << qint64(0);
    QTest::newRow("at a cap") << 0 << false << true << false << qint64(0) << Ids{} << qint64(0);
    QTest::newRow("paused") << 0 << false << false << true << qint64(0) << Ids{} << qint64(0);
    QTest::newRow("account takes a break") << 0 << false << false << false << qint64(1200) << Ids{} << qint64(1200);
}

void QueuePlannersTest::admitsByPlacesHoldsPausesAndTime()
{
    QFETCH(int, placesInUse);
    QFETCH(bool, isHeld);
    QFETCH(bool, waitsForCap);
    QFETCH(bool, isPaused);
    QFETCH(qint64, quietUntilMs);
    const QString account = QStringLiteral("ideogram");
    QList<QueuedJob> jobs;
    for (int n = 1; n <= 6; ++n)
        jobs.append({.id = {n}, .batch = {n == 6 ? 2 : 1}, .account = account});
    jobs[1].notBeforeMs = 1500;
    jobs[2].isBatchPaused = true;
    AdmissionContext context;
    context.accounts.insert(account,
        {.placesInUse = placesInUse,
            .placeLimit = 4,
            .isHeld = isHeld,
            .waitsForCap = waitsForCap,
            .quietUntilMs = quietUntilMs});
    context.batchesAtCap = {BatchId{2}};
    context.running = {JobId{4}};
    context.isPaused = isPaused;
    context.nowMs = 1000;

    const AdmissionPlan plan = planAdmission(jobs, context);
    QList<qint64> started;
    for (const JobId job : plan.start)
        started.append(job.value);
    QTEST(started, "started");
    QTEST(plan.nextDueMs.value_or(0), "nextDueMs");
}

void QueuePlannersTest::backsOffWithFullJitterUpToTheCap()
{
    Extreme highest(true), lowest(false);
    QCOMPARE(backoff(0, highest), 2000ms);
    QCOMPARE(backoff(1, highest), 4000ms);
    QCOMPARE(backoff(4, highest), 32'000ms);
    QCOMPARE(backoff(5, highest), 60'000ms);
    QCOMPARE(backoff(1'000'000, highest), 60'000ms);
    QCOMPARE(backoff(3, highest, 5s), 5000ms);
    QCOMPARE(backoff(5, lowest), 0ms);
}

void QueuePlannersTest::pollsWhenTheQuickOnesAreFinishedThenInSteps()
{
    PollSchedule unknown(std::nullopt);
    QCOMPARE(unknown.next(), 1000ms);
    for (int n = 0; n < 5; ++n)
        QCOMPARE(unknown.next(), 1300ms);
    QCOMPARE(unknown.next(), 1690ms);
    for (int n = 0; n < 20; ++n)
        unknown.next();
    QCOMPARE(unknown.next(), 10'000ms);

    PollSchedule known(TypicalDuration{10, 8s, 1s});
    QCOMPARE(known.next(), 7000ms);
    for (int n = 0; n < 5; ++n)
        QCOMPARE(known.next(), 400ms);
    QCOMPARE(known.next(), 520ms);
    QCOMPARE(known.next(30s), 30'000ms);
    QCOMPARE(known.next(24h), 600'000ms);
    // However exact a provider is, it is not asked more often than this.
    PollSchedule exact(TypicalDuration{10, 300ms, 0ms});
    exact.next();
    QCOMPARE(exact.next(), 2ms);
}

void QueuePlannersTest::learnsHowLongAModelTakes()
{
    // The provider takes 5 s, then twice as long, then 5 s again; the first generation was only looked at after 8 s.
    std::optional<TypicalDuration> known = learnDuration({}, {.lastPending = {}, .completed = 8000ms});
    for (const std::chrono::milliseconds takes : {5000ms, 10'000ms, 5000ms}) {
        std::chrono::milliseconds late{};
        for (int n = 0; n < 60; ++n) {
            PollSchedule schedule(known);
            ObservedDuration observed;
            std::chrono::milliseconds elapsed = schedule.next();
            for (; elapsed < takes; elapsed += schedule.next())
                observed.lastPending = elapsed;
            observed.completed = elapsed;
            known = learnDuration(known, observed);
            if (n >= 40)
                late += elapsed - takes;
        }
        QVERIFY2(late <= takes / 50 * 20, qPrintable(QString::number(late.count()))); // 2 % each, of the last 20
    }
}

// As a real provider: 10 s give or take 1.5 s, and one of thirty three times as long.
void QueuePlannersTest::asksSeldomAndFindsSoonWhatVaries()
{
    QRandomGenerator dice(7);
    std::optional<TypicalDuration> known;
    constexpr int images = 2000;
    int polls = 0;
    std::chrono::milliseconds late{}, took{};
    for (int n = 0; n < images; ++n) {
        double deviation = -6;
        for (int uniform = 0; uniform < 12; ++uniform)
            deviation += dice.generateDouble();
        const auto takes = std::chrono::milliseconds(
            static_cast<qint64>((10'000 + 1500 * deviation) * (dice.bounded(30) == 0 ? 3 : 1)));
        PollSchedule schedule(known);
        ObservedDuration observed;
        std::chrono::milliseconds elapsed = schedule.next();
        for (++polls; elapsed < takes; ++polls, elapsed += schedule.next())
            observed.lastPending = elapsed;
        observed.completed = elapsed;
        known = learnDuration(known, observed);
        late += elapsed - takes;
        took += takes;
    }
    QVERIFY2(polls <= images * 11 / 2, qPrintable(QString::number(polls)));
    QVERIFY2(late <= took * 6 / 100, qPrintable(QString::number(late.count())));
}

void QueuePlannersTest::countsAttemptsTurnedAwayTogetherAsOneRound()
{
    Extreme highest(true);
    AccountPace pace(highest);
    const QString account = QStringLiteral("ideogram");
    for (int n = 0; n < 10; ++n)
        QCOMPARE(pace.noteTurnedAway(account, 900ms, 1000ms, {}, {}), 2000ms);
    QCOMPARE(pace.quietUntil(account), 3000ms);
    QCOMPARE(pace.noteTurnedAway(account, 3100ms, 3200ms, {}, {}), 4000ms);
    QCOMPARE(pace.noteTurnedAway(account, 3100ms, 3200ms, 20s, {}), 24'000ms);
    QCOMPARE(pace.quietUntil(account), 23'200ms);
    pace.noteAnswered(account, 30s);
    QCOMPARE(pace.noteTurnedAway(account, 40s, 41s, {}, {}), 2000ms);
}

void QueuePlannersTest::keepsBreaksShortWhileSomeGetThrough()
{
    Extreme highest(true);
    AccountPace pace(highest);
    const QString account = QStringLiteral("ideogram");
    auto time = 1000ms;
    for (int round = 0; round < 6; ++round, time += 100s)
        (void)pace.noteTurnedAway(account, time, time + 50ms, {}, {});
    QCOMPARE(pace.noteTurnedAway(account, time, time + 50ms, {}, {}), 60'000ms);
    pace.noteAnswered(account, time);
    QCOMPARE(pace.noteTurnedAway(account, time + 100s, time + 101s, {}, {}), 8000ms);
}

void QueuePlannersTest::raisesALoweredLimitOnePlaceAfterAQuietWhile()
{
    Extreme lowest(false);
    AccountPace pace(lowest);
    const QString account = QStringLiteral("ideogram");
    QCOMPARE(pace.placeLimit(account, 10, 0ms), 10);
    pace.noteTurnedAway(account, 0ms, 1ms, {}, 4);
    QCOMPARE(pace.placeLimit(account, 10, 1ms), 4);
    // A higher word than the one we have does not raise it.
    pace.noteTurnedAway(account, 0ms, 1ms, {}, 8);
    QCOMPARE(pace.placeLimit(account, 10, 1min), 4);
    QCOMPARE(pace.placeLimit(account, 10, 6min), 5);
    QCOMPARE(pace.placeLimit(account, 10, 7min), 5);
    QCOMPARE(pace.placeLimit(account, 10, 12min), 6);
    QCOMPARE(pace.placeLimit(account, 3, 12min), 3);
    pace.noteTurnedAway(account, 13min, 13min, {}, 0);
    QCOMPARE(pace.placeLimit(account, 10, 13min), 1);
}

void QueuePlannersTest::asksForOneQuotePerOptionSet()
{
    QuoteBook book;
    std::atomic<int> asked{0};
    const auto ask = [&] {
        ++asked;
        return Result<Quote>(Quote{.price = Money::fromMicros(1)});
    };
    GenerationRequest request;
    request.model = QStringLiteral("m");
    std::latch together(8);
    std::vector<std::jthread> threads;
    for (int n = 0; n < 8; ++n)
        threads.emplace_back([&, n] {
            GenerationRequest mine = request;
            mine.prompt = QString::number(n);
            mine.seed = n;
            together.arrive_and_wait();
            (void)book.quote(QStringLiteral("ideogram"), mine, ask);
        });
    threads.clear();
    QCOMPARE(asked.load(), 1);
    request.speed = QStringLiteral("high");
    (void)book.quote(QStringLiteral("ideogram"), request, ask);
    QCOMPARE(asked.load(), 2);
    // An error is not an answer.
    request.speed = QStringLiteral("low");
    const auto fail = [&] { return ++asked, Result<Quote>(ErrorCode::Network, QStringLiteral("no")); };
    QVERIFY(!book.quote(QStringLiteral("ideogram"), request, fail));
    QVERIFY(!book.quote(QStringLiteral("ideogram"), request, fail));
    QCOMPARE(asked.load(), 4);
}

void QueuePlannersTest::refusesOnlyTheJobWhosePromptIsBad()
{
    QuoteBook book;
    std::latch isAsking(1), mayAnswer(1);
    GenerationRequest bad, good;
    bad.prompt = QStringLiteral("bad");
    good.prompt = QStringLiteral("good");
    std::jthread first([&] {
        (void)book.quote(QStringLiteral("ideogram"), bad, [&] {
            isAsking.count_down();
            mayAnswer.wait();
            return Result<Quote>(ErrorCode::BadInput, QStringLiteral("The prompt is too long."));
        });
    });
    isAsking.wait();
    std::jthread answer([&] { mayAnswer.count_down(); });
    QVERIFY(book.quote(QStringLiteral("ideogram"), good, [] { return Result<Quote>(Quote{}); }));
}

void QueuePlannersTest::asksForQuotesAgainAfterADearerOneWasAccepted()
{
    QuoteBook book;
    int asked = 0;
    const auto ask = [&] { return ++asked, Result<Quote>(Quote{.price = Money::fromMicros(80'000)}); };
    for (const QString& account : {QStringLiteral("ideogram"), QStringLiteral("sandbox"), QStringLiteral("ideogram")})
        (void)book.quote(account, {}, ask);
    QCOMPARE(asked, 2);
    book.forget(QStringLiteral("ideogram"));
    (void)book.quote(QStringLiteral("sandbox"), {}, ask);
    QCOMPARE(asked, 2);
    (void)book.quote(QStringLiteral("ideogram"), {}, ask);
    QCOMPARE(asked, 3);
}

void QueuePlannersTest::picturesGiveWayToSubmissions()
{
    RightOfWay way;
    const auto claimed = std::chrono::steady_clock::now();
    way.claim();
    way.yield({});
    QVERIFY(std::chrono::steady_clock::now() - claimed >= RightOfWay::ofOne);
}

// Somebody fills places without a pause; the picture is fetched all the same.
void QueuePlannersTest::picturesGiveWayOnlyForAWhile()
{
    RightOfWay way;
    way.claim();
    const auto begun = std::chrono::steady_clock::now();
    std::jthread filler([&way](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            way.claim();
            std::this_thread::yield();
        }
    });
    way.yield({});
    QVERIFY(std::chrono::steady_clock::now() - begun >= RightOfWay::ofOne);
}

QTEST_GUILESS_MAIN(QueuePlannersTest)
#include "queue_planners_test.moc"
