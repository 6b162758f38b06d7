// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/exporter.h"
#include "app/delivery/part_file.h"
#include "app/library/recipe_file.h"
#include "tests/delivery/library_with_assets.h"
#include "tests/support/small_disk.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <mutex>

using namespace batchroom;
using test::LibraryWithAssets;
using test::onWorker;

namespace {

Preset preset(const char* id, int width, int height)
{
    Preset made;
    made.id = QString::fromLatin1(id);
    made.size = QSize(width, height);
    return made;
}

QList<Preset> threePresets()
{
    return {preset("og", 1200, 630), preset("ig_sq", 1080, 1080), preset("x_header", 1500, 500)};
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList filesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QJsonObject manifestOf(const ExportSummary& summary)
{
    return QJsonDocument::fromJson(contents(summary.manifestPath)).object();
}

Result<ExportSummary> exported(LibraryWithAssets& library, const QList<Asset>& assets, const ExportOptions& options,
    const std::function<void(const VariantResult&)>& told = {}, std::stop_token stop = {})
{
    return onWorker([&] { return runExport(assets, options, *library.originals, *library.store, told, stop); });
}

Asset photoAsset(LibraryWithAssets& library, const char* name, quint32 seed, QSize size = QSize(700, 500))
{
    return library.add(
        samples::plainPng(samples::photo(size, seed)), QStringLiteral("png"), size, QString::fromLatin1(name));
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesExactPixelsForEveryPreset_data()
    {
        QTest::addColumn<PictureFormat>("format");
        QTest::addColumn<bool>("withRecipes");
        for (const PictureFormat format : {PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::WebP})
            for (const bool withRecipes : {true, false})
                QTest::addRow("%s %s", qPrintable(extensionOf(format)), withRecipes ? "with recipe" : "bare")
                    << format << withRecipes;
    }
    void writesExactPixelsForEveryPreset()
    {
        QFETCH(const PictureFormat, format);
        QFETCH(const bool, withRecipes);
        LibraryWithAssets library;
        const QList<Asset> assets{photoAsset(library, "harbour", 1), photoAsset(library, "dunes", 2)};
        ExportOptions options;
        options.presets = threePresets();
        options.folder = library.folder(QStringLiteral("out/deep"));
        options.format = format;
        options.recipe = withRecipes ? WriteRecipe::Yes : WriteRecipe::No;
        QList<VariantResult> told;
        const Result<ExportSummary> summary =
            exported(library, assets, options, [&told](const VariantResult& result) { told.append(result); });
        QVERIFY(summary);
        QCOMPARE(summary->variants.size(), 6);
        QCOMPARE(told.size(), 6);
        QVERIFY(summary->failures.isEmpty());
        QVERIFY(!summary->isCancelled);
        QCOMPARE(QFileInfo(summary->variants.front().path).fileName(),
            QStringLiteral("Summer_harbour_og_001.") + extensionOf(format));
        for (const Variant& variant : summary->variants) {
            const QByteArray bytes = contents(variant.path);
            QCOMPARE(pictureFormat(bytes), format);
            QCOMPARE(*pictureSize(bytes), variant.size);
            QVERIFY(decodePicture(bytes));
            QCOMPARE(bytes.size(), variant.bytes);
            QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()),
                variant.sha256);
            QVERIFY(variant.isEnlarged);
            const Result<Recipe> recipe = recipeFromFile(bytes);
            QCOMPARE(recipe.hasValue(), withRecipes);
            QCOMPARE(bytes.contains("lighthouse"), withRecipes);
            QVERIFY(withRecipes || !bytes.contains("987654321"));
            QVERIFY(withRecipes || !bytes.contains("ideogram"));
            if (withRecipes)
                QCOMPARE(recipe->request.prompt, assets.front().recipe.request.prompt);
        }
        QCOMPARE(filesIn(options.folder).size(), 7);
        QCOMPARE(library.value<qint64>(QStringLiteral("SELECT count(*) FROM variant")), 6);
        QCOMPARE(library.value<qint64>(QStringLiteral("SELECT export_count FROM asset WHERE id = 1")), 3);
        QCOMPARE(
            library.value<QString>(QStringLiteral("SELECT path FROM variant WHERE asset_id = 1 AND preset = 'og'")),
            summary->variants.front().path);

        const QJsonObject manifest = manifestOf(*summary);
        const QJsonArray files = manifest.value(QStringLiteral("files")).toArray();
        QCOMPARE(files.size(), 6);
        const QJsonObject first = files.at(0).toObject();
        QCOMPARE(first.value(QStringLiteral("preset")).toString(), QStringLiteral("og"));
        QCOMPARE(first.value(QStringLiteral("sha256")).toString(), summary->variants.front().sha256);
        QCOMPARE(first.contains(QStringLiteral("prompt")), withRecipes);
        QCOMPARE(contents(summary->manifestPath).contains("lighthouse"), withRecipes);
    }

