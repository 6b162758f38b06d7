// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/asset_repository.h"
#include "tests/library/library_fixture.h"
#include "tests/support/small_disk.h"

#include <QCryptographicHash>
#include <QTest>

#include <thread>

using namespace batchroom;
using test::LibraryFixture;
using test::samplePicture;
using test::sampleRecipe;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A PNG header that promises a picture of this size and nothing behind it.
QByteArray promisingHeader(quint32 width, quint32 height)
{
    QByteArray png = samplePicture(QSize(8, 8));
    const auto put = [&](qsizetype offset, quint32 value) {
        for (int i = 0; i < 4; ++i)
            png[offset + i] = static_cast<char>(value >> (24 - 8 * i) & 0xff);
    };
    put(16, width);
    put(20, height);
    return png;
}

void copyFolder(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + file.mid(from.size());
        if (file.endsWith(QLatin1StringView(".lock")) || file.endsWith(QLatin1StringView("-shm")))
            continue;
        QDir().mkpath(QFileInfo(target).absolutePath());
        QFile::copy(file, target);
    }
}

Asset loaded(const LibraryFixture& library, AssetId id)
{
    Result<QList<Asset>> found =
        library.store->read<QList<Asset>>([id](Connection& connection) { return loadAssets(connection, {id}); });
    return found && !found->isEmpty() ? found->takeFirst() : Asset();
}

} // namespace

class AssetStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOriginalByteForByte_data();
    void keepsTheOriginalByteForByte();
    void writesTheWholeRecipeDown();
    void takesAPictureOfOthersInOnce();
    void refusesBadPicturesOfOthers();
    void finishesTheJobInTheSameTransaction();
    void makesPreviewsOfBothSizes();
    void neverEnlargesAPreview();
    void sharesOneOriginalOfTheSameBytes();
    void refusesBadPictures_data();
    void refusesBadPictures();
    void refusesAStaleAttempt_data();
    void refusesAStaleAttempt();
    void losesTheFenceInsideTheTransaction();
    void keepsNothingOfADiscardedJob();
    void keepsNothingWhenTheOtherWriteFails();
    void keepsASharedOriginalWhenTheOtherJobIsStale();
    void replacesAnOriginalThatNoLongerMatchesItsName();
    void clearsAwayWhatAnInterruptedDownloadLeft();
    void findsAPlacedOriginalAgainWhenItsRowWasNeverWritten();
    void forgetsPlacedOriginalsOfJobsThatAreOver();
    void tellsThatAnOriginalIsMissing();
    void makesPreviewsAgainAfterTheirFileWasDeleted();
    void makesPreviewsAgainAfterTheirFileWasDamaged();
    void takesAnotherIdWhenItsOwnIsTaken();
    void readsPreviewsFromManyThreads();
    void storesFromManyThreads();
    void leavesNothingBehindOnAFullDisk();
    void tellsTheFreeSpace();
};

void AssetStoreTest::keepsTheOriginalByteForByte_data()
{
    QTest::addColumn<PictureFormat>("format");
    QTest::addColumn<QString>("extension");
    QTest::newRow("png") << PictureFormat::Png << QStringLiteral("png");
    QTest::newRow("jpeg") << PictureFormat::Jpeg << QStringLiteral("jpg");
    QTest::newRow("webp") << PictureFormat::WebP << QStringLiteral("webp");
}

void AssetStoreTest::keepsTheOriginalByteForByte()
{
    QFETCH(PictureFormat, format);
    QFETCH(QString, extension);
    LibraryFixture library;
    const QByteArray bytes = samplePicture(QSize(320, 200), format);
    NewAsset asset = library.addJob();
    asset.expectedSize = QSize(320, 200);
    const Result<AssetRow> row = library.assets->add(bytes, asset);
    QVERIFY2(row, row ? "" : qPrintable(row.error().what));
    QCOMPARE(row->width, 320);
    QCOMPARE(row->height, 200);
    QCOMPARE(row->batch, library.batch);
    QCOMPARE(row->kilobytes, static_cast<quint32>((bytes.size() + 1023) / 1024));

    const QString sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    const QString path = library.assets->originalPath(loaded(library, row->id));
    QCOMPARE(path, library.path(QStringLiteral("originals/%1/%2.%3").arg(sha256.left(2), sha256, extension)));
    QCOMPARE(content(path), bytes);
    QCOMPARE(library.originals(), QStringList{path});
}

