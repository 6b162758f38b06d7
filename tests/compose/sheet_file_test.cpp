// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/samples.h"
#include "app/compose/sheet_file.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

QString u(const char* text)
{
    return QString::fromUtf8(text);
}

// Rows as "column=value|column=value" lines, for golden texts.
QString asText(const SheetReading& reading)
{
    QStringList lines;
    for (const SheetRow& row : reading.sheet.rows) {
        QStringList cells;
        for (int i = 0; i < sheetColumnCount; ++i) {
            const auto column = static_cast<SheetColumn>(i);
            if (!row.cell(column).isEmpty())
                cells.append(sheetColumnName(column) + u'=' + row.cell(column));
        }
        for (auto extra = row.extras.begin(); extra != row.extras.end(); ++extra)
            cells.append(u'+' + extra.key() + u'=' + extra.value());
        lines.append(cells.join(u'|').replace(u'\n', QStringLiteral("\\n")));
    }
    return lines.join(u'\n');
}

QByteArray utf16(const QString& text, bool bigEndian, bool withMark)
{
    QByteArray bytes;
    const auto append = [&](char16_t unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        bytes += bigEndian ? high : low;
        bytes += bigEndian ? low : high;
    };
    if (withMark)
        append(0xFEFF);
    for (const QChar c : text)
        append(c.unicode());
    return bytes;
}

SheetRow row(std::initializer_list<std::pair<SheetColumn, const char*>> cells)
{
    SheetRow made;
    for (const auto& [column, text] : cells)
        made.cell(column) = u(text);
    return made;
}

} // namespace

class SheetFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatProgramsWrite_data();
    void readsWhatProgramsWrite();
    void notesEverythingThatCannotBeRead_data();
    void notesEverythingThatCannotBeRead();
    void callsRowsWhatSpreadsheetsCallThem();
    void refusesWhatIsNoSheet_data();
    void refusesWhatIsNoSheet();
    void readsIdeogramsOwnBatchSheet();
    void knowsHeaderWordsInAnyCase();
    void limitsRowsColumnsCellsAndBytes();
    void reads20000RowsAndAnyNumberOfQuotes();
    void writesAndReadsBack_data();
    void writesAndReadsBack();
    void defusesFormulasAndGivesThemBack_data();
    void defusesFormulasAndGivesThemBack();
    void clipboardCellsSurvive_data();
    void clipboardCellsSurvive();
    void readsFilesByTheirEnding();
    void samplesReadCleanly();
    void survivesMutatedSheets();
};