    void givesEveryFileANameOfItsOwn()
    {
        LibraryWithAssets library;
        const QList<Asset> assets{
            photoAsset(library, "Twin", 1), photoAsset(library, "twin", 2), photoAsset(library, "twin", 3)};
        ExportOptions options;
        options.presets = {preset("og", 120, 63)};
        options.folder = library.folder(QStringLiteral("out"));
        options.nameTemplate = QStringLiteral("{name}");
        QVERIFY(exported(library, assets, options));
        QCOMPARE(filesIn(options.folder),
            QStringList({QStringLiteral("Twin.jpg"), QStringLiteral("manifest.json"), QStringLiteral("twin-2.jpg"),
                QStringLiteral("twin-3.jpg")}));
        const QByteArray before = contents(options.folder + QStringLiteral("/Twin.jpg"));

        const Result<ExportSummary> again = exported(library, assets, options);
        QVERIFY(again);
        QCOMPARE(again->variants.size(), 3);
        QCOMPARE(filesIn(options.folder).size(), 7);
        QCOMPARE(contents(options.folder + QStringLiteral("/Twin.jpg")), before);
        QCOMPARE(manifestOf(*again).value(QStringLiteral("files")).toArray().size(), 6);
        QCOMPARE(library.value<qint64>(QStringLiteral("SELECT export_count FROM asset WHERE id = 1")), 2);
    }

    void leavesForeignManifestsAlone()
    {
        LibraryWithAssets library;
        ExportOptions options;
        options.presets = {preset("og", 120, 63)};
        options.folder = library.folder(QStringLiteral("out"));
        QDir().mkpath(options.folder);
        QFile foreign(options.folder + QStringLiteral("/manifest.json"));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.write("{\"name\": \"a web app\"}");
        foreign.close();
        const Result<ExportSummary> summary = exported(library, {photoAsset(library, "a", 1)}, options);
        QVERIFY(summary);
        QCOMPARE(QFileInfo(summary->manifestPath).fileName(), QStringLiteral("manifest-2.json"));
        QCOMPARE(contents(foreign.fileName()), QByteArray("{\"name\": \"a web app\"}"));
    }

    void doesNotFollowALinkThatHasTheName()
    {
        LibraryWithAssets library;
        ExportOptions options;
        options.presets = {preset("og", 120, 63)};
        options.folder = library.folder(QStringLiteral("out"));
        options.nameTemplate = QStringLiteral("x");
        QDir().mkpath(options.folder);
        const QString victim = library.folder(QStringLiteral("victim"));
        QVERIFY(QFile::link(victim, options.folder + QStringLiteral("/x.jpg")));
        const Result<ExportSummary> summary = exported(library, {photoAsset(library, "a", 1)}, options);
        QVERIFY(summary);
        QCOMPARE(QFileInfo(summary->variants.front().path).fileName(), QStringLiteral("x-2.jpg"));
        QVERIFY(!QFile::exists(victim));
    }

