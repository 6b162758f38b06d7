// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_layout.h"

#include <QTest>

using namespace batchroom;

namespace {

AssetRow picture(int width, int height)
{
    AssetRow row;
    row.width = static_cast<quint16>(width);
    row.height = static_cast<quint16>(height);
    return row;
}

QList<AssetRow> mixed(int count)
{
    const QSize sizes[] = {{1024, 1024}, {1536, 640}, {832, 1248}, {1280, 800}, {640, 1536}, {896, 1120}};
    QList<AssetRow> rows;
    for (int i = 0; i < count; ++i) {
        const QSize size = sizes[(i * 7 + i / 5) % 6];
        rows.append(picture(size.width(), size.height()));
    }
    return rows;
}

} // namespace

class GalleryLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsTheWidthOfEveryFullLine_data();
    void fillsTheWidthOfEveryFullLine();
    void keepsTheLastLineAtTheHeightAimedAt();
    void givesSquaresEqualSides();
    void survivesExtremePictures();
    void findsWhatIsVisible();
    void leavesTheOtherLinesAloneWhenPicturesArriveInFront();
    void goesUpAndDownToTheNearestPicture();
    void laysOutAHundredThousand();
};

void GalleryLayoutTest::fillsTheWidthOfEveryFullLine_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    for (const int width : {320, 628, 1008, 1504, 3000})
        for (const int height : {96, 195, 420})
            QTest::addRow("%d at %d", width, height) << width << height;
}

void GalleryLayoutTest::fillsTheWidthOfEveryFullLine()
{
    QFETCH(int, width);
    QFETCH(int, height);
    const QList<AssetRow> rows = mixed(200);
    GalleryLayout layout;
    layout.build(rows, GalleryShape::Justified, {width, height});
    int next = 0;
    for (const GalleryLine& line : layout.lines()) {
        QCOMPARE(line.first, next);
        next += line.count;
        int left = 0;
        for (int i = line.first; i < line.first + line.count; ++i) {
            const GalleryTile tile = layout.tile(i);
            QCOMPARE(tile.picture.left(), left);
            QVERIFY(tile.picture.width() > 0);
            QCOMPARE(tile.caption.top(), tile.picture.bottom() + 1);
            left = tile.picture.right() + 1 + 12;
        }
        if (&line != &layout.lines().back())
            QVERIFY2(std::abs(left - 12 - width) <= 1, qPrintable(QString::number(left)));
        else
            QVERIFY(left - 12 <= width + 1);
        // Never far from the height that was asked for, unless a single picture is wider than the line.
        if (line.count > 1)
            QVERIFY(line.pictureHeight < height * 2 && line.pictureHeight > height / 3);
    }
    QCOMPARE(next, 200);
}

void GalleryLayoutTest::keepsTheLastLineAtTheHeightAimedAt()
{
    GalleryLayout layout;
    layout.build({picture(100, 100), picture(100, 100)}, GalleryShape::Justified, {1000, 195});
    QCOMPARE(layout.lines().size(), size_t(1));
    QCOMPARE(layout.tile(0).picture, QRect(0, 0, 195, 195));
    QCOMPARE(layout.tile(1).picture, QRect(207, 0, 195, 195));
    QCOMPARE(layout.height(), 195 + 28 + 8);
}

void GalleryLayoutTest::givesSquaresEqualSides()
{
    GalleryLayout layout;
    layout.build(mixed(23), GalleryShape::Square, {1000, 180});
    QCOMPARE(layout.lines().front().count, 5);
    for (int i = 0; i < 23; ++i) {
        const QRect picture = layout.tile(i).picture;
        QVERIFY(std::abs(picture.width() - picture.height()) <= 1);
    }
    QCOMPARE(layout.tile(4).picture.right(), 999);
    QCOMPARE(layout.lines().back().count, 3);
}

void GalleryLayoutTest::survivesExtremePictures()
{
    GalleryLayout layout;
    const QList<AssetRow> rows{picture(0, 0), picture(65535, 1), picture(1, 65535), picture(1, 1), picture(65535, 1)};
    for (const GalleryShape shape : {GalleryShape::Justified, GalleryShape::Square})
        for (const int width : {-5, 0, 1, 40, 500, 100'000}) {
            layout.build(rows, shape, {width, 195});
            QCOMPARE(layout.count(), 5);
            for (int i = 0; i < 5; ++i)
                QVERIFY(!layout.tile(i).picture.isEmpty());
        }
    layout.build({}, GalleryShape::Justified, {500, 195});
    QCOMPARE(layout.height(), 0);
    QCOMPARE(layout.indexAt({5, 5}), -1);
    QCOMPARE(layout.tile(0).index, -1);
}

void GalleryLayoutTest::findsWhatIsVisible()
{
    GalleryLayout layout;
    layout.build(mixed(5000), GalleryShape::Justified, {1000, 195});
    for (const int top : {0, 1, 230, 231, 40'000, layout.height() - 1}) {
        const auto [first, last] = layout.linesBetween(top, top + 700);
        for (int line = 0; line < static_cast<int>(layout.lines().size()); ++line) {
            const GalleryLine& at = layout.lines()[static_cast<size_t>(line)];
            const bool isSeen = at.top <= top + 700 && at.top + at.pictureHeight + 28 > top;
            QCOMPARE(line >= first && line <= last, isSeen);
        }
    }
    for (const int index : {0, 17, 4999})
        QCOMPARE(layout.indexAt(layout.tile(index).picture.center()), index);
}

void GalleryLayoutTest::leavesTheOtherLinesAloneWhenPicturesArriveInFront()
{
    const QList<AssetRow> before = mixed(300);
    QList<AssetRow> after = mixed(37) + before;
    GalleryLayout old;
    old.build(before, GalleryShape::Justified, {1000, 195});
    GalleryLayout now;
    now.build(after, GalleryShape::Justified, {1000, 195}, 37);
    const int shift = now.tile(37).picture.top() - old.tile(0).picture.top();
    QVERIFY(shift > 0);
    for (int i = 0; i < 300; ++i)
        QCOMPARE(now.tile(37 + i).picture, old.tile(i).picture.translated(0, shift));
    // One by one gives the same as all at once.
    GalleryLayout stepwise = old;
    for (int arrived = 1; arrived <= 37; ++arrived)
        stepwise.addInFront(after.sliced(37 - arrived), 1);
    QCOMPARE(stepwise.height(), now.height());
    QCOMPARE(stepwise.lines().size(), now.lines().size());
    for (int i = 0; i < 337; ++i)
        QCOMPARE(stepwise.tile(i).picture, now.tile(i).picture);
}

void GalleryLayoutTest::goesUpAndDownToTheNearestPicture()
{
    GalleryLayout layout;
    layout.build(mixed(60), GalleryShape::Square, {1000, 180});
    QCOMPARE(layout.indexInNextLine(7, 1), 12);
    QCOMPARE(layout.indexInNextLine(7, -1), 2);
    QCOMPARE(layout.indexInNextLine(2, -1), 2);
    QCOMPARE(layout.indexInNextLine(7, 100), 57);
    QCOMPARE(layout.indexInNextLine(-1, 1), -1);
}

void GalleryLayoutTest::laysOutAHundredThousand()
{
    GalleryLayout layout;
    layout.build(mixed(100'000), GalleryShape::Justified, {1504, 160});
    QCOMPARE(layout.lineOf(99'999), static_cast<int>(layout.lines().size()) - 1);
    QCOMPARE(layout.indexAt(layout.tile(54'321).caption.center()), 54'321);
}

QTEST_GUILESS_MAIN(GalleryLayoutTest)
#include "gallery_layout_test.moc"
