// SPDX-License-Identifier: GPL-3.0-or-later
// The account is refused in mid-batch: no more than what is on its way goes out, the queue is held with a reason, and
// all of it is made once the cause is gone. (Fault list, 8.)
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/scripted_api.h"

#include <QTemporaryDir>

#include <atomic>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int rows = 50;
constexpr int places = 10;
constexpr int goodPosts = 15;

} // namespace

class AccountRefusalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsTheQueueAndGoesOnLater_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        QTest::newRow("402") << 402 << QByteArray(R"({"error":"no","reject_reason":"insufficient_funds"})")
                             << QStringLiteral("out_of_credit");
        QTest::newRow("402 with nothing to read")
            << 402 << QByteArray("<html>pay</html>") << QStringLiteral("out_of_credit");
        QTest::newRow("401") << 401 << QByteArray(R"({"error":"bad key"})") << QStringLiteral("key_refused");
        QTest::newRow("403") << 403 << QByteArray(R"({"error":"not for you"})") << QStringLiteral("not_allowed");
    }

    void holdsTheQueueAndGoesOnLater()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, reason);
        std::atomic<bool> isRefusing = true;
        ScriptedApi api([&](const PaidPost& post) {
            if (isRefusing && post.nth > goodPosts)
                return ScriptedApi::Verdict(ScriptedApi::Refuse{status, body});
            return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 120ms});
        });
        QTemporaryDir folder;
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Account"), rows));
        const CliResult run = ClientProgram::run(setup, sheet)->finish();
        const int further = api.postCount() - goodPosts - 1; // beyond the first refusal
        QVERIFY2(run.exitCode == 4, qPrintable(QString::number(run.exitCode) + errorsOf(run)));
        const QList<QJsonObject> holds = run.lines(QStringLiteral("hold"));
        QVERIFY(!holds.isEmpty());
        QCOMPARE(holds.constLast().value(QStringLiteral("reason")).toString(), reason);
        QVERIFY(!holds.constLast().value(QStringLiteral("message")).toString().isEmpty());
        const LibraryBooks held = readBooks(setup.library);
        tellFigures(QStringLiteral("%1: jobs=%2, done before=%3, further posts after the first refusal=%4, held=%5")
                        .arg(QString::fromLatin1(QTest::currentDataTag()))
                        .arg(rows)
                        .arg(held.count(QStringLiteral("done")))
                        .arg(further)
                        .arg(held.count(QStringLiteral("queued"))));
        QVERIFY2(further < places, qPrintable(QString::number(further)));
        QCOMPARE(held.count(QStringLiteral("done")), goodPosts);
        QCOMPARE(held.count(QStringLiteral("queued")), rows - goodPosts);
        QCOMPARE(disagreement(held, {api.postsByPrompt(), api.generationsByPrompt()}, MayRefuse::Yes), QString());

        isRefusing = false;
        const CliResult resumed = ClientProgram::resume(setup)->finish();
        QVERIFY2(resumed.exitCode == 0, qPrintable(QString::number(resumed.exitCode) + errorsOf(resumed)));
        const LibraryBooks after = readBooks(setup.library);
        QCOMPARE(after.count(QStringLiteral("done")), rows);
        QCOMPARE(disagreement(after, {api.postsByPrompt(), api.generationsByPrompt()}, MayRefuse::Yes), QString());
    }
};

QTEST_GUILESS_MAIN(AccountRefusalTest)
#include "account_refusal_test.moc"