    void goesOnWhenOnePictureIsBroken()
    {
        LibraryWithAssets library;
        const Asset good = photoAsset(library, "good", 1);
        const Asset missing = photoAsset(library, "missing", 2);
        QFile::remove(library.originals->originalPath(missing));
        const QByteArray whole = samples::plainPng(samples::photo(QSize(200, 200), 3));
        const Asset broken =
            library.add(whole.first(whole.size() / 2), QStringLiteral("png"), QSize(200, 200), QStringLiteral("cut"));
        const Asset last = photoAsset(library, "last", 4);
        ExportOptions options;
        options.presets = threePresets();
        options.folder = library.folder(QStringLiteral("out"));
        const Result<ExportSummary> summary = exported(library, {good, missing, broken, last}, options);
        QVERIFY(summary);
        QCOMPARE(summary->variants.size(), 6);
        QCOMPARE(summary->failures.size(), 6);
        QCOMPARE(summary->failures.at(0).error->code, ErrorCode::NotFound);
        QCOMPARE(summary->failures.at(0).variant.asset, missing.id);
        QCOMPARE(summary->failures.at(3).error->code, ErrorCode::PictureDamaged);
        QCOMPARE(manifestOf(*summary).value(QStringLiteral("failures")).toArray().size(), 6);
        QCOMPARE(filesIn(options.folder).size(), 7);
        QCOMPARE(library.value<qint64>(QStringLiteral("SELECT count(*) FROM variant WHERE asset_id = 2")), 0);
    }

