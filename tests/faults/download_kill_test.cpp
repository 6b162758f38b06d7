// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 while pictures are fetched and resized: nothing of it is paid, so all of it happens in the end, and nothing
// half made is left behind. (Fault list, 4.)
#include "tests/faults/fault_size.h"
#include "tests/faults/sandbox_bench.h"

#include <QDirIterator>
#include <QImageReader>
#include <QRandomGenerator>

using namespace batchroom;
using namespace batchroom::test;

namespace {

// Pictures that come slowly and sometimes not at once: most of the time is spent in the download.
const QByteArray slowPictures =
    R"({"seed":3,"rules":[)"
    R"({"match":{"endpoint":"image","probability":0.1},"action":{"type":"reset"}},)"
    R"({"match":{"endpoint":"image","probability":0.1},"action":{"type":"truncated_image"}},)"
    R"({"match":{"endpoint":"image"},"action":{"type":"delay","delay_ms":150}}]})";

const QStringList exporting{QStringLiteral("--export"), QStringLiteral("og,instagram")};
const QList<QSize> exportedSizes{QSize(1200, 630), QSize(1080, 1080)};

} // namespace

class DownloadKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPictureArrivesAndEveryFileIsWhole()
    {
        const int rows = sized(24, 150);
        const int kills = sized(12, 100);
        QTemporaryDir folder;
        SandboxBench sandbox(slowPictures, 5);
        const ClientSetup setup = sandbox.setup(folder.filePath(QStringLiteral("library")));
        const QString out = folder.filePath(QStringLiteral("out"));
        const QStringList more = exporting + QStringList{QStringLiteral("--out"), out};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("rows.csv")), numberedPrompts(QStringLiteral("Picture"), rows));

        QRandomGenerator dice(faultSeed());
        int whileFetching = 0;
        int whileResizing = 0;
        bool isFirst = true;
        for (int i = 0; i < kills; ++i) {
            auto client = isFirst ? ClientProgram::run(setup, sheet, more) : ClientProgram::resume(setup, more);
            const bool isUp = client->waitUntil([&] {
                return client->saidLines(QStringLiteral("job")) > 0 || client->saidLines(QStringLiteral("variant")) > 0;
            });
            isFirst = false;
            if (!isUp)
                break; // all is made
            (void)client->waitForEnd(std::chrono::milliseconds(dice.bounded(sized(500, 400))));
            const bool isResizing = client->saidLines(QStringLiteral("variant")) > 0;
            client->kill();
            (isResizing ? whileResizing : whileFetching) += 1;
        }
        // A run of its own for the resizing phase, killed at its first files.
        for (int i = 0; i < sized(4, 20); ++i) {
            auto client = ClientProgram::resume(setup, more);
            const int wanted = 1 + static_cast<int>(dice.bounded(rows));
            if (client->waitUntil(
                    [&] { return client->saidLines(QStringLiteral("variant")) >= wanted; }, std::chrono::minutes(3)))
                ++whileResizing;
            client->kill();
        }
        const CliResult last = ClientProgram::resume(setup, more)->finish(std::chrono::minutes(10));

        const LibraryBooks books = readBooks(setup.library);
        const Exports exports = look(out);
        tellFigures(
            QStringLiteral("kills while fetching=%1, while resizing=%2, jobs=%3, done=%4, unknown=%5, assets=%6, "
                           "missing files=%7, stray files=%8, resized files=%9, of them broken=%10")
                .arg(whileFetching)
                .arg(whileResizing)
                .arg(rows)
                .arg(books.count(QStringLiteral("done")))
                .arg(books.count(QStringLiteral("unknown")))
                .arg(books.assets)
                .arg(books.badFiles.size())
                .arg(books.strayFiles.size())
                .arg(exports.whole)
                .arg(exports.broken.size()));
        QVERIFY2(books.jobs.size() == rows, QByteArray(last.out.right(2000) + last.err.right(2000)).constData());
        QCOMPARE(disagreement(books, sandbox.books()), QString());
        // Only a request that was on its way can be unknown; whatever was accepted is a picture now.
        QCOMPARE(books.count(QStringLiteral("done")) + books.count(QStringLiteral("unknown")), rows);
        QVERIFY2(books.strayFiles.isEmpty(), qPrintable(books.strayFiles.join(QLatin1Char('\n'))));
        QVERIFY2(books.halfFiles.isEmpty(), qPrintable(books.halfFiles.join(QLatin1Char('\n'))));
        QVERIFY2(exports.broken.isEmpty(), qPrintable(exports.broken.join(QLatin1Char('\n'))));
        QVERIFY(exports.whole >= books.assets * 2);
        QCOMPARE(last.summary().value(QStringLiteral("variants")).toInt(), books.assets * 2);
        QVERIFY(whileFetching >= sized(3, 30) && whileResizing > 0);
    }

private:
    struct Exports {
        int whole = 0;
        QStringList broken;
    };
    static Exports look(const QString& folder)
    {
        Exports exports;
        for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            const QString path = it.next();
            if (path.endsWith(QLatin1StringView(".csv")) || path.endsWith(QLatin1StringView(".json")))
                continue; // the manifests
            QImageReader reader(path);
            const QImage image = reader.read();
            if (exportedSizes.contains(image.size()))
                ++exports.whole;
            else
                exports.broken.append(path);
        }
        return exports;
    }
};

QTEST_GUILESS_MAIN(DownloadKillTest)
#include "download_kill_test.moc"
