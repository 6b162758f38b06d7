// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"

#include <QDate>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <numeric>

using namespace batchroom;

namespace {

QByteArray resource(const char* path)
{
    Catalog::builtIn();
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A change somewhere inside a JSON text: "models/0/prices/date".
QByteArray changed(const QByteArray& json, const QString& path, const QJsonValue& value)
{
    const QStringList steps = path.split(u'/');
    const auto apply = [&](auto&& self, const QJsonValue& node, qsizetype depth) -> QJsonValue {
        if (depth == steps.size())
            return value;
        if (node.isArray()) {
            QJsonArray array = node.toArray();
            const int index = steps[depth].toInt();
            array[index] = self(self, array.at(index), depth + 1);
            return array;
        }
        QJsonObject object = node.toObject();
        const QJsonValue inner = self(self, object.value(steps[depth]), depth + 1);
        if (inner.isUndefined())
            object.remove(steps[depth]);
        else
            object.insert(steps[depth], inner);
        return object;
    };
    return QJsonDocument(apply(apply, QJsonDocument::fromJson(json).object(), 0).toObject()).toJson();
}

QString shape(QSize size)
{
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

} // namespace

class CatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheNineModelsOfTheDesign();
    void everyModelIsComplete_data();
    void everyModelIsComplete();
    void everyAspectHasTheShapeItNames();
    void findsModelsByEverySpelling_data();
    void findsModelsByEverySpelling();
    void speedWordsOfOtherModelsMeanTheSameHere_data();
    void speedWordsOfOtherModelsMeanTheSameHere();
    void pricesAreThoseOfTheReference_data();
    void pricesAreThoseOfTheReference();
    void everyPresetIsComplete();
    void presetsOfTheDesignAreThere();
    void readsAspectsInEverySpelling_data();
    void readsAspectsInEverySpelling();
    void damagedModelsAreNamedWithEntryAndField_data();
    void damagedModelsAreNamedWithEntryAndField();
    void damagedPresetsAreNamedWithEntryAndField_data();
    void damagedPresetsAreNamedWithEntryAndField();
    void movesRequestsBetweenDialects_data();
    void movesRequestsBetweenDialects();
    void everyLegacyRequestSurvivesTheWayThereAndBack();
};

void CatalogTest::listsTheNineModelsOfTheDesign()
{
    QStringList ids;
    for (const Model& model : Catalog::builtIn().models())
        ids.append(model.id);
    QCOMPARE(ids,
        (QStringList{QStringLiteral("ideogram-4-5"), QStringLiteral("ideogram-4"), QStringLiteral("ideogram-3"),
            QStringLiteral("ideogram-2"), QStringLiteral("ideogram-2a"), QStringLiteral("V_2"),
            QStringLiteral("V_2_TURBO"), QStringLiteral("V_2A"), QStringLiteral("V_2A_TURBO")}));
    QCOMPARE(Catalog::builtIn().defaultModel().id, QStringLiteral("ideogram-3"));
    QCOMPARE(Catalog::builtIn().palettePresets().size(), 8);
}

void CatalogTest::everyModelIsComplete_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("styles");
    QTest::addColumn<int>("aspects");
    QTest::addColumn<int>("resolutions");
    QTest::newRow("4.5") << 0 << 0 << 24 << 36;
    QTest::newRow("4.0") << 1 << 0 << 24 << 38;
    QTest::newRow("3.0") << 2 << 6 << 16 << 69;
    QTest::newRow("2.0") << 3 << 6 << 16 << 0;
    QTest::newRow("2a") << 4 << 6 << 16 << 0;
    QTest::newRow("V_2") << 5 << 6 << 11 << 78;
    QTest::newRow("V_2_TURBO") << 6 << 6 << 11 << 78;
    QTest::newRow("V_2A") << 7 << 6 << 11 << 0;
    QTest::newRow("V_2A_TURBO") << 8 << 6 << 11 << 0;
}