void AssetStoreTest::takesAPictureOfOthersInOnce()
{
    LibraryFixture library;
    const QByteArray bytes = samplePicture(QSize(40, 30));
    NewImport import{.origin = QStringLiteral("sender/e1#0"),
        .campaign = QStringLiteral("Summer"),
        .name = QStringLiteral("theirs"),
        .expectedSize = QSize(40, 30),
        .recipe = sampleRecipe()};
    const Result<ImportedAsset> first = library.assets->addImport(bytes, import);
    QVERIFY(first);
    QVERIFY(first->isNew);
    const Asset asset = loaded(library, first->row.id);
    QCOMPARE(asset.campaignName, QStringLiteral("Summer"));
    QCOMPARE(asset.name, QStringLiteral("theirs"));
    QVERIFY(!asset.job && !asset.batch);
    QVERIFY(asset.recipe.price.micros() == 0); // whatever it cost, it was not paid here
    QCOMPARE(library.value<QString>(QStringLiteral("SELECT prompt FROM asset_text")), sampleRecipe().request.prompt);
    QVERIFY(library.assets->thumbnail(asset.id, ThumbnailSize::Small));

    for (const QString& origin : {QStringLiteral("sender/e1#0"), QStringLiteral("sender/e2#0")}) {
        import.origin = origin;
        const Result<ImportedAsset> again = library.assets->addImport(bytes, import);
        QVERIFY(again);
        QVERIFY(!again->isNew);
        QCOMPARE(again->row.id, asset.id);
    }
    QCOMPARE(library.assetCount(), 1);
    QCOMPARE(library.originals().size(), 1);
    QCOMPARE(library.value<int>(QStringLiteral("SELECT count(*) FROM attempt")), 0);
    QCOMPARE(library.value<int>(QStringLiteral("SELECT count(*) FROM job")), 0);

    // One of ours that looks the same has a row of its own: it was paid for.
    QVERIFY(library.assets->add(bytes, library.addJob()));
    QCOMPARE(library.assetCount(), 2);
    QCOMPARE(library.originals().size(), 1);
}

void AssetStoreTest::refusesBadPicturesOfOthers()
{
    LibraryFixture library;
    const auto error = [&](const QByteArray& bytes, QSize expected = {}) {
        const Result<ImportedAsset> added = library.assets->addImport(bytes,
            {.origin = QStringLiteral("s/e#0"),
                .campaign = QStringLiteral("Summer"),
                .name = {},
                .expectedSize = expected,
                .recipe = {}});
        return added ? ErrorCode::Internal : added.error().code;
    };
    QCOMPARE(error("<html>"), ErrorCode::PictureDamaged);
    QCOMPARE(error(samplePicture(QSize(40, 30)).chopped(20)), ErrorCode::PictureDamaged);
    QCOMPARE(error(samplePicture(QSize(40, 30)), QSize(41, 30)), ErrorCode::PictureDamaged);
    QCOMPARE(error(promisingHeader(20'000, 20'000)), ErrorCode::PictureTooLarge);
    QCOMPARE(library.assetCount(), 0);
    QVERIFY(library.originals().isEmpty());
    QVERIFY(library.value<QString>(QStringLiteral("SELECT name FROM campaign WHERE name = 'Summer'")).isEmpty());
}

void AssetStoreTest::writesTheWholeRecipeDown()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(64, 64)), asset);
    QVERIFY(row);
    const Asset found = loaded(library, row->id);
    QCOMPARE(found.job, asset.job);
    QCOMPARE(found.batchName, QStringLiteral("first"));
    QCOMPARE(found.campaignName, QStringLiteral("Spring"));
    QCOMPARE(found.name, QStringLiteral("lighthouse"));
    QCOMPARE(found.size, QSize(64, 64));
    QCOMPARE(found.decision, Decision::None);
    QCOMPARE(found.focalPoint, QPointF(0.5, 0.5));
    QCOMPARE(found.recipe.request, asset.recipe.request);
    QCOMPARE(found.recipe.returnedPrompt, asset.recipe.returnedPrompt);
    QCOMPARE(found.recipe.seed, asset.recipe.seed);
    QCOMPARE(found.recipe.price, asset.recipe.price);
    QCOMPARE(found.recipe.createdMs, asset.recipe.createdMs);
    QCOMPARE(found.recipe.metadata, asset.recipe.metadata);
}

