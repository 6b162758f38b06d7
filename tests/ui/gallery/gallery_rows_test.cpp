// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_rows.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace batchroom;
using Pick = GalleryRows::Pick;

namespace {

AssetSelection selectionOf(const QList<qint64>& ids)
{
    AssetSelection selection;
    for (const qint64 id : ids) {
        AssetRow row;
        row.id = AssetId{id};
        row.width = 100;
        row.height = 100;
        row.kilobytes = 10;
        selection.rows.append(row);
    }
    selection.totals.count = static_cast<int>(ids.size());
    selection.totals.undecided = selection.totals.count;
    selection.totals.bytes = 10 * 1024 * ids.size();
    return selection;
}

QList<qint64> idsOf(const QList<AssetId>& assets)
{
    QList<qint64> ids;
    for (const AssetId asset : assets)
        ids.append(asset.value);
    return ids;
}

QList<qint64> idsOf(const GalleryRows& rows)
{
    QList<qint64> ids;
    for (const AssetRow& row : rows.rows())
        ids.append(row.id.value);
    return ids;
}

} // namespace

class GalleryRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsPicturesInEveryOrder_data();
    void findsPicturesInEveryOrder();
    void picksAsFileManagersDo();
    void keepsChosenAndCurrentWhenPicturesArrive();
    void keepsWhatNoLongerMatches();
    void keepsChosenAndCurrentOverAReset();
    void countsDecisions();
    void passesOverStrangers();
    void staysRightWithAHundredThousand();
};

void GalleryRowsTest::findsPicturesInEveryOrder_data()
{
    QTest::addColumn<AssetSort>("sort");
    QTest::addColumn<QList<qint64>>("ids");
    QTest::newRow("newest") << AssetSort::NewestFirst << QList<qint64>{9, 7, 4, 1};
    QTest::newRow("oldest") << AssetSort::OldestFirst << QList<qint64>{1, 4, 7, 9};
    QTest::newRow("best") << AssetSort::BestFirst << QList<qint64>{4, 9, 1, 7};
}

void GalleryRowsTest::findsPicturesInEveryOrder()
{
    QFETCH(AssetSort, sort);
    QFETCH(QList<qint64>, ids);
    GalleryRows rows;
    rows.reset(selectionOf(ids), sort);
    for (int i = 0; i < ids.size(); ++i)
        QCOMPARE(rows.indexOf(AssetId{ids[i]}), i);
    for (const qint64 stranger : {0, 2, 8, 10})
        QCOMPARE(rows.indexOf(AssetId{stranger}), -1);
}

void GalleryRowsTest::picksAsFileManagersDo()
{
    GalleryRows rows;
    rows.reset(selectionOf({6, 5, 4, 3, 2, 1}), AssetSort::NewestFirst);
    rows.pick(1, Pick::Only);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({5}));
    rows.pick(4, Pick::Extend);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({5, 4, 3, 2}));
    rows.pick(0, Pick::Extend); // from where it began
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({6, 5}));
    rows.pick(3, Pick::Toggle);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({6, 5, 3}));
    rows.pick(0, Pick::Toggle);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({5, 3}));
    rows.pick(5, Pick::Keep);
    QCOMPARE(rows.current(), 5);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({5, 3}));
    rows.pick(99, Pick::Only);
    rows.pick(-1, Pick::Only);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({5, 3}));
    rows.pickAll();
    QCOMPARE(rows.chosenCount(), 6);
    rows.pickNone();
    QCOMPARE(rows.chosenCount(), 0);
    QCOMPARE(rows.current(), 5);
}

void GalleryRowsTest::keepsChosenAndCurrentWhenPicturesArrive()
{
    GalleryRows rows;
    rows.reset(selectionOf({3, 2, 1}), AssetSort::NewestFirst);
    rows.pick(1, Pick::Only);
    QSignalSpy inserted(&rows, &GalleryRows::rowsInserted);
    QSignalSpy moved(&rows, &GalleryRows::currentChanged);
    QCOMPARE(rows.insertNew(selectionOf({5, 4, 3, 2, 1})), 2);
    QCOMPARE(idsOf(rows), QList<qint64>({5, 4, 3, 2, 1}));
    QCOMPARE(inserted.first(), QVariantList({0, 2}));
    QCOMPARE(moved.size(), 0); // the same picture
    QCOMPARE(rows.currentId(), AssetId{2});
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({2}));
    QCOMPARE(rows.totals().count, 5);
    QCOMPARE(rows.insertNew(selectionOf({5, 4, 3, 2, 1})), 0);
}