void CatalogTest::everyModelIsComplete()
{
    QFETCH(int, index);
    QFETCH(int, styles);
    QFETCH(int, aspects);
    QFETCH(int, resolutions);
    const Model& model = Catalog::builtIn().models().at(static_cast<size_t>(index));
    QCOMPARE(static_cast<int>(model.styles.size()), styles);
    QCOMPARE(static_cast<int>(model.aspects.size()), aspects);
    QCOMPARE(static_cast<int>(model.resolutions.size()), resolutions);
    QVERIFY(model.prices.source.size() > 10);
    const QDate date = QDate::fromString(model.prices.date, Qt::ISODate);
    QVERIFY(date.isValid() && date.year() >= 2026);
    QVERIFY(model.aspect(model.defaultAspect));
    QVERIFY(model.speed(model.defaultSpeed));
    QVERIFY(model.styles.empty() || model.style(model.defaultStyle));
    for (const SpeedOption& speed : model.speeds) {
        QVERIFY(speed.price > Money::fromMicros(1000) && speed.price < Money::fromMicros(1'000'000));
        QVERIFY(speed.typicalDuration > std::chrono::seconds(1));
        QCOMPARE(speed.wire.isEmpty(), model.dialect == Dialect::Legacy);
    }
    for (const StyleOption& style : model.styles) {
        QCOMPARE(style.wire, model.dialect == Dialect::Legacy ? style.id.toUpper() : style.id);
        for (const AspectOption& aspect : model.aspects) {
            GenerationRequest request;
            request.style = style.id;
            request.aspect = aspect.id;
            QCOMPARE(model.style(style.wire), &style);
            QCOMPARE(model.style(style.label.toUpper()), &style);
            QCOMPARE(model.sizeFor(request), aspect.size);
            QVERIFY(!model.priceFor(request).isZero());
        }
    }
}

void CatalogTest::everyAspectHasTheShapeItNames()
{
    for (const Model& model : Catalog::builtIn().models()) {
        for (const AspectOption& aspect : model.aspects) {
            if (aspect.id == QLatin1StringView("auto"))
                continue;
            const QStringList parts = aspect.id.split(u':');
            const double wanted = parts[0].toDouble() / parts[1].toDouble();
            const double real = static_cast<double>(aspect.size.width()) / aspect.size.height();
            QVERIFY2(qAbs(real / wanted - 1) < 0.03, qPrintable(model.id + u' ' + aspect.id));
            QCOMPARE(model.aspect(aspect.id), &aspect);
            if (model.shapeField != ShapeField::AspectRatio)
                QCOMPARE(aspect.wire, shape(aspect.size));
            else if (model.dialect == Dialect::Legacy)
                QCOMPARE(aspect.wire, QStringLiteral("ASPECT_%1_%2").arg(parts[0], parts[1]));
            else
                QCOMPARE(aspect.wire, parts.join(u'x'));
        }
    }
}

void CatalogTest::findsModelsByEverySpelling_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    const QList<std::array<const char*, 2>> rows{{"ideogram-4-5", "ideogram-4-5"}, {"4.5", "ideogram-4-5"},
        {" Ideogram 4.5 ", "ideogram-4-5"}, {"4.0", "ideogram-4"}, {"3.0", "ideogram-3"}, {"IDEOGRAM_3", "ideogram-3"},
        {"2.0", "ideogram-2"}, {"2a", "ideogram-2a"}, {"2A", "ideogram-2a"}, {"V_2", "V_2"}, {"v_2_turbo", "V_2_TURBO"},
        {"V_2A", "V_2A"}, {"V_2A_TURBO", "V_2A_TURBO"}, {"dall-e", ""}, {"", ""}};
    for (const auto& [text, id] : rows)
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(id);
}

void CatalogTest::findsModelsByEverySpelling()
{
    QFETCH(QString, text);
    QFETCH(QString, id);
    const Model* model = Catalog::builtIn().model(text);
    QCOMPARE(model ? model->id : QString(), id);
}

void CatalogTest::speedWordsOfOtherModelsMeanTheSameHere_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("speed");
    const QList<std::array<const char*, 3>> rows{{"4.5", "TURBO", "low"}, {"4.5", "default", "medium"},
        {"4.5", "balanced", "medium"}, {"4.5", "quality", "high"}, {"4.5", "High", "high"}, {"3.0", "low", "turbo"},
        {"3.0", "Medium", "default"}, {"3.0", "high", "quality"}, {"3.0", "fast", "turbo"}, {"2a", "fast", "turbo"},
        {"2a", "quality", ""}, {"2.0", "high", ""}, {"V_2", "turbo", ""}, {"V_2_TURBO", "fast", "turbo"},
        {"4.0", "sluggish", ""}};
    for (const auto& [model, word, speed] : rows)
        QTest::addRow("%s %s", model, word)
            << QString::fromLatin1(model) << QString::fromLatin1(word) << QString::fromLatin1(speed);
}