void AssetStoreTest::finishesTheJobInTheSameTransaction()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    QString seenInside;
    const Result<AssetRow> row = library.assets->add(
        samplePicture(QSize(64, 64)), asset, [&](Connection& connection, const AssetRow&) -> Result<void> {
            seenInside =
                selectValue<QString>(connection, QStringLiteral("SELECT state FROM job WHERE id = ?"), asset.job)
                    .valueOr(std::nullopt)
                    .value_or(QString());
            return {};
        });
    QVERIFY(row);
    QCOMPARE(seenInside, QStringLiteral("done"));
    QCOMPARE(library.jobState(asset.job), QStringLiteral("done"));
    QCOMPARE(library.value<AssetId>(QStringLiteral("SELECT asset_id FROM job WHERE id = ?"), asset.job), row->id);
    QCOMPARE(library.value<qint64>(QStringLiteral("SELECT finished_ms FROM job WHERE id = ?"), asset.job),
        library.clock.now().count());
    QCOMPARE(
        library.value<QString>(
            QStringLiteral("SELECT from_state || '>' || to_state FROM job_transition WHERE job_id = ?"), asset.job),
        QStringLiteral("downloading>done"));
}

void AssetStoreTest::makesPreviewsOfBothSizes()
{
    LibraryFixture library;
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(1200, 800)), library.addJob());
    QVERIFY(row);
    for (const auto& [size, expected] :
        {std::pair(ThumbnailSize::Small, QSize(256, 171)), std::pair(ThumbnailSize::Large, QSize(512, 341))}) {
        const Result<QByteArray> jpeg = library.assets->thumbnail(row->id, size);
        QVERIFY(jpeg);
        QCOMPARE(pictureFormat(*jpeg), PictureFormat::Jpeg);
        const QSize found = QImage::fromData(*jpeg).size();
        QVERIFY2(qAbs(found.height() - expected.height()) <= 1, qPrintable(QString::number(found.height())));
        QCOMPARE(found.width(), expected.width());
    }
}

void AssetStoreTest::neverEnlargesAPreview()
{
    LibraryFixture library;
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(30, 900)), library.addJob());
    QVERIFY(row);
    const Result<QByteArray> small = library.assets->thumbnail(row->id, ThumbnailSize::Small);
    QVERIFY(small);
    QCOMPARE(QImage::fromData(*small).height(), 256);
    const Result<AssetRow> tiny = library.assets->add(samplePicture(QSize(1, 1)), library.addJob());
    QVERIFY(tiny);
    const Result<QByteArray> large = library.assets->thumbnail(tiny->id, ThumbnailSize::Large);
    QVERIFY(large);
    QCOMPARE(QImage::fromData(*large).size(), QSize(1, 1));
}

void AssetStoreTest::sharesOneOriginalOfTheSameBytes()
{
    LibraryFixture library;
    const QByteArray bytes = samplePicture(QSize(64, 64));
    const Result<AssetRow> first = library.assets->add(bytes, library.addJob());
    const Result<AssetRow> second = library.assets->add(bytes, library.addJob());
    QVERIFY(first && second);
    QVERIFY(first->id != second->id);
    QCOMPARE(library.originals().size(), 1);
    QCOMPARE(library.assetCount(), 2);
}