// A filter on "to review" does not snatch a picture away the moment it is decided, or the next key would hit another.
void GalleryRowsTest::keepsWhatNoLongerMatches()
{
    GalleryRows rows;
    rows.reset(selectionOf({1, 2, 3}), AssetSort::OldestFirst);
    rows.pick(1, Pick::Only);
    rows.noteReview({AssetId{2}}, Decision::Approved, {});
    QCOMPARE(rows.insertNew(selectionOf({1, 3, 4})), 1);
    QCOMPARE(idsOf(rows), QList<qint64>({1, 2, 3, 4}));
    QCOMPARE(rows.currentId(), AssetId{2});
}

void GalleryRowsTest::keepsChosenAndCurrentOverAReset()
{
    GalleryRows rows;
    rows.reset(selectionOf({4, 3, 2, 1}), AssetSort::NewestFirst);
    rows.pick(0, Pick::Only);
    rows.pick(2, Pick::Toggle);
    rows.reset(selectionOf({1, 2, 3}), AssetSort::OldestFirst);
    QCOMPARE(idsOf(rows.chosen()), QList<qint64>({2}));
    QCOMPARE(rows.currentId(), AssetId{2});
    rows.reset(selectionOf({7, 8}), AssetSort::OldestFirst);
    QCOMPARE(rows.chosenCount(), 0);
    QCOMPARE(rows.current(), -1);
}

void GalleryRowsTest::countsDecisions()
{
    GalleryRows rows;
    rows.reset(selectionOf({3, 2, 1}), AssetSort::NewestFirst);
    rows.noteReview({AssetId{3}, AssetId{1}}, Decision::Rejected, 2);
    QCOMPARE(rows.totals().rejected, 2);
    QCOMPARE(rows.totals().undecided, 1);
    rows.noteReview({AssetId{1}}, Decision::NeedsChange, {});
    rows.noteReview({AssetId{3}}, Decision::Approved, {});
    QCOMPARE(rows.totals().rejected, 0);
    QCOMPARE(rows.totals().needChange, 1);
    QCOMPARE(rows.totals().approved, 1);
    QCOMPARE(rows.totals().count, 3);
    QCOMPARE(rows.totals().bytes, 3 * 10 * 1024);
    QCOMPARE(rows.at(0).rating, quint8(2));
}

void GalleryRowsTest::passesOverStrangers()
{
    GalleryRows rows;
    rows.reset(selectionOf({3, 2, 1}), AssetSort::NewestFirst);
    QSignalSpy changed(&rows, &GalleryRows::rowsChanged);
    rows.noteReview({AssetId{17}}, Decision::Rejected, {});
    QCOMPARE(changed.size(), 0);
    QCOMPARE(rows.totals().rejected, 0);
}

void GalleryRowsTest::staysRightWithAHundredThousand()
{
    QList<qint64> ids(100'000);
    std::generate(ids.begin(), ids.end(), [next = qint64(100'000)]() mutable { return next--; });
    GalleryRows rows;
    rows.reset(selectionOf(ids), AssetSort::NewestFirst);
    rows.pickAll();
    QCOMPARE(rows.chosenCount(), 100'000);
    rows.pick(50'000, Pick::Only);
    const AssetId current = rows.currentId();
    for (int arrived = 1; arrived <= 50; ++arrived) {
        ids.prepend(100'000 + arrived);
        rows.insertNew(selectionOf(ids.first(60)));
    }
    QCOMPARE(rows.count(), 100'050);
    QCOMPARE(rows.currentId(), current);
    QCOMPARE(rows.current(), 50'050);
    QCOMPARE(rows.chosen(), QList<AssetId>({current}));
}

QTEST_GUILESS_MAIN(GalleryRowsTest)
#include "gallery_rows_test.moc"
