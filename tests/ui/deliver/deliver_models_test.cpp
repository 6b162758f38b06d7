// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "app/delivery/exporter.h"
#include "app/library/asset_index.h"
#include "tests/library/library_fixture.h"
#include "ui/models/deliver_crops.h"
#include "ui/models/deliver_pictures.h"
#include "ui/models/deliver_preview.h"
#include "ui/models/deliver_run.h"

#include <QAbstractItemModelTester>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;
using namespace batchroom::test;

namespace {

AssetId addPicture(LibraryFixture& library, QSize size, int seed)
{
    return library.assets->add(samplePicture(size, PictureFormat::Png, seed), library.addJob())->id;
}

VariantResult fileResult(int number, std::optional<Error> error = std::nullopt)
{
    VariantResult result;
    result.variant.asset = AssetId{number};
    result.variant.preset = QStringLiteral("ig_sq");
    result.variant.size = QSize(1080, 1080);
    result.variant.crop = QRect(0, 0, 1080, 1080);
    result.variant.bytes = 400'000;
    result.error = error;
    if (!error)
        result.variant.path = QStringLiteral("/files/picture_%1.jpg").arg(number);
    return result;
}

QString printed(const DeliverRun& run)
{
    QStringList lines;
    for (int row = 0; row < run.rowCount(); ++row)
        lines.append((run.index(row).data(DeliverRun::HasFailedRole).toBool() ? QStringLiteral("! ") : QString())
            + run.index(row).data(Qt::AccessibleTextRole).toString());
    return lines.join(u'\n');
}

} // namespace

class DeliverModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysRatiosAsPeopleDo_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("ratio");
        QTest::newRow("square") << QSize(1080, 1080) << QStringLiteral("1:1");
        QTest::newRow("portrait") << QSize(1080, 1350) << QStringLiteral("4:5");
        QTest::newRow("story") << QSize(1080, 1920) << QStringLiteral("9:16");
        QTest::newRow("share") << QSize(1200, 630) << QStringLiteral("1.9:1"); // not 40:21
        QTest::newRow("feed") << QSize(1080, 566) << QStringLiteral("1.91:1");
        QTest::newRow("nothing") << QSize() << QString();
    }
    void saysRatiosAsPeopleDo()
    {
        QFETCH(QSize, size);
        QFETCH(QString, ratio);
        QCOMPARE(ratioText(size), ratio);
    }

    void neverShowsTheAnswerToAnOlderQuestion()
    {
        LibraryFixture library;
        AssetIndex index(*library.store);
        const AssetId approved = addPicture(library, QSize(640, 640), 1);
        const AssetId other = addPicture(library, QSize(640, 480), 2);
        QSignalSpy reviewed(&index, &AssetIndex::reviewed);
        index.review({{approved}, Decision::Approved, {}, std::nullopt});
        QTRY_COMPARE(reviewed.size(), 1);
        DeliverPictures pictures(index);
        QStringList shown;
        connect(&pictures, &DeliverPictures::changed, this, [&] {
            const bool isOther = pictures.count() == 1 && pictures.all().first().asset == other;
            shown.append(QStringLiteral("%1 %2").arg(pictures.isOfApproved()).arg(isOther));
        });
        pictures.reload();
        QCoreApplication::processEvents(); // the question is out
        pictures.showAssets({other});
        QTRY_VERIFY(!pictures.isOfApproved());
        pictures.showApproved();
        QTRY_VERIFY(pictures.isOfApproved());
        QCOMPARE(shown, QStringList({QStringLiteral("0 1"), QStringLiteral("1 0")}));
        pictures.showAssets({approved}); // the same picture, for another reason
        QTRY_VERIFY(!pictures.isOfApproved());
        QCOMPARE(shown.size(), 3);
    }

    void marksOnlyMoreThanAFifth()
    {
        QVERIFY(!isHarsh(QSize(1000, 1000), QSize(1080, 1350))); // loses exactly 20 %
        QVERIFY(isHarsh(QSize(1000, 1000), QSize(1080, 1440)));
        QVERIFY(!isHarsh(QSize(), QSize(1080, 1440)));
        QCOMPARE(enlargedText(enlargement(QSize(540, 540), QSize(1080, 1080))), QStringLiteral("enlarged 2.0×"));
        QCOMPARE(enlargedText(enlargement(QSize(2000, 2000), QSize(1080, 1080))), QString());
        QCOMPARE(percent(0.0001), 1);
        QCOMPARE(percent(0.9999), 99);
        QCOMPARE(percent(1), 100);
    }

    void followsApprovalsAndKeepsTheCurrentPicture()
    {
        LibraryFixture library;
        AssetIndex index(*library.store);
        const AssetId one = addPicture(library, QSize(100, 100), 1);
        const AssetId two = addPicture(library, QSize(200, 100), 2);
        DeliverPictures pictures(index);
        QSignalSpy changed(&pictures, &DeliverPictures::changed);
        index.review({{two}, Decision::Approved, {}, std::nullopt});
        pictures.showApproved();
        QTRY_COMPARE(pictures.count(), 1);
        QCOMPARE(pictures.current(), two);
        index.review({{one}, Decision::Approved, {}, std::nullopt});
        QTRY_COMPARE(pictures.count(), 2);
        QCOMPARE(pictures.current(), two); // though it is the second now
        QCOMPARE(pictures.currentRow(), 1);
        index.review({{two}, Decision::Rejected, {}, std::nullopt});
        QTRY_COMPARE(pictures.count(), 1);
        QCOMPARE(pictures.current(), one);
        index.review({{one}, Decision::None, {}, std::nullopt});
        QTRY_COMPARE(pictures.count(), 0);
        QVERIFY(!pictures.current());
        QCOMPARE(pictures.currentRow(), -1);
    }

    void deliversTheNewestPointWithoutWaitingForTheDisk()
    {
        LibraryFixture library;
        AssetIndex index(*library.store);
        const AssetId one = addPicture(library, QSize(100, 100), 1);
        const AssetId two = addPicture(library, QSize(200, 100), 2);
        DeliverPictures pictures(index);
        pictures.showAssets({two, one});
        QTRY_VERIFY(pictures.asset());
        QCOMPARE(pictures.current(), two); // in the order given
        pictures.moveFocalPoint({0.9, 7});
        QCOMPARE(pictures.focalPoint(), QPointF(0.9, 1));
        QVERIFY(!pictures.canUndo());
        pictures.setCurrentRow(1); // keeps it
        QVERIFY(pictures.canUndo());
        QFuture<Result<QList<Asset>>> loading = pictures.load();
        QTRY_VERIFY(loading.isFinished());
        QList<Asset> assets = *loading.result();
        pictures.applyPoints(assets);
        QCOMPARE(assets.first().focalPoint, QPointF(0.9, 1));
        pictures.undo();
        QCOMPARE(pictures.current(), two); // goes where the step was made
        QTRY_COMPARE(pictures.focalPoint(), QPointF(0.5, 0.5));
        QTRY_COMPARE(library.value<double>(QStringLiteral("SELECT focal_x FROM asset WHERE id = ?"), two), 0.5);
    }

    void showsTheThumbnailFirstAndTheOriginalAfter()
    {
        LibraryFixture library;
        AssetIndex index(*library.store);
        const AssetId asset = addPicture(library, QSize(900, 600), 1);
        DeliverPreview preview(*library.assets, index);
        QSignalSpy arrived(&preview, &DeliverPreview::arrived);
        preview.want(asset, {});
        QTRY_COMPARE(arrived.count(), 2);
        QImage target(900, 600, QImage::Format_RGB32);
        target.fill(Qt::black);
        QPainter painter(&target);
        preview.levels(asset).paint(painter, QRectF(0, 0, 900, 600), QRectF(0, 0, 1, 1));
        painter.end();
        QCOMPARE(target, sampleImage(QSize(900, 600), 1)); // pixel by pixel: the original
        preview.want(asset, {});
        QTest::qWait(1);
        QCOMPARE(arrived.count(), 2); // nothing is decoded twice
    }

    void tellsThatAnOriginalIsGone()
    {
        LibraryFixture library;
        AssetIndex index(*library.store);
        const AssetId asset = addPicture(library, QSize(90, 60), 1);
        for (const QString& file : library.originals())
            QVERIFY(QFile::remove(file));
        DeliverPreview preview(*library.assets, index);
        QSignalSpy failed(&preview, &DeliverPreview::failed);
        preview.want(asset, {});
        QVERIFY(failed.wait());
        QVERIFY(!preview.levels(asset).isNull()); // the thumbnail is still there
    }

    void listsFailuresFirstAndTheNewestFileNext()
    {
        LibraryFixture library;
        Exporter exporter(*library.store, *library.assets);
        DeliverRun run(exporter);
        QAbstractItemModelTester tester(&run);
        run.setPresetNames({{QStringLiteral("ig_sq"), QStringLiteral("Instagram Feed 1:1")}});
        Q_EMIT exporter.started(4);
        QVERIFY(run.isRunning());
        Q_EMIT exporter.variantFinished(fileResult(1), 1, 4);
        Q_EMIT exporter.variantFinished(fileResult(2), 2, 4);
        QTRY_COMPARE(run.rowCount(), 2);
        Q_EMIT exporter.variantFinished(
            fileResult(3, Error{ErrorCode::DiskFull, QStringLiteral("The disk is full."), {}}), 3, 4);
        VariantResult enlarged = fileResult(4);
        enlarged.variant.isEnlarged = true;
        enlarged.variant.crop = QRect(0, 0, 771, 771);
        Q_EMIT exporter.variantFinished(enlarged, 4, 4);
        QTRY_COMPARE(run.done(), 4);
        QCOMPARE(run.failedFiles(), 1);
        QCOMPARE(printed(run),
            QStringLiteral("! Picture 3, Instagram Feed 1:1, The disk is full.\n"
                           "picture_4.jpg, enlarged 1.4×, 400 kB\npicture_2.jpg, 400 kB\npicture_1.jpg, 400 kB"));
    }

    void staysSmallWithAHundredThousandFilesAndTellsOfThemTogether()
    {
        LibraryFixture library;
        Exporter exporter(*library.store, *library.assets);
        DeliverRun run(exporter);
        Q_EMIT exporter.started(100'000);
        QSignalSpy inserted(&run, &QAbstractItemModel::rowsInserted);
        QSignalSpy progressed(&run, &DeliverRun::progressed);
        for (int number = 1; number <= 100'000; ++number)
            Q_EMIT exporter.variantFinished(fileResult(number), number, 100'000);
        QTRY_COMPARE_WITH_TIMEOUT(run.done(), 100'000, 10'000);
        QVERIFY2(inserted.size() <= 100, qPrintable(QString::number(inserted.size())));
        QVERIFY2(progressed.size() <= 100, qPrintable(QString::number(progressed.size())));
        QCOMPARE(run.rowCount(), 1000);
        QCOMPARE(run.index(0).data().toString(), QStringLiteral("picture_100000.jpg"));
    }
};

QTEST_MAIN(DeliverModelsTest)
#include "deliver_models_test.moc"