void SheetFileTest::readsWhatProgramsWrite_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<SheetFormat>("format");
    QTest::addColumn<QString>("text");
    const auto csv = [](const char* name, const QByteArray& bytes, const char* text) {
        QTest::newRow(name) << bytes << SheetFormat::Csv << u(text);
    };
    csv("plain", "prompt,style\nA mug,Design\n", "prompt=A mug|style=Design");
    csv("CRLF, BOM, no last line end", "\xEF\xBB\xBFprompt,style\r\nA mug,Design", "prompt=A mug|style=Design");
    csv("old Mac line ends", "prompt,style\rA mug,Design\rB,\r", "prompt=A mug|style=Design\nprompt=B");
    csv("German spreadsheet, semicolons, Windows-1252", "prompt;seed\nPlakat \x84Sommer\x93 f\xFCr 5 \x80;7\n",
        "prompt=Plakat „Sommer“ für 5 €|seed=7");
    csv("tabs in a csv", "prompt\tstyle\nA, b\tDesign\n", "prompt=A, b|style=Design");
    csv("a declared separator", "sep=;\r\nprompt;style\r\nA, b;Design\r\n", "prompt=A, b|style=Design");
    csv("quotes, commas and line breaks inside", "prompt,name\n\"Poster \"\"SALE\"\",\r\nlow sun\",a\n",
        "prompt=Poster \"SALE\",\\nlow sun|name=a");
    csv("a quote that is text", "prompt,style\n\"SUMMER SALE\" on a poster,Design\n",
        "prompt=\"SUMMER SALE\" on a poster|style=Design");
    csv("a quote in the middle", "prompt,style\nA 12\" record,Design\n", "prompt=A 12\" record|style=Design");
    csv("spaces around quotes", "prompt,style\n \"A, b\" , \"Design\"\n", "prompt=A, b|style=Design");
    csv("ragged and blank rows", "prompt,style,seed\nA\n\n,,\nB,Design,3,,\n  \nC,\n",
        "prompt=A\nprompt=B|style=Design|seed=3\nprompt=C");
    csv("own columns", "prompt,Product,visibility\n{Product} mug,Soda,private\n",
        "prompt={Product} mug|+Product=Soda|+visibility=private");
    csv("header spelling", " Prompt , Aspect Ratio ,NUM-IMAGES\nA,1:1,2\n", "prompt=A|aspect_ratio=1:1|num_images=2");
    csv("unnamed empty columns", "prompt,,style,,\nA,,Design,,\n", "prompt=A|style=Design");
    csv("numbers stay as typed", "prompt,seed,images\nA,007,4.0\n", "prompt=A|num_images=4.0|seed=007");
    csv("emoji", "prompt\nA 😀 mug\n", "prompt=A 😀 mug");
    csv("apostrophe against formulas", "prompt,name\n'=A1,it's\n", "prompt==A1|name=it's");
    for (const bool bigEndian : {false, true}) {
        for (const bool withMark : {false, true})
            QTest::addRow("UTF-16 %s, %s mark", bigEndian ? "BE" : "LE", withMark ? "with" : "without")
                << utf16(u("prompt\tstyle\r\nGrün 😀\tDesign\r\n"), bigEndian, withMark) << SheetFormat::Tsv
                << u("prompt=Grün 😀|style=Design");
    }
    QTest::newRow("commas in a tsv") << QByteArray("prompt,style\nA,Design\n") << SheetFormat::Tsv
                                     << u("prompt=A|style=Design");
    const auto json = [](const char* name, const char* bytes, const char* text) {
        QTest::newRow(name) << QByteArray(bytes) << SheetFormat::Json << u(text);
    };
    json("json", R"([{"prompt":"A","Seed":2147483647,"magic_prompt":true,"Product":null}])",
        "prompt=A|magic_prompt=true|seed=2147483647|+Product=");
    json("json rows", R"({"rows":[{"prompt":"A","palette":["#FF8800","#FFF"]},"B"]})",
        "prompt=A|palette=#FF8800, #FFF\nprompt=B");
    json("json with BOM", "\xEF\xBB\xBF[{\"prompt\":\"A\",\"num_images\":4.0}]", "prompt=A|num_images=4");
}

void SheetFileTest::readsWhatProgramsWrite()
{
    QFETCH(QByteArray, bytes);
    QFETCH(SheetFormat, format);
    QFETCH(QString, text);
    const Result<SheetReading> reading = readSheet(bytes, format);
    QVERIFY2(reading, qPrintable(reading ? QString() : reading.error().what));
    QVERIFY2(reading->problems.isEmpty(), qPrintable(reading->problems.value(0).what));
    QCOMPARE(asText(*reading), text);
}

