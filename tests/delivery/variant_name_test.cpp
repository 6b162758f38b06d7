// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/exporter.h"

#include <QTest>

using namespace batchroom;

namespace {

Asset sample()
{
    Asset asset;
    asset.id = AssetId{42};
    asset.campaignName = QStringLiteral("Summer sale");
    asset.batchName = QStringLiteral("Hero shots");
    asset.name = QStringLiteral("beach");
    asset.recipe.request.prompt = QStringLiteral("A wide beach at sunset, with a red umbrella");
    asset.recipe.request.model = QStringLiteral("ideogram-4-5");
    asset.recipe.seed = 1234;
    asset.recipe.createdMs = 1'790'000'000'000;
    return asset;
}

Preset og()
{
    Preset preset;
    preset.id = QStringLiteral("og");
    preset.size = QSize(1200, 630);
    return preset;
}

} // namespace

class VariantNameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsInEveryField_data()
    {
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<QString>("expected");
        const QString date = QDateTime::fromMSecsSinceEpoch(1'790'000'000'000).date().toString(Qt::ISODate);
        const auto row = [](const char* nameTemplate, const QString& expected) {
            QTest::newRow(nameTemplate) << QString::fromUtf8(nameTemplate) << expected;
        };
        row("{campaign}_{name}_{preset}_{n:03}", QStringLiteral("Summer sale_beach_og_007"));
        row("{batch}-{index}-{n}", QStringLiteral("Hero shots-42-7"));
        row("{w}x{h}", QStringLiteral("1200x630"));
        row("{seed}", QStringLiteral("1234"));
        row("{seed:6}", QStringLiteral("001234"));
        row("{date} {model}", date + QStringLiteral(" ideogram-4-5"));
        row("{prompt:6}", QStringLiteral("A wide"));
        row("{PRESET}_{ n }", QStringLiteral("og_7"));
        row("plain", QStringLiteral("plain"));
        row("a/b\\c:d*e?f\"g<h>i|j", QStringLiteral("a_b_c_d_e_f_g_h_i_j"));
        row("../../etc/{name}", QStringLiteral("etc_beach"));
        row("{name}...", QStringLiteral("beach"));
        row(".hidden", QStringLiteral("hidden"));
        row("-rf {name}", QStringLiteral("rf beach"));
        row("", QStringLiteral("image_007"));
        row("/", QStringLiteral("image_007"));
        row("con", QStringLiteral("_con"));
        row("Aux.tar", QStringLiteral("_Aux.tar"));
        row("LPT9", QStringLiteral("_LPT9"));
        row("com\xc2\xb9", QStringLiteral("_com\u00b9"));
        row("COM10", QStringLiteral("COM10"));
        row("console", QStringLiteral("console"));
    }
    void fillsInEveryField()
    {
        QFETCH(const QString, nameTemplate);
        QFETCH(const QString, expected);
        const Result<QString> name = variantName(nameTemplate, sample(), og(), 7);
        QVERIFY(name);
        QCOMPARE(*name, expected);
    }

    void leavesNoTraceOfEmptyFields()
    {
        Asset asset = sample();
        asset.name.clear();
        asset.recipe.seed.reset();
        QCOMPARE(*variantName(QStringLiteral("{campaign}_{name}_{preset}"), asset, og(), 1),
            QStringLiteral("Summer sale_og"));
        QCOMPARE(*variantName(QStringLiteral("{name}_{preset}_{seed:4}"), asset, og(), 1), QStringLiteral("og"));
        asset.recipe.request.seed = 9;
        QCOMPARE(*variantName(QStringLiteral("{seed}"), asset, og(), 1), QStringLiteral("9"));
    }

    void makesTextFromAnywhereSafe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("decomposed") << QStringLiteral("Ko\u0308ln") << QStringLiteral("K\u00f6ln");
        QTest::newRow("right to left override") << QStringLiteral("a\u202egpj.exe") << QStringLiteral("agpj.exe");
        QTest::newRow("isolates") << QStringLiteral("\u2066a\u2069\u200f") << QStringLiteral("a");
        QTest::newRow("controls") << QStringLiteral("a\u0007b\nc\td\u007f") << QStringLiteral("a b c d");
        QTest::newRow("zero") << QString(QStringLiteral("a") + QChar(0) + QStringLiteral("b")) << QStringLiteral("a b");
        QTest::newRow("line separators") << QStringLiteral("a\u2028b\u2029c") << QStringLiteral("a b c");
        QTest::newRow("half a pair") << QString(QStringLiteral("a") + QChar(0xd83d) + QStringLiteral("b"))
                                     << QStringLiteral("a\ufffdb");
        QTest::newRow("emoji") << QStringLiteral("sun \U0001F31E") << QStringLiteral("sun \U0001F31E");
        QTest::newRow("fields are not expanded twice") << QStringLiteral("{seed}") << QStringLiteral("{seed}");
        QTest::newRow("climbing") << QStringLiteral("../../../x") << QStringLiteral("x");
    }
    void makesTextFromAnywhereSafe()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        Asset asset = sample();
        asset.name = text;
        const Result<QString> name = variantName(QStringLiteral("{name}"), asset, og(), 1);
        QVERIFY(name);
        QCOMPARE(*name, expected);
        QVERIFY(!name->contains(u'/'));
    }

    void keepsNamesShortAndTheirEndWhole()
    {
        Asset asset = sample();
        asset.campaignName = QString(300, u'\u00e4');
        asset.name = QString(300, u'\u4e2d');
        asset.recipe.request.prompt = QStringLiteral("\U0001F31E").repeated(200);
        for (const char* text : {"{campaign}_{name}_{preset}_{n:03}", "{prompt:40}_{campaign}_{batch}_{n:03}",
                 "{prompt}{campaign}{name}{model}{batch}_{n:03}"}) {
            const Result<QString> name = variantName(QString::fromLatin1(text), asset, og(), 7);
            QVERIFY(name);
            QVERIFY(name->endsWith(QStringLiteral("007")));
            QVERIFY(name->toUtf8().size() + int(strlen("-9999.webp")) <= 120);
            QVERIFY(!name->contains(QChar(0xfffd)));
        }
        const Result<QString> literal = variantName(QString(200, u'\u00e4'), asset, og(), 7);
        QVERIFY(literal);
        QCOMPARE(literal->toUtf8().size(), 110);
    }

    void explainsWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown") << QStringLiteral("{colour}") << QStringLiteral("{colour}");
        QTest::newRow("empty") << QStringLiteral("{}") << QStringLiteral("{preset}");
        QTest::newRow("open") << QStringLiteral("{name") << QStringLiteral("{preset}");
        QTest::newRow("closed") << QStringLiteral("name}") << QStringLiteral("{preset}");
        QTest::newRow("width") << QStringLiteral("{n:x}") << QStringLiteral("{n:x}");
        QTest::newRow("huge width") << QStringLiteral("{n:999999999}") << QStringLiteral("{n:999999999}");
        QTest::newRow("negative width") << QStringLiteral("{prompt:-4}") << QStringLiteral("{prompt:-4}");
        QTest::newRow("nested") << QStringLiteral("{na{n}me}") << QStringLiteral("{na{n}");
    }
    void explainsWhatItDoesNotKnow()
    {
        QFETCH(const QString, nameTemplate);
        QFETCH(const QString, named);
        const Result<QString> name = variantName(nameTemplate, sample(), og(), 1);
        QVERIFY(!name);
        QCOMPARE(name.error().code, ErrorCode::BadInput);
        QVERIFY2(name.error().what.contains(named), qPrintable(name.error().what));
    }
};

QTEST_GUILESS_MAIN(VariantNameTest)
#include "variant_name_test.moc"