void CatalogTest::speedWordsOfOtherModelsMeanTheSameHere()
{
    QFETCH(QString, model);
    QFETCH(QString, word);
    QFETCH(QString, speed);
    const SpeedOption* option = Catalog::builtIn().model(model)->speed(word);
    QCOMPARE(option ? option->id : QString(), speed);
}

void CatalogTest::pricesAreThoseOfTheReference_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("prices");
    const QList<std::array<const char*, 2>> rows{{"4.5", "low 0.03 medium 0.06 high 0.10"},
        {"4.0", "turbo 0.03 default 0.06 quality 0.10"}, {"3.0", "turbo 0.03 default 0.06 quality 0.09"},
        {"2.0", "turbo 0.05 default 0.08"}, {"2a", "turbo 0.025 default 0.04"}, {"V_2", "default 0.08"},
        {"V_2_TURBO", "turbo 0.05"}, {"V_2A", "default 0.04"}, {"V_2A_TURBO", "turbo 0.025"}};
    for (const auto& [model, prices] : rows)
        QTest::newRow(model) << QString::fromLatin1(model) << QString::fromLatin1(prices);
}

void CatalogTest::pricesAreThoseOfTheReference()
{
    QFETCH(QString, model);
    QFETCH(QString, prices);
    QStringList words;
    for (const SpeedOption& speed : Catalog::builtIn().model(model)->speeds)
        words << speed.id << speed.price.toDecimal();
    QCOMPARE(words.join(u' '), prices);
}

void CatalogTest::everyPresetIsComplete()
{
    const Catalog& catalog = Catalog::builtIn();
    QVERIFY(catalog.presets().size() >= 60);
    for (const Preset& preset : catalog.presets()) {
        QVERIFY2(preset.size.width() >= 160 || preset.size.height() >= 160, qPrintable(preset.id));
        QVERIFY(!preset.label.isEmpty() && preset.label.size() <= 20);
        QVERIFY(preset.source.size() > 5);
        QVERIFY(QDate::fromString(preset.checked, Qt::ISODate).isValid());
        QVERIFY(QStringLiteral("ABC").contains(preset.confidence));
        QVERIFY(preset.maxBytes == 0 || preset.maxBytes >= 100'000);
        QCOMPARE(catalog.preset(preset.id), &preset);
        for (const QString& alias : preset.aliases)
            QCOMPARE(catalog.preset(alias), &preset);
    }
    QCOMPARE(catalog.platforms().first(), QStringLiteral("Web"));
}

void CatalogTest::presetsOfTheDesignAreThere()
{
    const Catalog& catalog = Catalog::builtIn();
    QCOMPARE(catalog.preset(u"og")->size, QSize(1200, 630));
    QCOMPARE(catalog.preset(u"instagram")->id, QStringLiteral("ig_sq"));
    QCOMPARE(catalog.preset(u"ig_sq")->size, QSize(1080, 1080));
    QCOMPARE(catalog.preset(u"twitter-header")->id, QStringLiteral("x_header"));
    QCOMPARE(catalog.preset(u"X_HEADER")->size, QSize(1500, 500));
    QCOMPARE(catalog.preset(u"yt_short")->safeZone, QMarginsF(48, 288, 192, 672));
    QCOMPARE(catalog.preset(u"d_mrec")->maxBytes, 150'000);
    QVERIFY(!catalog.preset(u"play_feat")->allowsAlpha);
    QVERIFY(!catalog.preset(u"nowhere"));
}

void CatalogTest::readsAspectsInEverySpelling_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("id");
    const QList<std::array<const char*, 2>> rows{{"16:9", "16:9"}, {"16x9", "16:9"}, {"16X9", "16:9"},
        {"ASPECT_16_9", "16:9"}, {"aspect_10_16", "10:16"}, {"ratio 16/9", "16:9"}, {" 4 : 5 ", "4:5"},
        {"AUTO", "auto"}, {"ASPECT_AUTO", "auto"}, {"04:05", "4:5"}, {"16", ""}, {"16:9:1", ""}, {"16::9", "16:9"},
        {"0:1", ""}, {"1024x1024", ""}, {"wide", ""}, {":", ""}, {"", ""}, {"-1:2", ""}, {"99999999999999:1", ""}};
    for (const auto& [text, id] : rows)
        QTest::addRow("'%s'", text) << QString::fromLatin1(text) << QString::fromLatin1(id);
}

void CatalogTest::readsAspectsInEverySpelling()
{
    QFETCH(QString, text);
    QFETCH(QString, id);
    QCOMPARE(normalizedAspect(text), id);
}

void CatalogTest::damagedModelsAreNamedWithEntryAndField_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* path, const QJsonValue& value, const char* said) {
        QTest::addRow("%s %s", path, said) << QString::fromLatin1(path) << value << QString::fromLatin1(said);
    };
    const QJsonValue gone(QJsonValue::Undefined);
    row("format", 2, "models.json: field \"format\" is not between");
    row("models/2/name", gone, "models.json, models ideogram-3: field \"name\" is missing");
    row("models/2/name", 3, "models ideogram-3: field \"name\" is not a text");
    row("models/2/nick", QStringLiteral("x"), "models ideogram-3: field \"nick\" is unknown");
    row("models/0/dialect", QStringLiteral("v3"), "field \"dialect\" is none of: v2, legacy");
    row("models/0/aspects/1/size", QStringLiteral("big"), "aspects 1:1: field \"size\" is not a size");
    row("models/0/aspects/1/id", QStringLiteral("1x1"), "aspects 1x1: field \"id\" is neither a ratio");
    row("models/0/speeds/0/price", 0.03, "speeds low: field \"price\" is not a text");
    row("models/0/speeds/0/price", QStringLiteral("free"), "field \"price\" is not a price");
    row("models/0/speeds/0/typical_ms", 1.5, "field \"typical_ms\" is not a whole number");
    row("models/0/prices/date", QStringLiteral("yesterday"),
        "models ideogram-4-5, prices: field \"date\" is not a date");
    row("models/0/default_speed", QStringLiteral("warp"), "field \"default_speed\" \"warp\" is not in the list");
    row("models/0/takes_seed", QStringLiteral("yes"), "field \"takes_seed\" is neither true nor false");
    row("models/0/speeds", QJsonArray(), "field \"speeds\" is empty");
    row("models/1/aliases/0", QStringLiteral("4.5"), "the name \"4.5\" already belongs to ideogram-4-5");
    row("models/4", 7, "field \"models\" entry 5 is not an object");
    row("counterparts/0/legacy/model", QStringLiteral("V_9"), "counterparts 1, legacy: field \"model\" \"V_9\"");
    row("default_model", QStringLiteral("mine"), "field \"default_model\" \"mine\" is not in the list");
}