void SheetFileTest::notesEverythingThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<SheetFormat>("format");
    QTest::addColumn<QString>("problems"); // "row column said; ..."
    const auto csv = [](const char* name, const QByteArray& bytes, const char* problems) {
        QTest::newRow(name) << bytes << SheetFormat::Csv << u(problems);
    };
    csv("two columns for one thing", "prompt,speed,Quality,prompt\nA,Turbo,High,B\n",
        "0 Quality mean the same; 0 prompt mean the same");
    csv("cells without a column", "prompt,style\nA,Design,lost\nB,,,\nC,,x,y\n", "1  has 3 cells; 3  has 4 cells");
    csv("a nameless column", "prompt,,style\nA,lost,Design\n", "0 2 no name");
    csv("NUL bytes", QByteArray("prompt,style\nA\0B,Des\0ign\n", 25), "1 prompt NUL; 1 style NUL");
    csv("an open quote", "prompt,style\n\nA,Design\n\"B,Design\nC,Design\n", "2  never closed");
    csv("no rows", "prompt,style\n\n", "0  no rows");
    QTest::newRow("nested json") << QByteArray(R"([{"prompt":{"a":1}},5,{"prompt":"B","PROMPT":"C"}])")
                                 << SheetFormat::Json << u("1 prompt object; 2  neither; 3 prompt mean the same");
}

void SheetFileTest::notesEverythingThatCannotBeRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(SheetFormat, format);
    QFETCH(QString, problems);
    const Result<SheetReading> reading = readSheet(bytes, format);
    QVERIFY(reading);
    const QStringList wanted = problems.split(u("; "));
    QStringList got;
    for (const SheetProblem& problem : reading->problems)
        got.append(QString::number(problem.row) + u' ' + problem.column + u' ' + problem.what);
    QVERIFY2(got.size() == wanted.size(), qPrintable(got.join(u'\n')));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const QString start = wanted[i].section(u' ', 0, 1) + u' ';
        QVERIFY2(got[i].startsWith(start) && got[i].contains(wanted[i].section(u' ', 2)), qPrintable(got[i]));
    }
}

void SheetFileTest::callsRowsWhatSpreadsheetsCallThem()
{
    // Excel does not show the line that declares the separator; a cell with a line break is one row.
    const auto rows = [](const char* text, SheetFormat format = SheetFormat::Csv) {
        return readSheet(text, format)->spreadsheetRows;
    };
    QCOMPARE(rows("prompt\nA\nB\n"), (QList<int>{2, 3}));
    QCOMPARE(rows("\nprompt,style\n\nA,\n,\n\"B\nC\",\nD,"), (QList<int>{4, 6, 7}));
    QCOMPARE(rows("sep=;\r\nprompt;style\r\nA;Design\r\n"), QList<int>{2});
    QCOMPARE(rows(R"([{"prompt":"A"}])", SheetFormat::Json), QList<int>());
}

void SheetFileTest::refusesWhatIsNoSheet_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<SheetFormat>("format");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QByteArray& bytes, SheetFormat format, const char* said) {
        QTest::newRow(name) << bytes << format << u(said);
    };
    row("empty", "", SheetFormat::Csv, "empty");
    row("blank", " \r\n\n", SheetFormat::Csv, "empty");
    row("separators only", ",,,\n,,,\n", SheetFormat::Csv, "no column");
    row("no prompt", "promt,style\nA,Design\n", SheetFormat::Csv, "Did you mean “prompt” by “promt”?");
    row("prompts without a header", "A mug on a table\nA lamp\n", SheetFormat::Csv, "no column “prompt”");
    row("a workbook", QByteArray("PK\x03\x04zzzz", 8), SheetFormat::Csv, "workbook");
    row("an old workbook", "\xD0\xCF\x11\xE0zzzz", SheetFormat::Tsv, "workbook");
    row("bad json", "[{\"prompt\":", SheetFormat::Json, "not valid JSON");
    row("json number", "5", SheetFormat::Json, "JSON");
    row("json object", "{\"prompt\":\"A\"}", SheetFormat::Json, "no rows");
    row("json without prompts", "[{\"text\":\"A\"}]", SheetFormat::Json, "no column “prompt”");
    row("deep json", QByteArray(5000, '['), SheetFormat::Json, "not valid JSON");
    row("a picture", QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), SheetFormat::Csv, "no column");
}