void AssetStoreTest::refusesBadPictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSize>("expected");
    QTest::addColumn<ErrorCode>("code");
    const auto damaged = [](const char* name, const QByteArray& bytes, QSize expected = {}) {
        QTest::newRow(name) << bytes << expected << ErrorCode::PictureDamaged;
    };
    const QByteArray png = samplePicture(QSize(128, 128));
    const QByteArray jpeg = samplePicture(QSize(128, 128), PictureFormat::Jpeg);
    const QByteArray webp = samplePicture(QSize(128, 128), PictureFormat::WebP);
    damaged("nothing", QByteArray());
    damaged("html", QByteArray("<html><body>Too many requests</body></html>"));
    damaged("svg", QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"));
    damaged("gif", QByteArray::fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));
    damaged("bmp", QByteArray("BM") + QByteArray(100, '\0'));
    damaged("png magic only", png.left(8));
    damaged("png without pixels", png.left(40));
    damaged("png cut in half", png.left(png.size() / 2));
    damaged("jpeg cut in half", jpeg.left(jpeg.size() / 2));
    damaged("webp cut in half", webp.left(webp.size() / 2));
    damaged("jpeg magic and nonsense", QByteArray("\xff\xd8\xff\xe0") + QByteArray(500, 'x'));
    QByteArray flipped = png;
    flipped[flipped.size() / 2] = static_cast<char>(flipped.at(flipped.size() / 2) ^ 0x55);
    damaged("png with a flipped byte", flipped);
    damaged("another size than announced", png, QSize(1024, 1024));
    damaged("turned size", samplePicture(QSize(200, 100)), QSize(100, 200));
    QTest::newRow("more than 40 megapixels")
        << promisingHeader(10'000, 10'000) << QSize() << ErrorCode::PictureTooLarge;
    QTest::newRow("a bomb") << promisingHeader(0x7fffffff, 0x7fffffff) << QSize() << ErrorCode::PictureTooLarge;
    QTest::newRow("a line") << promisingHeader(1, 70'000) << QSize() << ErrorCode::PictureTooLarge;
    QTest::newRow("more than 64 MB") << png + QByteArray(64 * 1024 * 1024, '\0') << QSize()
                                     << ErrorCode::PictureTooLarge;
}

void AssetStoreTest::refusesBadPictures()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QSize, expected);
    LibraryFixture library;
    NewAsset asset = library.addJob();
    asset.expectedSize = expected;
    const Result<AssetRow> row = library.assets->add(bytes, asset);
    QVERIFY(!row);
    QTEST(row.error().code, "code");
    QVERIFY(!row.error().what.isEmpty());
    QCOMPARE(library.originals(), QStringList());
    QCOMPARE(library.assetCount(), 0);
    QCOMPARE(library.jobState(asset.job), QStringLiteral("downloading"));
}

void AssetStoreTest::refusesAStaleAttempt_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<bool>("otherAttempt");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("ready") << JobState::Ready << false << true;
    QTest::newRow("downloading") << JobState::Downloading << false << true;
    for (const JobState state : {JobState::Draft, JobState::Queued, JobState::Held, JobState::Submitting,
             JobState::Accepted, JobState::Done, JobState::Rejected, JobState::Withheld, JobState::Failed,
             JobState::Expired, JobState::Unknown, JobState::Dead, JobState::Cancelled})
        QTest::newRow(qPrintable(jobStateName(state))) << state << false << false;
    QTest::newRow("another attempt") << JobState::Downloading << true << false;
}

void AssetStoreTest::refusesAStaleAttempt()
{
    QFETCH(JobState, state);
    QFETCH(bool, otherAttempt);
    QFETCH(bool, isTaken);
    LibraryFixture library;
    NewAsset asset = library.addJob(sampleRecipe(), state);
    if (otherAttempt)
        asset.attempt = library.addJob().attempt;
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(32, 32)), asset);
    QCOMPARE(row.hasValue(), isTaken);
    QCOMPARE(library.assetCount(), isTaken ? 1 : 0);
    QCOMPARE(library.originals().size(), isTaken ? 1 : 0);
    if (isTaken)
        return;
    QCOMPARE(row.error().code, ErrorCode::StaleAttempt);
    QCOMPARE(library.jobState(asset.job), jobStateName(state));
}

// The first look at the fence passes; the job moves on while the picture is being written.
void AssetStoreTest::losesTheFenceInsideTheTransaction()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    const StoredPicture picture{AssetId{1}, QStringLiteral("ab"), QStringLiteral("png"), QSize(1, 1), 1, 0};
    library.run(QStringLiteral("UPDATE job SET state = 'expired'"));
    const Result<AssetRow> expired = library.store->write<AssetRow>(
        [&](Connection& connection) { return insertAsset(connection, asset, picture, 1); });
    QVERIFY(!expired);
    QCOMPARE(expired.error().code, ErrorCode::StaleAttempt);
    library.run(QStringLiteral("UPDATE job SET state = 'downloading', discard = 1"));
    const Result<AssetRow> discarded = library.store->write<AssetRow>(
        [&](Connection& connection) { return insertAsset(connection, asset, picture, 1); });
    QVERIFY(!discarded);
    QCOMPARE(discarded.error().code, ErrorCode::Cancelled);
    QCOMPARE(library.assetCount(), 0);
}