void CatalogTest::damagedModelsAreNamedWithEntryAndField()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, said);
    const Result<Catalog> catalog =
        Catalog::fromJson(changed(resource(":/models.json"), path, value), resource(":/presets.json"));
    QVERIFY(!catalog);
    QVERIFY2(catalog.error().detail.contains(said), qPrintable(catalog.error().detail));
}

void CatalogTest::damagedPresetsAreNamedWithEntryAndField_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* path, const QJsonValue& value, const char* said) {
        QTest::addRow("%s %s", path, said) << QString::fromLatin1(path) << value << QString::fromLatin1(said);
    };
    row("presets/0/size", QJsonValue(QJsonValue::Undefined), "presets.json, presets og: field \"size\" is missing");
    row("presets/0/confidence", QStringLiteral("D"), "field \"confidence\" is none of: A, B, C");
    row("presets/1/id", QStringLiteral("og"), "alias \"og\" is used twice");
    row("presets/2/safe_zone/left", 5000, "presets x_card, safe_zone: field \"left\" is not between");
    row("presets/2/safe_zone/left", 1190, "field \"safe_zone\" leaves nothing free");
    row("presets", QJsonArray(), "field \"presets\" is empty");
}

void CatalogTest::damagedPresetsAreNamedWithEntryAndField()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, said);
    const Result<Catalog> catalog =
        Catalog::fromJson(resource(":/models.json"), changed(resource(":/presets.json"), path, value));
    QVERIFY(!catalog);
    QVERIFY2(catalog.error().detail.contains(said), qPrintable(catalog.error().detail));
    QVERIFY(!Catalog::fromJson(resource(":/models.json"), "{"));
    QVERIFY(!Catalog::fromJson("[]", resource(":/presets.json")));
}