void SheetFileTest::refusesWhatIsNoSheet()
{
    QFETCH(QByteArray, bytes);
    QFETCH(SheetFormat, format);
    QFETCH(QString, said);
    const Result<SheetReading> reading = readSheet(bytes, format);
    QVERIFY(!reading);
    QCOMPARE(reading.error().code, ErrorCode::BadInput);
    QVERIFY2(reading.error().what.contains(said), qPrintable(reading.error().what));
}

void SheetFileTest::readsIdeogramsOwnBatchSheet()
{
    const Result<SheetReading> reading = readSheet(
        "prompt,visibility,aspect_ratio,magic_prompt,model,num_images,seed_number,rendering,negative_prompt,style\r\n"
        "\"A poster, \"\"SALE\"\"\",PRIVATE,16:9,AUTO,3.0,2,42,Turbo,people,DESIGN\r\n",
        SheetFormat::Csv);
    QVERIFY(reading && reading->problems.isEmpty());
    QCOMPARE(asText(*reading),
        u("prompt=A poster, \"SALE\"|model=3.0|style=DESIGN|aspect_ratio=16:9|speed=Turbo|magic_prompt=AUTO|"
          "negative_prompt=people|num_images=2|seed=42|+visibility=PRIVATE"));
}

void SheetFileTest::knowsHeaderWordsInAnyCase()
{
    for (int i = 0; i < sheetColumnCount; ++i) {
        const auto column = static_cast<SheetColumn>(i);
        QCOMPARE(sheetColumnFromName(sheetColumnName(column)), column);
        QCOMPARE(
            sheetColumnFromName(QStringLiteral("  ") + sheetColumnName(column).toUpper().replace(u'_', u' ')), column);
    }
    for (const char* word : {"speed", "rendering", "rendering_speed", "quality"})
        QCOMPARE(sheetColumnFromName(u(word)), SheetColumn::Speed);
    QVERIFY(!sheetColumnFromName(u"product"));
    QVERIFY(!sheetColumnFromName(u""));
}

