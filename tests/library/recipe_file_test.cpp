// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/png_text.h"
#include "app/library/recipe_file.h"
#include "tests/library/library_fixture.h"

#include <QTest>

#include <thread>

using namespace batchroom;

namespace {

bool isSame(const Recipe& a, const Recipe& b)
{
    return a.request == b.request && a.returnedPrompt == b.returnedPrompt && a.seed == b.seed
        && a.generationId == b.generationId && a.account == b.account && a.price == b.price
        && a.createdMs == b.createdMs && a.durationMs == b.durationMs && a.metadata == b.metadata;
}

const QSize size(96, 64);

} // namespace

class RecipeFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsTheRecipeBack_data();
    void bringsTheRecipeBack();
    void tellsWhereThePictureComesFrom_data() { formats(); }
    void tellsWhereThePictureComesFrom();
    void replacesAnEarlierRecipe_data() { formats(); }
    void replacesAnEarlierRecipe();
    void keepsTransparency();
    void writesAParametersTextIntoPng_data();
    void writesAParametersTextIntoPng();
    void findsNoRecipeInOtherFiles_data();
    void findsNoRecipeInOtherFiles();
    void refusesWhatIsNoPicture();
    void refusesARecipeThatDoesNotFit();
    void survivesDamagedFiles_data() { formats(); }
    void survivesDamagedFiles();
    void writesFromManyThreads();

private:
    static void formats()
    {
        QTest::addColumn<PictureFormat>("format");
        QTest::newRow("png") << PictureFormat::Png;
        QTest::newRow("jpeg") << PictureFormat::Jpeg;
        QTest::newRow("webp") << PictureFormat::WebP;
    }
};

void RecipeFileTest::bringsTheRecipeBack_data()
{
    QTest::addColumn<PictureFormat>("format");
    QTest::addColumn<QString>("prompt");
    for (const auto& [name, format] : {std::pair("png", PictureFormat::Png), std::pair("jpeg", PictureFormat::Jpeg),
             std::pair("webp", PictureFormat::WebP)}) {
        QTest::addRow("%s plain", name) << format << QStringLiteral("a red lighthouse");
        QTest::addRow("%s languages", name)
            << format << QStringLiteral("K\u00f6ln, \u706f\u5854, \u05d0\u05d1, \U0001F680");
        QTest::addRow("%s markup", name) << format << QStringLiteral("<b>&amp; ]]> \"'\nlang=de-DE second line\tx");
        QTest::addRow("%s control", name) << format << QStringLiteral("bell \u0007 and \u0001 done");
        QTest::addRow("%s long", name) << format << QStringLiteral("very ").repeated(1500);
        QTest::addRow("%s empty", name) << format << QString();
    }
}

void RecipeFileTest::bringsTheRecipeBack()
{
    QFETCH(PictureFormat, format);
    QFETCH(QString, prompt);
    Recipe recipe = test::sampleRecipe(prompt);
    recipe.request.seed = 42;
    recipe.request.negativePrompt = QStringLiteral("fog");
    recipe.request.palette.members = {{QStringLiteral("#FF0000"), 0.5}, {QStringLiteral("#00FF00"), std::nullopt}};
    const QByteArray picture = test::samplePicture(size, format);
    const Result<QByteArray> written = withRecipe(picture, recipe);
    QVERIFY2(written, written ? "" : qPrintable(written.error().detail));

    const Result<Recipe> found = recipeFromFile(*written);
    QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
    QVERIFY(isSame(*found, recipe));
    const Result<QImage> before = decodePicture(picture);
    const Result<QImage> after = decodePicture(*written);
    QVERIFY(before && after);
    QCOMPARE(*after, *before);
}

void RecipeFileTest::tellsWhereThePictureComesFrom()
{
    QFETCH(PictureFormat, format);
    const Result<QByteArray> written = withRecipe(test::samplePicture(size, format), test::sampleRecipe());
    QVERIFY(written);
    QVERIFY(written->contains("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"));
    QVERIFY(written->contains("http://iptc.org/std/Iptc4xmpExt/2008-02-29/"));
    QVERIFY(written->contains("DigitalSourceType"));
    QVERIFY(written->contains("a red lighthouse at dusk"));
    QVERIFY(written->contains("batchroom:Seed"));
}

void RecipeFileTest::replacesAnEarlierRecipe()
{
    QFETCH(PictureFormat, format);
    const Result<QByteArray> first =
        withRecipe(test::samplePicture(size, format), test::sampleRecipe(QStringLiteral("the first idea")));
    QVERIFY(first);
    const Recipe second = test::sampleRecipe(QStringLiteral("the second idea"));
    const Result<QByteArray> written = withRecipe(*first, second);
    QVERIFY(written);
    QVERIFY(!written->contains("the first idea"));
    const Result<Recipe> found = recipeFromFile(*written);
    QVERIFY(found);
    QVERIFY(isSame(*found, second));
}

