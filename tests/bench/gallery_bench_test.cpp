// SPDX-License-Identifier: GPL-3.0-or-later
// How fluid the Gallery is with 100,000 pictures: first paint after opening, frames while scrolling, jumps. Prints
// figures; judges nothing but that every frame had its pictures in the end. The newest 2,000 have thumbnails.
#include "app/library/thumbnail_file.h"
#include "tests/bench/frame_times.h"
#include "tests/ui/gallery/gallery_fixture.h"
#include "ui/kit/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <algorithm>

using namespace batchroom;
using test::GalleryFixture;

namespace {

constexpr int pictures = 100'000;
constexpr int withThumbnails = 2'000;
constexpr int pixelsPerFrame = 90; // 5,600 a second at 16 ms
constexpr int frames = 400;

void report(const char* what, const QList<double>& milliseconds)
{
    qInfo("%s: %s", what, qPrintable(test::spread(milliseconds)));
}

} // namespace

class GalleryBenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opens();
    void scrolls();
    void jumps();
    void inserts();
    void cleanupTestCase();

private:
    double frame() const
    {
        QElapsedTimer timer;
        timer.start();
        m_fixture->place->grid().viewport()->repaint();
        return test::milliseconds(timer);
    }
    QScrollBar& bar() const { return *m_fixture->place->grid().verticalScrollBar(); }
    int emptyTiles() const
    {
        const auto [first, last] = m_fixture->place->grid().visibleRange();
        int empty = 0;
        for (int i = first; i <= last; ++i)
            empty += m_fixture->place->grid().thumbnail(m_fixture->place->rows().idAt(i)).isNull() ? 1 : 0;
        return empty;
    }

    std::unique_ptr<ThemeSource> m_theme;
    std::unique_ptr<GalleryFixture> m_fixture;
};

void GalleryBenchTest::initTestCase()
{
    m_theme = std::make_unique<ThemeSource>(ThemeMode::Dark);
    m_fixture = std::make_unique<GalleryFixture>(QSize(1600, 1000));
    test::LibraryFixture& library = m_fixture->library;
    m_fixture->addSample(1);
    const QString numbers =
        QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %1) ").arg(pictures);
    library.run(QStringLiteral("DROP INDEX attempt_by_billed"));
    library.run(numbers
        + QStringLiteral("INSERT INTO attempt (id, job_id, number, account, request_hash, price_micros, intent_ms, "
                         "outcome, billed) SELECT i, 1, i, 'sandbox', '', 0, 0, 'ready', 'yes' FROM n"));
    library.run(numbers
        + QStringLiteral(
            "INSERT INTO asset (id, job_id, attempt_id, batch_id, campaign_id, name, sha256, extension, width, height, "
            "bytes, color, model, style, aspect, rating, price_micros, recipe, created_ms) SELECT i, 1, i, 1, 1, 'n', "
            "'', 'png', 1024 + 256 * (i % 3), 1024 + 128 * (i % 4), 1500000, i * 7919 % 16777216, 'ideogram-3', "
            "'realistic', '1:1', i % 6, 0, '{}', i FROM n"));
    // Pictures with detail, so that decoding costs what it costs in life.
    Result<std::unique_ptr<ThumbnailFile>> file = ThumbnailFile::open(library.path());
    QVERIFY(file.hasValue());
    QList<Thumbnails> samples;
    for (int seed = 0; seed < 12; ++seed) {
        const Result<Thumbnails> made =
            renderThumbnails(test::sampleImage(QSize(1024 + 256 * (seed % 3), 1024 + 128 * (seed % 4)), seed));
        QVERIFY(made.hasValue());
        samples.append(*made);
    }
    for (int id = pictures; id > pictures - withThumbnails; --id)
        QVERIFY((*file)->write(AssetId{id}, samples[id % 12]).hasValue());
}

void GalleryBenchTest::opens()
{
    QElapsedTimer timer;
    timer.start();
    m_fixture->open();
    m_fixture->place->repaint();
    const double painted = test::milliseconds(timer);
    QTRY_COMPARE(m_fixture->place->rows().count(), pictures);
    const double listed = test::milliseconds(timer);
    QTRY_COMPARE(emptyTiles(), 0);
    qInfo("place painted %.0f ms after construction began, 100,000 rows in the grid %.0f ms, first page filled %.0f ms",
        painted, listed, test::milliseconds(timer));
}

void GalleryBenchTest::scrolls()
{
    QList<double> times;
    int empty = 0;
    int seen = 0;
    for (int i = 0; i < frames && bar().value() < bar().maximum(); ++i) {
        bar().setValue(bar().value() + pixelsPerFrame);
        times.append(frame());
        const auto [first, last] = m_fixture->place->grid().visibleRange();
        seen += last - first + 1;
        empty += emptyTiles();
        QTest::qWait(std::max(1, 16 - int(times.constLast())));
    }
    report("scrolling 90 px a frame", times);
    qInfo("tiles without a picture at the end of a frame: %.2f %%", 100.0 * empty / std::max(1, seen));
}

void GalleryBenchTest::jumps()
{
    QList<double> placeholders;
    QList<double> filled;
    const int reach = m_fixture->place->grid().layout().tile(withThumbnails - 100).picture.top();
    for (int i = 0; i < 30; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar().setValue(int(qint64(i) * 7919 % 30 * reach / 30));
        placeholders.append(frame());
        QTRY_COMPARE(emptyTiles(), 0);
        filled.append(test::milliseconds(timer));
    }
    report("jump, first frame", placeholders);
    report("jump, every tile filled (the wait ticks in 10 ms or more)", filled);
}

void GalleryBenchTest::inserts()
{
    bar().setValue(bar().maximum() / 2);
    QTest::qWait(50);
    QList<double> times;
    for (int i = 1; i <= 100; ++i) {
        AssetSelection fresh;
        AssetRow row = m_fixture->place->rows().at(0);
        row.id = AssetId{pictures + i};
        fresh.rows = {row};
        QElapsedTimer timer;
        timer.start();
        m_fixture->place->rows().insertNew(fresh);
        m_fixture->place->grid().viewport()->repaint();
        times.append(test::milliseconds(timer));
    }
    report("a picture arriving at the top, with its repaint", times);
}

void GalleryBenchTest::cleanupTestCase()
{
    m_fixture.reset();
}

QTEST_MAIN(GalleryBenchTest)
#include "gallery_bench_test.moc"