void AssetStoreTest::keepsNothingOfADiscardedJob()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    library.run(QStringLiteral("UPDATE job SET discard = 1"));
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(32, 32)), asset);
    QVERIFY(!row);
    QCOMPARE(row.error().code, ErrorCode::Cancelled);
    QCOMPARE(library.originals(), QStringList());
    QCOMPARE(library.assetCount(), 0);
    QCOMPARE(library.jobState(asset.job), QStringLiteral("cancelled"));
    QCOMPARE(
        library.value<QString>(
            QStringLiteral("SELECT from_state || '>' || to_state FROM job_transition WHERE job_id = ?"), asset.job),
        QStringLiteral("downloading>cancelled"));
}

void AssetStoreTest::keepsNothingWhenTheOtherWriteFails()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    AssetId seen;
    const Result<AssetRow> row = library.assets->add(
        samplePicture(QSize(32, 32)), asset, [&](Connection&, const AssetRow& inserted) -> Result<void> {
            seen = inserted.id;
            return Error{ErrorCode::Database, QStringLiteral("no"), {}};
        });
    QVERIFY(!row);
    QCOMPARE(library.originals(), QStringList());
    QCOMPARE(library.assetCount(), 0);
    QCOMPARE(library.value<int>(QStringLiteral("SELECT count(*) FROM asset_text")), 0);
    QCOMPARE(library.jobState(asset.job), QStringLiteral("downloading"));
    QVERIFY(seen);
    QVERIFY(!library.assets->thumbnail(seen, ThumbnailSize::Small));
    // and the same download may be tried again
    QVERIFY(library.assets->add(samplePicture(QSize(32, 32)), asset));
}

void AssetStoreTest::keepsASharedOriginalWhenTheOtherJobIsStale()
{
    LibraryFixture library;
    const QByteArray bytes = samplePicture(QSize(64, 64));
    const NewAsset refused = library.addJob();
    const Result<AssetRow> kept = library.assets->add(bytes, library.addJob());
    QVERIFY(kept);
    const Result<AssetRow> again =
        library.assets->add(bytes, refused, [](Connection&, const AssetRow&) -> Result<void> { return Error{}; });
    QVERIFY(!again);
    QCOMPARE(library.originals().size(), 1);
    QCOMPARE(content(library.originals().constFirst()), bytes);
}

void AssetStoreTest::replacesAnOriginalThatNoLongerMatchesItsName()
{
    LibraryFixture library;
    const QByteArray bytes = samplePicture(QSize(64, 64));
    QVERIFY(library.assets->add(bytes, library.addJob()));
    const QString path = library.originals().constFirst();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(bytes.size(), 'x'));
    file.close();
    QVERIFY(library.assets->add(bytes, library.addJob()));
    QCOMPARE(content(path), bytes);
}

void AssetStoreTest::clearsAwayWhatAnInterruptedDownloadLeft()
{
    LibraryFixture library;
    QVERIFY(library.assets->add(samplePicture(QSize(64, 64)), library.addJob()));
    QFile half(library.path(QStringLiteral("originals/0000.part")));
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write("half");
    half.close();
    library.close();
    library.open();
    QCOMPARE(library.originals().size(), 1);
    QVERIFY(!half.exists());
}

void AssetStoreTest::findsAPlacedOriginalAgainWhenItsRowWasNeverWritten()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    const QByteArray bytes = samplePicture(QSize(40, 30));
    const QTemporaryDir other;
    const auto copyAsAKillWouldLeaveIt = [&](Connection&, const AssetRow&) -> Result<void> {
        copyFolder(library.path(), other.path());
        return {};
    };
    QVERIFY(library.assets->add(bytes, asset, copyAsAKillWouldLeaveIt));
    QVERIFY(library.assets->arrived(asset.job, asset.attempt).isEmpty());
    QCOMPARE(library.originals().size(), 1);

    LibraryFixture killed(other.path());
    QCOMPARE(killed.jobState(asset.job), QStringLiteral("downloading"));
    QCOMPARE(killed.assetCount(), 0);
    const QByteArray arrived = killed.assets->arrived(asset.job, asset.attempt);
    QCOMPARE(arrived, bytes);
    QVERIFY(killed.assets->arrived(asset.job, AttemptId{asset.attempt.value + 1}).isEmpty());
    QVERIFY(killed.assets->add(arrived, asset));
    QCOMPARE(killed.jobState(asset.job), QStringLiteral("done"));
    QVERIFY(killed.assets->arrived(asset.job, asset.attempt).isEmpty());
    QCOMPARE(killed.originals().size(), 1);
}

