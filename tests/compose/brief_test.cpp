// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/brief.h"
#include "app/compose/samples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace batchroom;

class BriefTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsPlaceholdersInOrderOfFirstUse();
    void expandsTemplates_data();
    void expandsTemplates();
    void refusesWhatCannotBeMeant_data();
    void refusesWhatCannotBeMeant();
    void countSaturatesInsteadOfOverflowing();
    void theSampleMakesTwentyFourPrompts();
    void survivesJson();
    void refusesForeignJson_data();
    void refusesForeignJson();
    void anyTextIsAnsweredWithoutACrash();
};

namespace {

QString u(const char* text)
{
    return QString::fromUtf8(text);
}

Brief sample(const QString& text)
{
    return {u("Test"), text,
        {{u("product"), {u("Soda"), u("Candle")}}, {u("Line"), {u("Cool"), u(" Pack light ")}},
            {u("void"), {u("  ")}}}};
}

} // namespace

void BriefTest::findsPlaceholdersInOrderOfFirstUse()
{
    QCOMPARE(placeholders(u("{line}, { product } on {coral|sand}, {LINE}, {{no}} \\{no\\}")),
        (QStringList{u("line"), u("product")}));
    QCOMPARE(placeholders(u("{product}, {lin")), QStringList{u("product")});
    QCOMPARE(placeholders(QString()), QStringList());
}

void BriefTest::expandsTemplates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("factors");
    QTest::addColumn<QStringList>("prompts");
    const auto row = [](const char* text, const char* factors, const QStringList& prompts) {
        QTest::newRow(text) << u(text) << u(factors) << prompts;
    };
    row("Plain", "", {u("Plain")});
    row("{product} mug", "product 2", {u("Soda mug"), u("Candle mug")});
    row("{product}: {line}", "product 2 Line 2",
        {u("Soda: Cool"), u("Soda: Pack light"), u("Candle: Cool"), u("Candle: Pack light")});
    row("{LINE} {product} {line}", "Line 2 product 2",
        {u("Cool Soda Cool"), u("Cool Candle Cool"), u("Pack light Soda Pack light"),
            u("Pack light Candle Pack light")});
    row("{red|blue} {red|blue}", "red|blue 2 red|blue 2", {u("red red"), u("red blue"), u("blue red"), u("blue blue")});
    row("{product|line}", "product|line 2", {u("product"), u("line")});
    row("A {big|} mug", "big| 2", {u("A big mug"), u("A  mug")});
    row("{{product}} {a\\|b|c\\}}", "a|b|c} 2", {u("{product} a|b"), u("{product} c}")});
    row("", "", {});
    row("   ", "", {});
}

void BriefTest::expandsTemplates()
{
    QFETCH(QString, text);
    QFETCH(QString, factors);
    QFETCH(QStringList, prompts);
    const Result<BriefCount> count = countBrief(sample(text));
    QVERIFY(count);
    QCOMPARE(count->total, prompts.size());
    QStringList words;
    for (const BriefFactor& factor : count->factors)
        words << factor.name << QString::number(factor.count);
    QCOMPARE(words.join(u' '), factors);
    QCOMPARE(*expandBrief(sample(text), 1000), prompts);
    QCOMPARE(*expandBrief(sample(text), 1), prompts.mid(0, 1));
    QCOMPARE(*expandBrief(sample(text), 0), QStringList());
}

void BriefTest::refusesWhatCannotBeMeant_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const QList<std::array<const char*, 2>> rows{{"{prodct}", "Did you mean {product}?"},
        {"{colour}", "no list for {colour}"}, {"{void}", "list “void” is empty"}, {"a {product", "never closed"},
        {"a } b", "} without a {"}, {"{a|{b|c}}", "braces inside braces"}, {"{}", "without a name"},
        {"{ }", "without a name"}, {"{", "never closed"}};
    for (const auto& [text, said] : rows)
        QTest::newRow(text) << u(text) << u(said);
}

void BriefTest::refusesWhatCannotBeMeant()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const Result<BriefCount> count = countBrief(sample(text));
    QVERIFY(!count);
    QCOMPARE(count.error().code, ErrorCode::BadInput);
    QVERIFY2(count.error().what.contains(said), qPrintable(count.error().what));
    QVERIFY(!expandBrief(sample(text), 5));
    Brief twice = sample(u("{product}"));
    twice.lists.append({u("Product"), {u("x")}});
    QVERIFY(countBrief(twice).error().what.contains(u("Two lists")));
}

void BriefTest::countSaturatesInsteadOfOverflowing()
{
    Brief brief = sample(QString());
    QStringList values;
    for (int i = 0; i < 5000; ++i)
        values.append(QString::number(i));
    for (int i = 0; i < 20; ++i) {
        brief.lists.append({u("list%1").arg(i), values});
        brief.text += u("{list%1} ").arg(i);
    }
    QCOMPARE(countBrief(brief)->total, 1'000'000);
    QCOMPARE(expandBrief(brief, 3)->size(), 3);
    QVERIFY(expandBrief(brief, 3)->last().endsWith(u(" 0 2")));
}

void BriefTest::theSampleMakesTwentyFourPrompts()
{
    const Brief brief = haldenSummerBrief();
    QCOMPARE(brief.name, u("Halden summer"));
    QCOMPARE(countBrief(brief)->total, 24);
    QCOMPARE(expandBrief(brief, 1)->first(),
        u("Zest soda, “Cool down for less”, on coral paper, poster, no people, print grain"));
}

void BriefTest::survivesJson()
{
    const Brief brief = sample(u("{product} „Ä“ 😀\n{line}"));
    QCOMPARE(*briefFromJson(toJson(brief)), brief);
    QCOMPARE(*briefFromJson(toJson(Brief{})), Brief{});
}

void BriefTest::refusesForeignJson_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char* json :
        {"", "[]", "{}", "{\"text\":5}", "{\"text\":\"a\",\"lists\":[{}]}", "{\"text\":\"a\",\"lists\":[5]}",
            "{\"format\":9,\"text\":\"a\"}", "{\"text\":\"a\",\"lists\":[{\"name\":\"x\",\"values\":\"y\"}]}"})
        QTest::newRow(json) << QByteArray(json);
}

void BriefTest::refusesForeignJson()
{
    QFETCH(QByteArray, json);
    const Result<Brief> brief = briefFromJson(json);
    QVERIFY(!brief);
    QVERIFY(!brief.error().what.isEmpty());
}

void BriefTest::anyTextIsAnsweredWithoutACrash()
{
    QRandomGenerator random(7);
    const QString alphabet = u("{}|\\ab 😀,product");
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (int length = static_cast<int>(random.bounded(24)); length > 0; --length)
            text += alphabet[static_cast<qsizetype>(random.bounded(static_cast<quint32>(alphabet.size())))];
        const Result<BriefCount> count = countBrief(sample(text));
        const Result<QStringList> prompts = expandBrief(sample(text), 64);
        QCOMPARE(count.hasValue(), prompts.hasValue());
        if (count)
            QCOMPARE(prompts->size(), std::min<qint64>(count->total, 64));
        placeholders(text);
    }
}

QTEST_GUILESS_MAIN(BriefTest)
#include "brief_test.moc"
