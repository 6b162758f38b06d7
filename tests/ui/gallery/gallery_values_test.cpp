// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gallery_facts.h"
#include "ui/models/gallery_look.h"
#include "ui/models/gallery_zoom.h"

#include <QDateTime>
#include <QTest>

#include <limits>

using namespace batchroom;

namespace {

Asset bottle(qint64 seed, const QString& speed, qint64 micros)
{
    Asset asset;
    asset.id = AssetId{seed};
    asset.job = JobId{seed};
    asset.batchName = QStringLiteral("Stills");
    asset.size = QSize(896, 1120);
    asset.recipe.request.model = QStringLiteral("ideogram-3");
    asset.recipe.request.prompt = QStringLiteral("Amber body oil bottle");
    asset.recipe.request.style = QStringLiteral("realistic");
    asset.recipe.request.aspect = QStringLiteral("4:5");
    asset.recipe.request.speed = speed;
    asset.recipe.seed = seed;
    asset.recipe.price = Money::fromMicros(micros);
    return asset;
}

QStringList differing(const Comparison& comparison)
{
    QStringList names;
    for (const ComparedFact& fact : comparison.facts)
        if (fact.differs)
            names.append(fact.name);
    return names;
}

} // namespace

class GalleryValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLookAsADocument();
    void fallsBackOnDamagedDocuments_data();
    void fallsBackOnDamagedDocuments();
    void keepsThePointUnderThePointer_data();
    void keepsThePointUnderThePointer();
    void showsNothingButPictureWhenItIsLargeEnough();
    void stopsAtTheWholePictureAndAtSinglePixels();
    void zoomsToAScale();
    void survivesViewsWithoutRoom();
    void comparesWhatDiffersFirst();
    void comparesPrompts();
    void readsTheRecipe();
};

void GalleryValuesTest::keepsTheLookAsADocument()
{
    GalleryLook look;
    look.filter.text = QStringLiteral("löwe \"x\"");
    look.filter.batches = {BatchId{3}, BatchId{7}};
    look.filter.models = {QStringLiteral("ideogram-3")};
    look.filter.styles = {QStringLiteral("realistic")};
    look.filter.aspects = {QStringLiteral("16:9")};
    look.filter.decisions = {Decision::None, Decision::NeedsChange};
    look.filter.minRating = 3;
    look.filter.hasExports = false;
    look.filter.sort = AssetSort::BestFirst;
    look.shape = GalleryShape::Square;
    look.pictureHeight = 120;
    QVERIFY(galleryLookFromJson(toJson(look)) == look);
    QVERIFY(galleryLookFromJson(toJson(GalleryLook())) == GalleryLook());
}

void GalleryValuesTest::fallsBackOnDamagedDocuments_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no json") << QByteArray("{\"rating\":");
    QTest::newRow("a list") << QByteArray("[1,2]");
    QTest::newRow("wrong types") << QByteArray(
        R"({"text":7,"models":"x","batches":[-1,0,"a",{}],"decisions":["maybe"],"rating":99,"height":1e9,"sort":"?","exports":"no"})");
}

void GalleryValuesTest::fallsBackOnDamagedDocuments()
{
    QFETCH(QByteArray, json);
    const GalleryLook look = galleryLookFromJson(json);
    QVERIFY(look.filter.text.isEmpty() && look.filter.models.isEmpty() && look.filter.batches.isEmpty());
    QVERIFY(look.filter.minRating <= 5);
    QVERIFY(look.pictureHeight >= GalleryLook::smallest && look.pictureHeight <= GalleryLook::largest);
    QVERIFY(!look.filter.hasExports);
}

void GalleryValuesTest::keepsThePointUnderThePointer_data()
{
    QTest::addColumn<QPointF>("pointer");
    QTest::addColumn<double>("by");
    for (const QPointF pointer : {QPointF(500, 350), QPointF(420, 200), QPointF(610, 480)})
        for (const double by : {1.2, 3.0, 1 / 1.2})
            QTest::addRow("%g,%g x%g", pointer.x(), pointer.y(), by) << pointer << by;
}

void GalleryValuesTest::keepsThePointUnderThePointer()
{
    QFETCH(QPointF, pointer);
    QFETCH(double, by);
    const QSize view(1000, 700);
    const QSize picture(2048, 2048);
    const PictureZoom before = kept({4, {0.5, 0.5}}, view, picture);
    const auto under = [&](const PictureZoom& zoom) {
        const QRectF at = pictureRect(zoom, view, picture);
        return QPointF((pointer.x() - at.x()) / at.width(), (pointer.y() - at.y()) / at.height());
    };
    const PictureZoom after = zoomedAt(before, view, picture, pointer, by);
    QVERIFY(std::abs(after.factor - 4 * by) < 1e-9);
    QVERIFY(std::abs(under(after).x() - under(before).x()) < 1e-9);
    QVERIFY(std::abs(under(after).y() - under(before).y()) < 1e-9);
}