void SheetFileTest::limitsRowsColumnsCellsAndBytes()
{
    QVERIFY(readSheet("prompt\n" + QByteArray("A\n").repeated(20'000), SheetFormat::Csv));
    QVERIFY(
        readSheet("prompt\n" + QByteArray("A\n").repeated(20'001), SheetFormat::Csv).error().what.contains(u("20000")));
    QVERIFY(readSheet("prompt" + QByteArray(",x").repeated(200), SheetFormat::Csv).error().what.contains(u("columns")));
    const auto longCell = readSheet("prompt,name\n" + QByteArray(100'001, 'a') + ",b\n", SheetFormat::Csv);
    QCOMPARE(longCell->problems.size(), 1);
    QCOMPARE(longCell->problems.front().column, u("prompt"));
    QVERIFY(longCell->sheet.rows.front().cell(SheetColumn::Prompt).isEmpty());
    QVERIFY(readSheet("prompt\n" + QByteArray(100'000, 'a'), SheetFormat::Csv)->problems.isEmpty());
    QVERIFY(readSheet(QByteArray(64 * 1024 * 1024 + 1, 'a'), SheetFormat::Csv).error().what.contains(u("64 MB")));
    QVERIFY(readSheet("[" + QByteArray("\"A\",").repeated(20'000) + "\"A\"]", SheetFormat::Json)
                .error()
                .what.contains(u("20001")));
}

void SheetFileTest::reads20000RowsAndAnyNumberOfQuotes()
{
    QByteArray bytes = "prompt,model,style,aspect_ratio,product\r\n";
    for (int i = 0; i < 20'000; ++i)
        bytes += "\"Poster \"\"SALE\"\", low sun, number " + QByteArray::number(i) + "\",3.0,Design,4:5,Soda\r\n";
    const auto reading = readSheet(bytes, SheetFormat::Csv);
    QCOMPARE(reading->sheet.rows.size(), 20'000);
    // Each row opens a quote that the next one closes.
    QVERIFY(readSheet("prompt,style\n" + QByteArray(",\"x\"\"\n").repeated(19'000), SheetFormat::Csv));
}

void SheetFileTest::writesAndReadsBack_data()
{
    QTest::addColumn<SheetFormat>("format");
    QTest::newRow("csv") << SheetFormat::Csv;
    QTest::newRow("tsv") << SheetFormat::Tsv;
    QTest::newRow("json") << SheetFormat::Json;
}

void SheetFileTest::writesAndReadsBack()
{
    QFETCH(SheetFormat, format);
    Sheet sheet;
    sheet.rows.append(
        row({{SheetColumn::Prompt, "Poster “SALE”, \"low\" sun;\nsecond line\t 😀"}, {SheetColumn::Model, "3.0"},
            {SheetColumn::Palette, "#FF8800:0.6,#FFF"}, {SheetColumn::Seed, "-1"}, {SheetColumn::Name, " padded "}}));
    sheet.rows.append(row({{SheetColumn::Prompt, "=HYPERLINK(\"x\")"}, {SheetColumn::Style, "@design"},
        {SheetColumn::Campaign, "'=quoted"}}));
    sheet.rows[0].extras = {{u("Product"), u("Soda, \"big\"")}, {u("+sum"), u("-3")}};
    sheet.rows[1].extras = {{u("Product"), u("'apostrophe")}, {u("+sum"), u("x")}};
    const QByteArray bytes = writeSheet(sheet, format);
    const auto reading = readSheet(bytes, format);
    QVERIFY(reading);
    QVERIFY2(reading->problems.isEmpty(), qPrintable(reading->problems.value(0).what));
    QCOMPARE(reading->sheet, sheet);
    QVERIFY(readSheet(writeSheet({}, SheetFormat::Csv), SheetFormat::Csv)->sheet.rows.isEmpty());
}

void SheetFileTest::defusesFormulasAndGivesThemBack_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<bool>("isDefused");
    for (const char* cell : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\nx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1"})
        QTest::newRow(cell) << u(cell) << true;
    for (const char* cell : {"a=1", "'a", "1-1", "“x”", " ", "'"})
        QTest::newRow(cell) << u(cell) << false;
}

void SheetFileTest::defusesFormulasAndGivesThemBack()
{
    QFETCH(QString, cell);
    QFETCH(bool, isDefused);
    Sheet sheet;
    sheet.rows.append(row({{SheetColumn::Prompt, "A"}}));
    sheet.rows[0].cell(SheetColumn::Name) = cell;
    for (const SheetFormat format : {SheetFormat::Csv, SheetFormat::Tsv}) {
        const QString text = QString::fromUtf8(writeSheet(sheet, format));
        QCOMPARE(text.contains(u'\'' + cell), isDefused);
        QCOMPARE(readSheet(text.toUtf8(), format)->sheet, sheet);
    }
    QVERIFY(!writeSheet(sheet, SheetFormat::Json).contains("\"'" + cell.toUtf8() + "\"") || !isDefused);
}

void SheetFileTest::clipboardCellsSurvive_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cells"); // rows by /, cells by |
    const auto row = [](const char* text, const char* cells) { QTest::newRow(text) << u(text) << u(cells); };
    row("a", "a");
    row("a\tb\nc\td\n", "a|b/c|d");
    row("a\r\nb\r\n", "a/b");
    row("a\n\nb", "a//b");
    row("a\t", "a|");
    row("\"a\nb\"\tc", "a\nb|c");
    row("\"SUMMER SALE\" poster\tDesign", "\"SUMMER SALE\" poster|Design");
    row("\"open\tb", "\"open|b");
    row("", "");
}

void SheetFileTest::clipboardCellsSurvive()
{
    QFETCH(QString, text);
    QFETCH(QString, cells);
    QStringList lines;
    const QList<QStringList> grid = readCells(text);
    for (const QStringList& line : grid)
        lines.append(line.join(u'|'));
    QCOMPARE(lines.join(u'/'), cells);
    QCOMPARE(readCells(writeCells(grid)), grid);
}

void SheetFileTest::readsFilesByTheirEnding()
{
    QTemporaryDir folder;
    const auto write = [&](const char* name, const QByteArray& bytes) {
        const QString path = folder.filePath(u(name));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    };
    QCOMPARE(readSheetFile(write("a.CSV", "prompt\nA\n"))->sheet.rows.size(), 1);
    QCOMPARE(readSheetFile(write("ä b.txt", "prompt\nA\n"))->sheet.rows.size(), 1);
    QCOMPARE(readSheetFile(write("a.tsv", "prompt\tstyle\nA\tDesign\n"))->sheet.rows.size(), 1);
    QCOMPARE(readSheetFile(write("a.json", "[{\"prompt\":\"A\"}]"))->sheet.rows.size(), 1);
    QVERIFY(readSheetFile(write("a.xlsx", "PK")).error().what.contains(u(".csv")));
    QVERIFY(readSheetFile(write("empty.csv", "")).error().what.contains(u("empty")));
    QCOMPARE(readSheetFile(folder.filePath(u("none.csv"))).error().code, ErrorCode::NotFound);
    QCOMPARE(readSheetFile(folder.path()).error().code, ErrorCode::BadInput);
    QCOMPARE(readSheetFile(u("/dev/zero")).error().code, ErrorCode::BadInput);
}

void SheetFileTest::samplesReadCleanly()
{
    QCOMPARE(firstStartSheet().rows.size(), 4);
    QCOMPARE(summerSaleSheet().rows.size(), 12);
}

void SheetFileTest::survivesMutatedSheets()
{
    const QByteArray seed = writeSheet(summerSaleSheet(), SheetFormat::Csv)
        + utf16(u("prompt;style\n\"a\";b\n"), false, true) + writeSheet(firstStartSheet(), SheetFormat::Json);
    QRandomGenerator random(20261124);
    const auto pick = [&](qsizetype bound) {
        return static_cast<qsizetype>(random.bounded(static_cast<quint32>(bound)));
    };
    const QByteArray nasty = QByteArrayLiteral("\",;\t\r\n\0\xFF\xFE\xEF'={}[]");
    int read = 0;
    for (int i = 0; i < 3000; ++i) {
        QByteArray bytes = seed.mid(pick(seed.size()), pick(3000));
        if (i % 3)
            bytes.prepend("prompt,style,product\n");
        for (qsizetype changes = pick(40); changes > 0 && !bytes.isEmpty(); --changes)
            bytes[pick(bytes.size())] = nasty[pick(nasty.size())];
        for (const SheetFormat format : {SheetFormat::Csv, SheetFormat::Tsv, SheetFormat::Json}) {
            const Result<SheetReading> reading = readSheet(bytes, format);
            if (!reading) {
                QVERIFY(!reading.error().what.isEmpty());
                continue;
            }
            ++read;
            for (const SheetProblem& problem : reading->problems)
                QVERIFY(problem.row >= 0 && problem.row <= reading->sheet.rows.size() + 1 && !problem.what.isEmpty());
            // What was read once is written and read again without a change.
            if (reading->problems.isEmpty()) {
                Sheet again = reading->sheet;
                again.rows.removeIf([](const SheetRow& line) { return line.isEmpty(); });
                const auto second = readSheet(writeSheet(again, SheetFormat::Json), SheetFormat::Json);
                QVERIFY(again.rows.isEmpty() || second);
            }
        }
        readCells(QString::fromUtf8(bytes));
    }
    QVERIFY(read > 500);
}

QTEST_GUILESS_MAIN(SheetFileTest)
#include "sheet_file_test.moc"
