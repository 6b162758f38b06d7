// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/decide_delivery.h"

#include <QTest>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

constexpr qint64 now = 1'790'000'000'000;
constexpr int noAnswer = 0;

Result<ReceivedAnswer> answerOf(int status, int retryAfterSeconds)
{
    if (status == noAnswer)
        return Error{ErrorCode::Network, QStringLiteral("example.com did not answer in time."), {}};
    ReceivedAnswer answer;
    answer.status = status;
    if (retryAfterSeconds > 0)
        answer.retryAfter = std::chrono::seconds(retryAfterSeconds);
    return answer;
}

} // namespace

class DecideDeliveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("retryAfter");
        QTest::addColumn<int>("triesBefore");
        QTest::addColumn<OutboxState>("state");
        QTest::addColumn<qint64>("delaySeconds");
        QTest::addColumn<qint64>("throttleSeconds");
        const auto row = [](const char* name, int status, int retryAfter, int tries, OutboxState state, qint64 delay,
                             qint64 throttle) {
            QTest::newRow(name) << status << retryAfter << tries << state << delay << throttle;
        };
        const OutboxState waiting = OutboxState::Waiting;
        row("200", 200, 0, 0, OutboxState::Delivered, 0, 0);
        row("204 late", 204, 0, 7, OutboxState::Delivered, 0, 0);
        row("299", 299, 0, 0, OutboxState::Delivered, 0, 0);
        row("try 1", 500, 0, 0, waiting, 5, 0);
        row("try 2", 500, 0, 1, waiting, 30, 0);
        row("try 3", 500, 0, 2, waiting, 300, 0);
        row("try 4", 500, 0, 3, waiting, 1800, 0);
        row("try 5", 500, 0, 4, waiting, 7200, 0);
        row("try 6", 500, 0, 5, waiting, 18000, 0);
        row("try 7", 500, 0, 6, waiting, 36000, 0);
        row("try 8", 500, 0, 7, OutboxState::Dead, 0, 0);
        row("more tries than there are", 500, 0, 99, OutboxState::Dead, 0, 0);
        row("a broken count", 500, 0, -3, waiting, 5, 0);
        row("301", 301, 0, 0, waiting, 5, 0);
        row("307", 307, 0, 0, waiting, 5, 0);
        row("401", 401, 0, 0, waiting, 5, 0);
        row("404", 404, 0, 1, waiting, 30, 0);
        row("410", 410, 0, 0, OutboxState::Disabled, 0, 0);
        row("429 asks for more", 429, 120, 0, waiting, 120, 120);
        row("429 asks for less", 429, 10, 3, waiting, 1800, 10);
        row("503 asks for more", 503, 60, 1, waiting, 60, 60);
        row("400 may not ask", 400, 3600, 0, waiting, 5, 0);
        row("429 for the last time", 429, 60, 7, OutboxState::Dead, 0, 60);
        row("502", 502, 0, 0, waiting, 5, 0);
        row("504", 504, 0, 1, waiting, 30, 0);
        row("no answer", noAnswer, 0, 0, waiting, 5, 0);
        row("no answer for the last time", noAnswer, 0, 7, OutboxState::Dead, 0, 0);
    }
    void decides()
    {
        QFETCH(int, status);
        QFETCH(int, retryAfter);
        QFETCH(int, triesBefore);
        QFETCH(OutboxState, state);
        QFETCH(qint64, delaySeconds);
        QFETCH(qint64, throttleSeconds);
        const DeliveryDecision decision = decideDelivery(answerOf(status, retryAfter), triesBefore, now);
        QCOMPARE(decision.settlement.state, state);
        if (state == OutboxState::Waiting)
            QCOMPARE(decision.settlement.nextTryMs - now, delaySeconds * 1000);
        QCOMPARE(decision.throttle, std::chrono::milliseconds(std::chrono::seconds(throttleSeconds)));
        QCOMPARE(decision.isReceiverDown,
            status == noAnswer || status == 429 || status == 502 || status == 503 || status == 504);
        QCOMPARE(decision.isEndpointGone, status == 410);
        QCOMPARE(decision.settlement.status.value_or(noAnswer), status);
        QCOMPARE(decision.settlement.message.isEmpty(), state == OutboxState::Delivered);
    }

    void leavesAnEndpointThatIsDownAloneForLongerAndLonger()
    {
        QCOMPARE(pauseWhileDown(1), 5s);
        QCOMPARE(pauseWhileDown(2), 30s);
        QCOMPARE(pauseWhileDown(3), 5min);
        QCOMPARE(pauseWhileDown(4), 5min);
        QCOMPARE(pauseWhileDown(1000), 5min);
    }
};

QTEST_GUILESS_MAIN(DecideDeliveryTest)
#include "decide_delivery_test.moc"