void GalleryValuesTest::showsNothingButPictureWhenItIsLargeEnough()
{
    const QSize view(1000, 700);
    const QSize picture(2000, 1000);
    const PictureZoom zoomed{3, {0.5, 0.5}};
    const PictureZoom moved = movedBy(zoomed, view, picture, {100'000, -100'000});
    const QRectF at = pictureRect(moved, view, picture);
    QVERIFY(at.left() <= 1e-6 && at.top() <= 1e-6);
    QVERIFY(at.right() >= 1000 - 1e-6 && at.bottom() >= 700 - 1e-6);
    QVERIFY(std::abs(at.left()) < 1e-6);
    QVERIFY(std::abs(at.bottom() - 700) < 1e-6);
    QCOMPARE(movedBy(PictureZoom(), view, picture, {50, 50}), PictureZoom());
}

void GalleryValuesTest::stopsAtTheWholePictureAndAtSinglePixels()
{
    const QSize view(1000, 700);
    const QSize picture(2048, 2048);
    QVERIFY(zoomedAt({}, view, picture, {10, 10}, 0.1).isFit());
    const PictureZoom deep = zoomedAt({}, view, picture, {500, 350}, 1e9);
    QCOMPARE(scaleOf(deep, view, picture), deepestScale);
    // A small picture is shown as it is, not blown up.
    QCOMPARE(scaleOf({}, view, QSize(64, 64)), 1.0);
}

void GalleryValuesTest::zoomsToAScale()
{
    const QSize view(1000, 700);
    const QSize picture(2048, 1024);
    QCOMPARE(scaleOf(zoomForScale({}, view, picture, 1), view, picture), 1.0);
    QVERIFY(zoomForScale({}, view, picture, 0.01).isFit());
}

void GalleryValuesTest::survivesViewsWithoutRoom()
{
    for (const QSize view : {QSize(), QSize(0, 0), QSize(1, 1)})
        for (const QSize picture : {QSize(), QSize(0, 5), QSize(1, 1), QSize(8000, 1)}) {
            PictureZoom zoom{std::numeric_limits<double>::infinity(), {-4, 9}};
            zoom = zoomedAt(kept(zoom, view, picture), view, picture, {3, 3}, 2);
            zoom = movedBy(zoom, view, picture, {9, 9});
            QVERIFY(std::isfinite(zoom.factor) && zoom.factor >= 1);
        }
}

void GalleryValuesTest::comparesWhatDiffersFirst()
{
    const Comparison comparison = compareRecipes(
        {bottle(1180442917, QStringLiteral("quality"), 90'000), bottle(1180442918, QStringLiteral("turbo"), 30'000)},
        Catalog::builtIn());
    QCOMPARE(
        differing(comparison), QStringList({QStringLiteral("Seed"), QStringLiteral("Speed"), QStringLiteral("Price")}));
    QCOMPARE(comparison.different, 3);
    QCOMPARE(comparison.facts.constFirst().values,
        QStringList({QStringLiteral("1180442917"), QStringLiteral("1180442918")}));
    QVERIFY(comparison.facts[2].differs && !comparison.facts[3].differs);
    QCOMPARE(comparison.prompts, QStringList{QStringLiteral("Amber body oil bottle")});
    QCOMPARE(comparison.all, static_cast<int>(comparison.facts.size()) + 1);
}

void GalleryValuesTest::comparesPrompts()
{
    QList<Asset> assets;
    for (int i = 0; i < 4; ++i)
        assets.append(bottle(7, QStringLiteral("turbo"), 1));
    Comparison comparison = compareRecipes(assets, Catalog::builtIn());
    QCOMPARE(comparison.different, 0);
    assets[3].recipe.request.prompt = QStringLiteral("Another");
    comparison = compareRecipes(assets, Catalog::builtIn());
    QCOMPARE(comparison.different, 1);
    QCOMPARE(comparison.prompts.size(), 4);
    QCOMPARE(compareRecipes({}, Catalog::builtIn()).different, 0);
}

void GalleryValuesTest::readsTheRecipe()
{
    Asset asset = bottle(1180442917, QStringLiteral("quality"), 90'000);
    const QDateTime now(QDate(2026, 11, 24), QTime(16, 0));
    asset.recipe.createdMs = now.addSecs(-7200).toMSecsSinceEpoch();
    asset.recipe.durationMs = 11'400;
    QStringList lines;
    for (const RecipeFact& fact : recipeFacts(asset, Catalog::builtIn(), now))
        lines.append(fact.name + QStringLiteral(": ") + fact.value);
    const QString text = lines.join(QLatin1Char('\n'));
    QVERIFY2(text.startsWith(QStringLiteral("Model: 3.0 · Quality\nStyle: Realistic\nAspect: 4:5 · 896 × 1120\n"
                                            "Seed: 1180442917\nPrice: $0.09\nMade: Today, ")),
        qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("11.4 s")));
    asset.job = {}; // made by somebody else, who did not say in which style
    asset.recipe.price = Money();
    asset.recipe.request.style.clear();
    for (const RecipeFact& fact : recipeFacts(asset, Catalog::builtIn(), now)) {
        if (fact.name == QStringLiteral("Price"))
            QCOMPARE(fact.value, QStringLiteral("Paid elsewhere"));
        if (fact.name == QStringLiteral("Style"))
            QVERIFY(fact.value != QStringLiteral("General"));
    }
    for (const RecipeFact& fact : recipeFacts(Asset(), Catalog::builtIn(), now))
        QVERIFY(!fact.value.isEmpty());
}

QTEST_GUILESS_MAIN(GalleryValuesTest)
#include "gallery_values_test.moc"