    void tellsOfFoldersItCannotUse()
    {
        LibraryWithAssets library;
        const Asset asset = photoAsset(library, "a", 1);
        ExportOptions options;
        options.presets = {preset("og", 120, 63)};
        QFile file(library.folder(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        options.folder = file.fileName() + QStringLiteral("/below");
        const Result<ExportSummary> impossible = exported(library, {asset}, options);
        QVERIFY(!impossible);
        QVERIFY(impossible.error().what.contains(QStringLiteral("below")));

        options.folder = QStringLiteral("/proc"); // there, but nobody can write into it
        if (!QFileInfo(options.folder).isDir())
            return;
        const Result<ExportSummary> summary = exported(library, {asset}, options);
        QVERIFY(summary);
        QVERIFY(summary->variants.isEmpty());
        QVERIFY(summary->manifestPath.isEmpty());
        QCOMPARE(summary->failures.size(), 2); // the file and the manifest
        QCOMPARE(summary->failures.at(0).error->code, ErrorCode::FileAccess);
    }

    void leavesNothingHalfWrittenOnAFullDisk()
    {
        test::SmallDisk disk(2);
        if (!disk.isMounted())
            QSKIP(disk.reason().constData());
        LibraryWithAssets library;
        QList<Asset> assets;
        for (quint32 seed = 1; seed <= 8; ++seed)
            assets.append(photoAsset(library, "picture", seed));
        ExportOptions options;
        options.presets = {preset("ig_sq", 1080, 1080)};
        options.folder = disk.path() + QStringLiteral("/out");
        options.format = PictureFormat::Png;
        const Result<ExportSummary> summary = exported(library, assets, options);
        QVERIFY(summary);
        QVERIFY(!summary->failures.isEmpty());
        for (const VariantResult& failure : summary->failures)
            QCOMPARE(failure.error->code, ErrorCode::DiskFull);
        for (const QString& name : filesIn(options.folder)) {
            QVERIFY2(!name.endsWith(QStringLiteral(".part")), qPrintable(name));
            if (name.endsWith(QStringLiteral(".png")))
                QVERIFY(decodePicture(contents(options.folder + QLatin1Char('/') + name)));
        }
    }

    void removesWhatAKilledProgramLeftButNothingThatIsBeingWritten()
    {
        LibraryWithAssets library;
        ExportOptions options;
        options.presets = {preset("og", 1200, 630)};
        options.folder = library.folder(QStringLiteral("out"));
        QVERIFY(QDir().mkpath(options.folder));
        QFile abandoned(QDir(options.folder).filePath(QStringLiteral(".batchroom-killed.part")));
        QVERIFY(abandoned.open(QIODevice::WriteOnly));
        abandoned.close();
        QFile strange(QDir(options.folder).filePath(QStringLiteral(".somebody-elses.part")));
        QVERIFY(strange.open(QIODevice::WriteOnly));
        strange.close();
        Result<PartFile> growing = PartFile::write(options.folder, "still being written");
        QVERIFY(growing);
        const Result<ExportSummary> summary = exported(library, {photoAsset(library, "picture", 1)}, options);
        QVERIFY(summary);
        QVERIFY(summary->failures.isEmpty());
        QVERIFY(!abandoned.exists());
        QVERIFY(strange.exists());
#ifdef Q_OS_UNIX
        QVERIFY(QFile::exists(growing->path()));
#endif
    }

    void staysBelowTheByteLimitWithTheRecipeInside()
    {
        LibraryWithAssets library;
        const Asset asset = photoAsset(library, "busy", 5);
        ExportOptions options;
        options.presets = {preset("d_mrec", 900, 750)};
        options.presets.front().maxBytes = 60 * 1024;
        options.folder = library.folder(QStringLiteral("out"));
        options.quality = 95;
        const Result<ExportSummary> summary = exported(library, {asset}, options);
        QVERIFY(summary);
        QCOMPARE(summary->variants.size(), 1);
        const Variant& variant = summary->variants.front();
        QVERIFY(variant.bytes <= 60 * 1024);
        QVERIFY(variant.quality < 95);
        QVERIFY(recipeFromFile(contents(variant.path)));
        QCOMPARE(manifestOf(*summary)
                     .value(QStringLiteral("files"))
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("quality"))
                     .toInt(),
            variant.quality);

        options.format = PictureFormat::Png;
        const Result<ExportSummary> png = exported(library, {asset}, options);
        QVERIFY(png);
        QCOMPARE(png->failures.at(0).error->code, ErrorCode::PictureTooLarge);
    }

    void flattensAlphaWhereThePlatformHasNone()
    {
        LibraryWithAssets library;
        const QImage picture = samples::photo(QSize(80, 80), 3, QImage::Format_ARGB32);
        const Asset asset =
            library.add(samples::plainPng(picture), QStringLiteral("png"), picture.size(), QStringLiteral("a"));
        ExportOptions options;
        options.presets = {preset("free", 40, 40), preset("play_feat", 40, 40)};
        options.presets.back().allowsAlpha = false;
        options.format = PictureFormat::Png;
        options.folder = library.folder(QStringLiteral("out"));
        const Result<ExportSummary> summary = exported(library, {asset}, options);
        QVERIFY(summary);
        QVERIFY(decodePicture(contents(summary->variants.at(0).path))->hasAlphaChannel());
        QVERIFY(!decodePicture(contents(summary->variants.at(1).path))->hasAlphaChannel());
    }

    void cropsAroundTheFocalPoint()
    {
        LibraryWithAssets library;
        QImage picture(300, 100, QImage::Format_RGB32);
        picture.fill(Qt::black);
        for (int y = 0; y < 100; ++y)
            for (int x = 200; x < 300; ++x)
                picture.setPixelColor(x, y, Qt::white);
        Asset asset =
            library.add(samples::plainPng(picture), QStringLiteral("png"), picture.size(), QStringLiteral("a"));
        asset.focalPoint = QPointF(0.9, 0.5);
        ExportOptions options;
        options.presets = {preset("sq", 50, 50)};
        options.format = PictureFormat::Png;
        options.folder = library.folder(QStringLiteral("out"));
        const Result<ExportSummary> summary = exported(library, {asset}, options);
        QVERIFY(summary);
        const Variant& variant = summary->variants.front();
        QCOMPARE(variant.crop, QRect(200, 0, 100, 100));
        QVERIFY(!variant.isEnlarged);
        QVERIFY(std::abs(variant.lossShare - 2.0 / 3) < 1e-9);
        QImage white(50, 50, QImage::Format_RGB32);
        white.fill(Qt::white);
        QCOMPARE(*decodePicture(contents(variant.path)), white);
    }

    void refusesWhatCannotBegin_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("hasAssets");
        const QString name = QStringLiteral("{n}");
        QTest::newRow("no folder") << QString() << name << QSize(10, 10) << true;
        QTest::newRow("unknown field") << QStringLiteral("out") << QStringLiteral("{x}") << QSize(10, 10) << true;
        QTest::newRow("no pixels") << QStringLiteral("out") << name << QSize(0, 10) << true;
        QTest::newRow("too many pixels") << QStringLiteral("out") << name << QSize(100000, 100000) << true;
        QTest::newRow("no preset") << QStringLiteral("out") << name << QSize() << true;
        QTest::newRow("no picture") << QStringLiteral("out") << name << QSize(10, 10) << false;
    }
    void refusesWhatCannotBegin()
    {
        QFETCH(const QString, folder);
        QFETCH(const QString, nameTemplate);
        QFETCH(const QSize, size);
        QFETCH(const bool, hasAssets);
        LibraryWithAssets library;
        ExportOptions options;
        if (size.isValid())
            options.presets = {preset("p", size.width(), size.height())};
        options.folder = folder.isEmpty() ? folder : library.folder(folder);
        options.nameTemplate = nameTemplate;
        const QList<Asset> assets = hasAssets ? QList<Asset>{photoAsset(library, "a", 1)} : QList<Asset>();
        const Result<ExportSummary> summary = exported(library, assets, options);
        QVERIFY(!summary);
        QCOMPARE(summary.error().code, ErrorCode::BadInput);
        QVERIFY(!summary.error().what.isEmpty());
        QVERIFY(!QFileInfo::exists(library.folder(QStringLiteral("out"))));
    }