void AssetStoreTest::forgetsPlacedOriginalsOfJobsThatAreOver()
{
    LibraryFixture library;
    const NewAsset asset = library.addJob();
    const QTemporaryDir other;
    QVERIFY(library.assets->add(samplePicture(QSize(40, 30)), asset, [&](Connection&, const AssetRow&) -> Result<void> {
        copyFolder(library.path(), other.path());
        return {};
    }));
    LibraryFixture killed(other.path());
    killed.run(QStringLiteral("UPDATE job SET state = 'dead'"));
    killed.close();
    killed.open();
    QVERIFY(killed.assets->arrived(asset.job, asset.attempt).isEmpty());
    QVERIFY(QDir(killed.path(QStringLiteral("originals/arriving"))).isEmpty(QDir::Files));
}

void AssetStoreTest::tellsThatAnOriginalIsMissing()
{
    LibraryFixture library;
    const QByteArray bytes = samplePicture(QSize(64, 64));
    const Result<AssetRow> row = library.assets->add(bytes, library.addJob());
    QVERIFY(row);
    const Asset asset = loaded(library, row->id);
    const Result<QByteArray> there = library.assets->readOriginal(asset);
    QVERIFY(there);
    QCOMPARE(*there, bytes);
    QVERIFY(QFile::remove(library.assets->originalPath(asset)));
    const Result<QByteArray> gone = library.assets->readOriginal(asset);
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::NotFound);
    const Result<void> previews = library.assets->makeThumbnails(asset);
    QVERIFY(!previews);
    QCOMPARE(previews.error().code, ErrorCode::NotFound);
}

void AssetStoreTest::makesPreviewsAgainAfterTheirFileWasDeleted()
{
    LibraryFixture library;
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(600, 600)), library.addJob());
    QVERIFY(row);
    library.close();
    QVERIFY(QFile::remove(library.path(QStringLiteral("thumbnails.db"))));
    library.open();
    const Result<QByteArray> missing = library.assets->thumbnail(row->id, ThumbnailSize::Small);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(library.assets->makeThumbnails(loaded(library, row->id)));
    const Result<QByteArray> made = library.assets->thumbnail(row->id, ThumbnailSize::Small);
    QVERIFY(made);
    QCOMPARE(QImage::fromData(*made).size(), QSize(256, 256));
}

