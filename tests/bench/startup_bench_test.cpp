// SPDX-License-Identifier: GPL-3.0-or-later
// The window's first frame against a bare QWidget's, with an empty library and with 100,000 pictures; and the memory of
// the command line. Prints figures; asserts only that the work was done.
#include "app/store/query.h"
#include "app/store/store.h"
#include "tests/support/cli_process.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace batchroom;

namespace {

constexpr int rounds = 7;
constexpr int manyPictures = 100'000;

QString program(const char* name)
{
    return qEnvironmentVariable("BATCHROOM_BIN_DIR") + QLatin1Char('/') + QString::fromLatin1(name);
}

// Milliseconds from exec to the painted first frame; the program ends itself then.
double firstFrame(const QString& path, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("BATCHROOM_TRACE_START"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    process.start(path, arguments);
    while (!process.canReadLine() && process.waitForReadyRead(20'000)) { }
    const auto elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const bool isPainted = process.readAllStandardOutput().contains("first frame");
    process.waitForFinished();
    return isPainted ? elapsed : -1;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.value(values.size() / 2);
}

Result<void> fill(Connection& connection, int pictures)
{
    const QStringList statements{
        QStringLiteral("INSERT INTO campaign (id, name, created_ms) VALUES (1, 'Bench', 1)"),
        QStringLiteral("INSERT INTO batch (id, campaign_id, name, account, mode, created_ms) VALUES (1, 1, 'Bench', "
                       "'sandbox', 'async', 1)"),
        QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                       "INSERT INTO job (id, batch_id, sheet_row, index_in_row, state, position, request, model, "
                       "style, aspect, speed, prompt, name, price_micros, state_since_ms) "
                       "SELECT i, 1, i, 0, 'done', i, '{}', 'ideogram-3', 'design', '1:1', 'turbo', 'Poster number ' "
                       "|| i, 'p' || i, 30000, 1 FROM n")
            .arg(pictures),
        QStringLiteral(
            "INSERT INTO attempt (id, job_id, number, account, request_hash, price_micros, intent_ms, outcome, billed) "
            "SELECT id, id, 1, 'sandbox', '', 30000, 1, 'images', 'yes' FROM job"),
        QStringLiteral("INSERT INTO asset (id, job_id, attempt_id, batch_id, campaign_id, name, sha256, extension, "
                       "width, height, bytes, model, style, aspect, price_micros, recipe, created_ms) "
                       "SELECT id, id, id, 1, 1, name, printf('%064d', id), 'png', 1024, 1024, 1000000, model, style, "
                       "aspect, 30000, '{}', id FROM job"),
        QStringLiteral(
            "INSERT INTO asset_text (rowid, prompt, returned_prompt, name) SELECT id, prompt, '', name FROM job"),
    };
    for (const QString& statement : statements)
        if (const Result<qint64> done = execute(connection, statement); !done)
            return done.error();
    return {};
}

} // namespace

class StartupBenchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // First: the figure is the largest of all children that have ended.
    void memoryOfARunOfOneHundredPrompts()
    {
#ifdef Q_OS_UNIX
        QTemporaryDir folder;
        SandboxProcess sandbox({QStringLiteral("--latency"), QStringLiteral("100")});
        QVERIFY(sandbox.isListening());
        QFile sheet(folder.filePath(QStringLiteral("hundred.csv")));
        QVERIFY(sheet.open(QIODevice::WriteOnly));
        sheet.write("prompt,model,speed,aspect_ratio\n");
        for (int i = 0; i < 100; ++i)
            sheet.write(QStringLiteral("Picture %1,ideogram-4-5,low,1:1\n").arg(i).toUtf8());
        sheet.close();
        const CliResult run =
            runCli({QStringLiteral("run"), sheet.fileName(), QStringLiteral("--account"), QStringLiteral("ideogram"),
                       QStringLiteral("--api-base"), sandbox.url(), QStringLiteral("--library"),
                       folder.filePath(QStringLiteral("library")), QStringLiteral("--export"),
                       QStringLiteral("og,instagram,twitter-header"), QStringLiteral("--out"),
                       folder.filePath(QStringLiteral("out")), QStringLiteral("--json"), QStringLiteral("--yes")},
                sandbox.key());
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.summary().value(QStringLiteral("variants")).toInt(), 300);
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        qInfo("batchroom-cli run, 100 prompts of 2048x2048 with 3 JPEG variants each: peak memory %.0f MB (goal 150)",
            static_cast<double>(usage.ru_maxrss) / 1024.0);
#else
        QSKIP("the peak memory of a child process is read with getrusage(), which this system has not");
#endif
    }

    void firstFrameOfTheWindow()
    {
        QTemporaryDir empty;
        QTemporaryDir full;
        {
            SystemClock clock;
            auto store = Store::open(full.path(), clock);
            QVERIFY(store);
            const Result<void> filled =
                (*store)->write<void>([](Connection& connection) { return fill(connection, manyPictures); });
            QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
        }
        QList<double> bare;
        QList<double> small;
        QList<double> large;
        for (int i = 0; i < rounds; ++i) {
            bare.append(firstFrame(program("bare_window"), {}));
            small.append(firstFrame(program("batchroom"), {QStringLiteral("--library"), empty.path()}));
            large.append(firstFrame(program("batchroom"), {QStringLiteral("--library"), full.path()}));
        }
        QVERIFY(!bare.contains(-1) && !small.contains(-1) && !large.contains(-1));
        qInfo("first frame, median of %d: window = %.2f x a bare QWidget (goal 2.5), with 100,000 pictures %.2f x the "
              "empty library",
            rounds, median(small) / median(bare), median(large) / median(small));
    }
};

QTEST_GUILESS_MAIN(StartupBenchTest)
#include "startup_bench_test.moc"