void CatalogTest::movesRequestsBetweenDialects_data()
{
    QTest::addColumn<QString>("from"); // model speed aspect style, a plus for a palette
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QString>("to"); // the same, or empty when there is none
    const QList<std::array<const char*, 3>> rows{
        {"ideogram-2 turbo 16:9 render_3d", "legacy", "V_2_TURBO turbo 16:9 render_3d"},
        {"ideogram-2 default 1:1 anime", "legacy", "V_2 default 1:1 anime"},
        {"ideogram-2a turbo 3:1 auto", "legacy", "V_2A_TURBO turbo 3:1 auto"},
        {"ideogram-2 default 4:5 design", "legacy", "V_2 default 896x1120 design"},
        {"ideogram-2a default 4:5 design", "legacy", ""},
        {"ideogram-2 default auto design", "legacy", ""},
        {"ideogram-3 default 1:1 design", "legacy", ""},
        {"ideogram-4-5 medium 1:1 -", "legacy", ""},
        {"V_2 default 10:16 design", "v2", "ideogram-2 default 10:16 design"},
        {"V_2A_TURBO turbo 16:10 realistic", "v2", "ideogram-2a turbo 16:10 realistic"},
        {"V_2 default 896x1120 design", "v2", "ideogram-2 default 4:5 design"},
        {"V_2 default 1280x704 design", "v2", ""},
        {"V_2 default 1:1 design +", "v2", ""},
        {"V_2 default 1:1 design +", "legacy", "V_2 default 1:1 design +"},
        {"ideogram-3 default 1:1 design +", "v2", "ideogram-3 default 1:1 design +"},
        {"V_9 default 1:1 design", "v2", ""},
    };
    for (const auto& [from, dialect, to] : rows)
        QTest::addRow("%s to %s", from, dialect)
            << QString::fromLatin1(from) << QString::fromLatin1(dialect) << QString::fromLatin1(to);
}

void CatalogTest::movesRequestsBetweenDialects()
{
    QFETCH(QString, from);
    QFETCH(QString, dialect);
    QFETCH(QString, to);
    const QStringList words = from.split(u' ');
    GenerationRequest request;
    request.model = words[0];
    request.speed = words[1];
    request.prompt = QStringLiteral("Poster");
    request.seed = 12;
    if (words[2].contains(u'x'))
        request.resolution = QSize(words[2].section(u'x', 0, 0).toInt(), words[2].section(u'x', 1, 1).toInt());
    else
        request.aspect = words[2];
    request.style = words[3] == QLatin1StringView("-") ? QString() : words[3];
    if (words.size() > 4)
        request.palette.name = QStringLiteral("ember");
    const Result<GenerationRequest> moved =
        Catalog::builtIn().inDialect(request, dialect == QLatin1StringView("v2") ? Dialect::V2 : Dialect::Legacy);
    if (!moved) {
        QCOMPARE(QString(), to);
        QVERIFY(moved.error().what.endsWith(u'.'));
        return;
    }
    QStringList said{moved->model, moved->speed, moved->resolution.isValid() ? shape(moved->resolution) : moved->aspect,
        moved->style};
    if (!moved->palette.isEmpty())
        said.append(QStringLiteral("+"));
    QCOMPARE(said.join(u' '), to);
    QCOMPARE(moved->seed, request.seed);
    QCOMPARE(moved->prompt, request.prompt);
}

void CatalogTest::everyLegacyRequestSurvivesTheWayThereAndBack()
{
    const Catalog& catalog = Catalog::builtIn();
    int moved = 0;
    for (const Model& model : catalog.models()) {
        if (model.dialect != Dialect::Legacy)
            continue;
        for (const StyleOption& style : model.styles) {
            for (const AspectOption& aspect : model.aspects) {
                GenerationRequest request;
                request.model = model.id;
                request.style = style.id;
                request.aspect = aspect.id;
                request.speed = model.defaultSpeed;
                const auto there = catalog.inDialect(request, Dialect::V2);
                QVERIFY(there);
                QCOMPARE(catalog.model(there->model)->priceFor(*there), model.priceFor(request));
                const auto back = catalog.inDialect(*there, Dialect::Legacy);
                QVERIFY(back);
                QCOMPARE(*back, request);
                ++moved;
            }
        }
    }
    QCOMPARE(moved, 4 * 6 * 11);
}

QTEST_GUILESS_MAIN(CatalogTest)
#include "catalog_test.moc"