    void stopsWhenAsked()
    {
        LibraryWithAssets library;
        QList<Asset> assets;
        for (quint32 seed = 1; seed <= 12; ++seed)
            assets.append(photoAsset(library, "picture", seed, QSize(60, 40)));
        ExportOptions options;
        options.presets = {preset("og", 120, 63)};
        options.folder = library.folder(QStringLiteral("out"));
        std::stop_source stop;
        int told = 0;
        const Result<ExportSummary> summary = exported(
            library, assets, options,
            [&](const VariantResult&) {
                if (++told == 2)
                    stop.request_stop();
            },
            stop.get_token());
        QVERIFY(summary);
        QVERIFY(summary->isCancelled);
        QVERIFY(summary->variants.size() >= 2 && summary->variants.size() < 12);
        QCOMPARE(filesIn(options.folder).size(), summary->variants.size() + 1);
        QCOMPARE(library.value<qint64>(QStringLiteral("SELECT count(*) FROM variant")), summary->variants.size());
    }

    void tellsTheWindowOnItsOwnThread()
    {
        LibraryWithAssets library;
        const QList<Asset> assets{photoAsset(library, "a", 1), photoAsset(library, "b", 2)};
        ExportOptions options;
        options.presets = threePresets();
        options.folder = library.folder(QStringLiteral("out"));
        Exporter exporter(*library.store, *library.originals);
        QSignalSpy started(&exporter, &Exporter::started);
        QSignalSpy finished(&exporter, &Exporter::finished);
        QList<int> counts;
        bool isOnThisThread = true;
        connect(
            &exporter, &Exporter::variantFinished, this,
            [&](const VariantResult& result, int done, int total) {
                QVERIFY(!result.error);
                QCOMPARE(total, 6);
                counts.append(done);
                isOnThisThread = isOnThisThread && QThread::currentThread() == thread();
            },
            Qt::DirectConnection);
        exporter.start(assets, options);
        QVERIFY(exporter.isRunning());
        exporter.start(assets, options); // waits
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 30000);
        QVERIFY(!exporter.isRunning());
        QCOMPARE(started.size(), 2);
        QCOMPARE(counts, QList<int>({1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6}));
        QVERIFY(isOnThisThread);
    }

    void saysWhenAnExportCannotBegin()
    {
        LibraryWithAssets library;
        Exporter exporter(*library.store, *library.originals);
        QSignalSpy failed(&exporter, &Exporter::failed);
        exporter.start({}, {});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!exporter.isRunning());
    }

    void endsWithItsOwner()
    {
        LibraryWithAssets library;
        QList<Asset> assets;
        for (quint32 seed = 1; seed <= 6; ++seed)
            assets.append(photoAsset(library, "picture", seed));
        ExportOptions options;
        options.presets = threePresets();
        options.folder = library.folder(QStringLiteral("out"));
        {
            Exporter exporter(*library.store, *library.originals);
            QSignalSpy finished(&exporter, &Exporter::finished);
            exporter.start(assets, options);
            exporter.cancel();
            QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
            exporter.start(assets, options);
        }
        for (const QString& name : filesIn(options.folder))
            QVERIFY2(!name.endsWith(QStringLiteral(".part")), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