void AssetStoreTest::makesPreviewsAgainAfterTheirFileWasDamaged()
{
    for (const QByteArray& damage :
        {QByteArray(20'000, 'x'), QByteArray("SQLite format 3") + QByteArray(9'000, '\0')}) {
        LibraryFixture library;
        const Result<AssetRow> row = library.assets->add(samplePicture(QSize(600, 600)), library.addJob());
        QVERIFY(row);
        library.close();
        QFile file(library.path(QStringLiteral("thumbnails.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(damage);
        file.close();
        library.open();
        QVERIFY(!library.assets->thumbnail(row->id, ThumbnailSize::Small));
        QVERIFY(library.assets->makeThumbnails(loaded(library, row->id)));
        QVERIFY(library.assets->thumbnail(row->id, ThumbnailSize::Small));
    }
    // damage that shows only while it is used
    LibraryFixture library;
    const Result<AssetRow> row = library.assets->add(samplePicture(QSize(600, 600)), library.addJob());
    QVERIFY(row);
    library.close();
    QFile file(library.path(QStringLiteral("thumbnails.db")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.size() > 2 * 8192);
    file.seek(8192);
    file.write(QByteArray(static_cast<qsizetype>(file.size() - 8192), '\xff'));
    file.close();
    library.open();
    const Result<QByteArray> hidden = library.assets->thumbnail(row->id, ThumbnailSize::Small);
    QVERIFY(!hidden);
    QCOMPARE(hidden.error().code, ErrorCode::NotFound);
    QVERIFY(library.assets->makeThumbnails(loaded(library, row->id)));
    QVERIFY(library.assets->thumbnail(row->id, ThumbnailSize::Small));
}

void AssetStoreTest::takesAnotherIdWhenItsOwnIsTaken()
{
    LibraryFixture library;
    const Result<AssetRow> first = library.assets->add(samplePicture(QSize(300, 300)), library.addJob());
    QVERIFY(first);
    // somebody else inserted a row since the store was opened
    library.run(QStringLiteral("UPDATE asset SET id = %1").arg(first->id.value + 1));
    const Result<AssetRow> second =
        library.assets->add(samplePicture(QSize(400, 300), PictureFormat::Png, 2), library.addJob());
    QVERIFY2(second, second ? "" : qPrintable(second.error().detail));
    QCOMPARE(second->id.value, first->id.value + 2);
    QVERIFY(library.assets->thumbnail(second->id, ThumbnailSize::Small));
}

void AssetStoreTest::readsPreviewsFromManyThreads()
{
    LibraryFixture library;
    QList<AssetId> ids;
    for (int i = 0; i < 6; ++i) {
        const Result<AssetRow> row =
            library.assets->add(samplePicture(QSize(300, 300), PictureFormat::Png, i), library.addJob());
        QVERIFY(row);
        ids.append(row->id);
    }
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread)
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i)
                    good += library.assets->thumbnail(ids.at(i % ids.size()), ThumbnailSize::Small) ? 1 : 0;
            });
    }
    QCOMPARE(good, 1200);
}

void AssetStoreTest::storesFromManyThreads()
{
    LibraryFixture library;
    QList<NewAsset> jobs;
    for (int i = 0; i < 24; ++i)
        jobs.append(library.addJob());
    // every third picture is the same, every fifth job is stale by the time its picture comes
    for (qsizetype i = 0; i < jobs.size(); i += 5)
        library.insert(QStringLiteral("UPDATE job SET state = 'expired' WHERE id = ?"), jobs.at(i).job);
    std::atomic<int> kept = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&, thread] {
                for (qsizetype i = thread; i < jobs.size(); i += 4) {
                    const int seed = i % 3 == 0 ? 0 : static_cast<int>(i);
                    kept += library.assets->add(samplePicture(QSize(120, 90), PictureFormat::Jpeg, seed), jobs.at(i))
                        ? 1
                        : 0;
                }
            });
    }
    QCOMPARE(kept, 19);
    QCOMPARE(library.assetCount(), 19);
    const int distinct = library.value<int>(QStringLiteral("SELECT count(DISTINCT sha256) FROM asset"));
    QCOMPARE(library.originals().size(), distinct);
    for (const NewAsset& job : jobs) {
        const AssetId id = library.value<AssetId>(QStringLiteral("SELECT asset_id FROM job WHERE id = ?"), job.job);
        if (id)
            QVERIFY(library.assets->readOriginal(loaded(library, id)));
    }
}

void AssetStoreTest::leavesNothingBehindOnAFullDisk()
{
    test::SmallDisk disk(8);
    if (!disk.isMounted())
        QSKIP(disk.reason().constData());
    LibraryFixture library(disk.path() + QStringLiteral("/library"));
    const NewAsset asset = library.addJob();
    const QByteArray bytes = samplePicture(QSize(700, 700));
    disk.fill();
    const Result<AssetRow> row = library.assets->add(bytes, asset);
    QVERIFY(!row);
    QCOMPARE(row.error().code, ErrorCode::DiskFull);
    QCOMPARE(library.originals(), QStringList());
    QCOMPARE(library.jobState(asset.job), QStringLiteral("downloading"));
    QVERIFY(library.assets->freeBytes() < 65536);
    disk.giveBack();
    QVERIFY(library.assets->add(bytes, asset));
    QCOMPARE(library.jobState(asset.job), QStringLiteral("done"));
}

void AssetStoreTest::tellsTheFreeSpace()
{
    LibraryFixture library;
    QVERIFY(library.assets->freeBytes() > 0);
}

QTEST_GUILESS_MAIN(AssetStoreTest)
#include "asset_store_test.moc"
