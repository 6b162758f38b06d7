// SPDX-License-Identifier: GPL-3.0-or-later
// A provider that turns nearly everything away and changes its limit on the way: the limit is kept, no try is used up,
// and the retries do not come back all at once. (Fault list, 7.)
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/scripted_api.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int places = 10;
constexpr int fewPlaces = 3;
constexpr double turnedAway = 0.9;

// The server's thread asks it; the test reads it when all is over.
class Storm {
public:
    Storm(int stormPosts, int raiseAfter)
        : m_stormPosts(stormPosts)
        , m_raiseAfter(raiseAfter)
        , m_dice(faultSeed())
    {
    }
    ScriptedApi::Verdict answer(const PaidPost& post)
    {
        const int limit = limitNow();
        if (post.nth <= m_stormPosts && m_dice.generateDouble() < turnedAway)
            return ScriptedApi::tooManyInFlight(limit);
        if (post.inFlight >= limit) {
            ++overTheLimit;
            return ScriptedApi::tooManyInFlight(limit);
        }
        ++m_accepted;
        mostInFlight = std::max(mostInFlight, post.inFlight + 1);
        if (limit == fewPlaces && post.nth > m_stormPosts)
            mostWhileFew = std::max(mostWhileFew, post.inFlight + 1);
        m_isOver = m_isOver || post.nth > m_stormPosts;
        return ScriptedApi::Generate{.duration = 60ms};
    }
    int overTheLimit = 0; // arrived although the places were taken
    int mostInFlight = 0;
    int mostWhileFew = 0;

private:
    // The storm itself says ten; then there are three for a while, then ten again.
    int limitNow() const { return m_isOver && m_accepted < m_raiseAfter ? fewPlaces : places; }

    const int m_stormPosts;
    const int m_raiseAfter;
    QRandomGenerator m_dice;
    int m_accepted = 0;
    bool m_isOver = false;
};

// The fullest 100 ms of the retries.
int fullestBucket(const QList<qint64>& times)
{
    QHash<qint64, int> buckets;
    int fullest = 0;
    for (const qint64 time : times)
        fullest = std::max(fullest, ++buckets[time / 100]);
    return fullest;
}

} // namespace

class LimitStormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheLimitAndSpreadsItsRetries()
    {
        const int rows = sized(40, 1000);
        // Every round of refusals doubles the break, up to a minute: a long storm is a matter of rounds, not of posts.
        Storm storm(sized(15, 60), rows * 3 / 4);
        QTemporaryDir folder;
        ScriptedApi api([&storm](const PaidPost& post) { return storm.answer(post); });
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Storm"), rows));
        const CliResult result = ClientProgram::run(setup, sheet)->finish(15min);

        QList<qint64> retries;
        int refused = 0;
        for (const PaidPost& post : api.posts()) {
            refused += post.status == 429 ? 1 : 0;
            if (post.ofPrompt > 1)
                retries.append(post.atMs);
        }
        const LibraryBooks books = readBooks(setup.library);
        int mostUsedUp = 0;
        for (const JobEntry& job : books.jobs)
            mostUsedUp = std::max(mostUsedUp, job.usedUpAttempts);
        const int fullest = fullestBucket(retries);
        tellFigures(
            QStringLiteral("jobs=%1, turned away=%2, done=%3, tries used up by one job=%4, most in flight=%5, of "
                           "three=%6, sent over a limit=%7, retries=%8, fullest 100 ms=%9")
                .arg(rows)
                .arg(refused)
                .arg(books.count(QStringLiteral("done")))
                .arg(mostUsedUp)
                .arg(storm.mostInFlight)
                .arg(storm.mostWhileFew)
                .arg(storm.overTheLimit)
                .arg(retries.size())
                .arg(fullest));
        QVERIFY2(result.exitCode == 0, qPrintable(QString::number(result.exitCode) + books.statesText()));
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}, MayRefuse::Yes), QString());
        QCOMPARE(books.count(QStringLiteral("done")), rows);
        QCOMPARE(mostUsedUp, 1);
        QVERIFY(storm.mostInFlight <= places);
        // Only what was on its way when the limit fell finds its place taken.
        QVERIFY2(storm.overTheLimit <= places, qPrintable(QString::number(storm.overTheLimit)));
        QVERIFY(refused >= sized(10, 40));
        // One round fills the places at most; over a long storm no moment stands out.
        QVERIFY2(fullest <= std::max<qsizetype>(places, retries.size() / 20), qPrintable(QString::number(fullest)));
    }
};

QTEST_GUILESS_MAIN(LimitStormTest)
#include "limit_storm_test.moc"
