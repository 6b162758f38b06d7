// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the process that writes into the library: what was acknowledged is there afterwards. (Fault list, 3.)
// Also its own second process: --write FOLDER THREADS writes rows and says the number of each once it is on disk.
#include "app/store/query.h"
#include "app/store/store.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr int writers = 4;

int writeUntilKilled(const QString& library, qint64 firstRow)
{
    const SystemClock clock;
    Result<std::unique_ptr<Store>> store = Store::open(library, clock);
    if (!store)
        return 1;
    std::atomic<qint64> next = firstRow;
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([&] {
            for (;;) {
                const qint64 row = next++;
                const QString name = QStringLiteral("row/%1").arg(row);
                const Result<qint64> written = (*store)->write<qint64>([&](Connection& connection) {
                    return execute(connection, QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?)"), name,
                        QString(300, QLatin1Char('x')));
                });
                if (!written)
                    return;
                std::printf("%lld\n", static_cast<long long>(row));
                std::fflush(stdout);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    return 1;
}

} // namespace

class WriterKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void losesNoAcknowledgedRow()
    {
        const int kills = sized(12, 100);
        QTemporaryDir folder;
        const QString library = folder.filePath(QStringLiteral("library"));
        QRandomGenerator dice(faultSeed());
        QSet<QString> acknowledged;
        for (int i = 0; i < kills; ++i) {
            QProcess writer;
            writer.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--write"), library, QString::number(qint64(i) * 1'000'000)});
            QVERIFY(writer.waitForReadyRead(20'000));
            QVERIFY(!writer.waitForFinished(static_cast<int>(dice.bounded(30, 200))));
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QByteArray said = writer.readAllStandardOutput();
            said.truncate(said.lastIndexOf('\n') + 1); // the last word may be half said
            for (const QByteArray& row : said.split('\n'))
                if (!row.isEmpty())
                    acknowledged.insert(QStringLiteral("row/") + QString::fromLatin1(row));
        }
        const SystemClock clock;
        Result<std::unique_ptr<Store>> store = Store::open(library, clock);
        QVERIFY2(store, store ? "" : qPrintable(store.error().what));
        const Result<QList<QString>> rows = (*store)->read<QList<QString>>([](Connection& connection) {
            Query query(connection, QStringLiteral("SELECT name FROM setting WHERE name LIKE 'row/%'"));
            return query.all([](const Row& row) { return row.text(0); });
        });
        QVERIFY(rows);
        store->reset();
        const QSet<QString> present(rows->cbegin(), rows->cend());
        const auto lost = (acknowledged - present).size();
        const QString integrity = readBooks(library).integrity;
        tellFigures(QStringLiteral("kills=%1, acknowledged rows=%2, lost=%3, integrity %4")
                        .arg(kills)
                        .arg(acknowledged.size())
                        .arg(lost)
                        .arg(integrity));
        QVERIFY(acknowledged.size() > kills);
        QCOMPARE(lost, 0);
        QCOMPARE(integrity, QStringLiteral("ok"));
    }
};

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1StringView("--write"))
        return writeUntilKilled(arguments.value(2), arguments.value(3).toLongLong());
    WriterKillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "writer_kill_test.moc"