void RecipeFileTest::keepsTransparency()
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(QColor(200, 30, 60, 90));
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::WebP}) {
        const Result<QByteArray> picture = encodePicture(image, {format, 90, false});
        QVERIFY(picture);
        const Result<QByteArray> written = withRecipe(*picture, test::sampleRecipe());
        QVERIFY(written);
        const Result<QImage> before = decodePicture(*picture);
        const Result<QImage> after = decodePicture(*written);
        QVERIFY(before && after);
        QVERIFY(after->hasAlphaChannel());
        QCOMPARE(*after, *before);
    }
}

void RecipeFileTest::writesAParametersTextIntoPng_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::newRow("Latin-1") << QStringLiteral("caf\u00e9");
    QTest::newRow("all languages") << QStringLiteral("\u706f\u5854 \U0001F680");
}

void RecipeFileTest::writesAParametersTextIntoPng()
{
    QFETCH(QString, prompt);
    const Result<QByteArray> written = withRecipe(test::samplePicture(size), test::sampleRecipe(prompt));
    QVERIFY(written);
    const QString text = pngText(*written, "parameters");
    QVERIFY(text.startsWith(prompt + QLatin1Char('\n')));
    QVERIFY(text.contains(QStringLiteral("Seed: 123456789")));
    QVERIFY(text.contains(QStringLiteral("Size: 96x64")));
    // Qt's own reader checks the CRC of the chunk and finds the same text.
    QCOMPARE(QImage::fromData(*written, "PNG").text(QStringLiteral("parameters")).simplified(), text.simplified());
}

void RecipeFileTest::findsNoRecipeInOtherFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("once upon a time");
    QTest::newRow("png") << test::samplePicture(size);
    QTest::newRow("jpeg") << test::samplePicture(size, PictureFormat::Jpeg);
    QTest::newRow("webp") << test::samplePicture(size, PictureFormat::WebP);
    QTest::newRow("magic only") << QByteArray("\x89PNG\r\n\x1a\n");
}

void RecipeFileTest::findsNoRecipeInOtherFiles()
{
    QFETCH(QByteArray, file);
    const Result<Recipe> found = recipeFromFile(file);
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::NotFound);
}

void RecipeFileTest::refusesWhatIsNoPicture()
{
    for (const QByteArray& file : {QByteArray(), QByteArray("GIF89a...."), QByteArray("\xff\xd8\xff\xe0")}) {
        const Result<QByteArray> written = withRecipe(file, test::sampleRecipe());
        QVERIFY(!written);
        QVERIFY(!written.error().what.isEmpty());
    }
}

void RecipeFileTest::refusesARecipeThatDoesNotFit()
{
    Recipe recipe = test::sampleRecipe();
    recipe.metadata.insert(QStringLiteral("notes"), QString(100'000, QLatin1Char('n')));
    const Result<QByteArray> jpeg = withRecipe(test::samplePicture(size, PictureFormat::Jpeg), recipe);
    QVERIFY2(jpeg, jpeg ? "" : qPrintable(jpeg.error().detail));
    // the columns of the sheet are left out, everything that made the picture is there
    const Result<Recipe> found = recipeFromFile(*jpeg);
    QVERIFY(found);
    QCOMPARE(found->request.prompt, recipe.request.prompt);
    QVERIFY(found->metadata.isEmpty());

    recipe.request.prompt = QString(100'000, QLatin1Char('p'));
    const Result<QByteArray> refused = withRecipe(test::samplePicture(size, PictureFormat::Jpeg), recipe);
    QVERIFY(!refused);
    QVERIFY(withRecipe(test::samplePicture(size), recipe));
}

void RecipeFileTest::survivesDamagedFiles()
{
    QFETCH(PictureFormat, format);
    const Result<QByteArray> written = withRecipe(test::samplePicture(size, format), test::sampleRecipe());
    QVERIFY(written);
    quint32 random = 12345;
    const auto next = [&random](qsizetype bound) {
        random = random * 1664525U + 1013904223U;
        return static_cast<qsizetype>(random >> 8) % bound;
    };
    int readable = 0;
    for (int round = 0; round < 400; ++round) {
        QByteArray file = *written;
        for (int change = 0; change < 1 + round % 8; ++change)
            file[next(file.size())] = static_cast<char>(next(256));
        if (round % 3 == 0)
            file.truncate(next(file.size()));
        readable += recipeFromFile(file) ? 1 : 0;
        (void)withRecipe(file, test::sampleRecipe());
    }
    QVERIFY(readable > 0);
    QVERIFY(readable < 400);
}

void RecipeFileTest::writesFromManyThreads()
{
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread)
            threads.emplace_back([&, thread] {
                const auto format = static_cast<PictureFormat>(thread % 3);
                for (int i = 0; i < 25; ++i) {
                    const Recipe recipe = test::sampleRecipe(QStringLiteral("thread %1 %2").arg(thread).arg(i));
                    const Result<QByteArray> written = withRecipe(test::samplePicture(size, format), recipe);
                    const Result<Recipe> found = written ? recipeFromFile(*written) : Result<Recipe>(written.error());
                    good += found && isSame(*found, recipe) ? 1 : 0;
                }
            });
    }
    QCOMPARE(good, 150);
}

QTEST_GUILESS_MAIN(RecipeFileTest)
#include "recipe_file_test.moc"
