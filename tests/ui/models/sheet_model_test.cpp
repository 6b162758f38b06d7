// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/samples.h"
#include "app/compose/sheet_file.h"
#include "ui/models/brief_book.h"
#include "ui/models/sheet_cell_look.h"
#include "ui/models/sheet_clipboard.h"
#include "ui/models/sheet_document.h"
#include "ui/models/sheet_model.h"
#include "ui/models/sheet_repairs.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace batchroom;

namespace {

SheetRow rowOf(const QString& prompt, const QString& model = {}, const QString& style = {}, const QString& aspect = {})
{
    SheetRow row;
    row.cell(SheetColumn::Prompt) = prompt;
    row.cell(SheetColumn::Model) = model;
    row.cell(SheetColumn::Style) = style;
    row.cell(SheetColumn::Aspect) = aspect;
    return row;
}

Sheet letters(const QString& prompts)
{
    Sheet sheet;
    for (const QChar c : prompts)
        sheet.rows.append(rowOf(QString(c)));
    return sheet;
}

QString prompts(const SheetModel& model)
{
    QString all;
    for (const SheetRow& row : model.sheet().rows)
        all += row.cell(SheetColumn::Prompt);
    return all;
}

QString printed(const SheetModel& model, std::initializer_list<SheetColumn> columns)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        for (const SheetColumn column : columns)
            text += model.index(row, model.columnOf(column)).data().toString() + u'|';
        text += model.index(row, model.columnCount() - 1).data().toString() + u'\n';
    }
    return text;
}

const Catalog& catalog()
{
    return Catalog::builtIn();
}

using Edit = std::function<void(SheetModel&)>;

} // namespace

Q_DECLARE_METATYPE(Edit)

class SheetModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheCellsMean()
    {
        SheetModel model(catalog());
        QAbstractItemModelTester tester(&model);
        model.setBilling(Billing::Charged);
        Sheet sheet{{rowOf(QStringLiteral("a")),
            rowOf(QStringLiteral("b"), QStringLiteral("ideogram-3"), QStringLiteral("DESIGN"),
                QStringLiteral("ASPECT_16_9"))}};
        model.load(sheet);
        QCOMPARE(printed(model,
                     {SheetColumn::Prompt, SheetColumn::Model, SheetColumn::Style, SheetColumn::Aspect,
                         SheetColumn::Speed, SheetColumn::Images}),
            QStringLiteral("a|3.0|General|1:1|Default|1|$0.06\nb|3.0|Design|16:9|Default|1|$0.06\n"));
    }

    void undoesEveryKindOfEdit_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QString>("after");
        const auto cell = [](int row, const QString& text) {
            return CellEdit{row, fieldOf(SheetColumn::Prompt), text};
        };
        QTest::newRow("a cell") << Edit([=](SheetModel& m) { m.setCells({cell(1, QStringLiteral("x"))}, {}); })
                                << QStringLiteral("axcde");
        QTest::newRow("a cell twice") << Edit([=](SheetModel& m) {
            m.setCells({cell(1, QStringLiteral("x")), cell(1, QStringLiteral("y"))}, {});
        }) << QStringLiteral("aycde");
        QTest::newRow("new rows") << Edit([](SheetModel& m) { m.addRows(2, letters(QStringLiteral("xy")).rows, {}); })
                                  << QStringLiteral("abxycde");
        QTest::newRow("rows gone") << Edit([](SheetModel& m) { m.takeRows({1, 2}, {}); }) << QStringLiteral("ade");
        QTest::newRow("scattered rows gone") << Edit([](SheetModel& m) {
            m.takeRows({0, 2, 4}, {});
        }) << QStringLiteral("bd");
        QTest::newRow("all replaced by fewer")
            << Edit([](SheetModel& m) { m.replaceRows(letters(QStringLiteral("xy")).rows, {}); })
            << QStringLiteral("xy");
        QTest::newRow("all replaced by more")
            << Edit([](SheetModel& m) { m.replaceRows(letters(QStringLiteral("uvwxyz")).rows, {}); })
            << QStringLiteral("uvwxyz");
        QTest::newRow("emptied") << Edit([](SheetModel& m) { m.replaceRows({}, {}); }) << QString();
        QTest::newRow("moved down") << Edit([](SheetModel& m) { m.shiftRows({0}, 3, {}); }) << QStringLiteral("bcade");
        QTest::newRow("moved up") << Edit([](SheetModel& m) { m.shiftRows({3, 4}, 1, {}); }) << QStringLiteral("adebc");
        QTest::newRow("scattered moved") << Edit([](SheetModel& m) {
            m.shiftRows({0, 4}, 2, {});
        }) << QStringLiteral("baecd");
        QTest::newRow("filled down") << Edit([](SheetModel& m) {
            const QModelIndexList all{m.index(0, 0), m.index(1, 0), m.index(2, 0)};
            m.setCells(fillDownEdits(m, all), {});
        }) << QStringLiteral("aaade");
        QTest::newRow("cleared") << Edit([](SheetModel& m) {
            m.setCells(clearEdits(m, {m.index(1, 0), m.index(3, 0)}), {});
        }) << QStringLiteral("ace");
    }
    void undoesEveryKindOfEdit()
    {
        QFETCH(Edit, edit);
        QFETCH(QString, after);
        SheetModel model(catalog());
        QAbstractItemModelTester tester(&model);
        const Sheet before = letters(QStringLiteral("abcde"));
        model.load(before);
        edit(model);
        QCOMPARE(prompts(model), after);
        const Sheet changed = model.sheet();
        QTRY_COMPARE(model.bill().images, static_cast<int>(after.size()));
        model.undoStack().undo();
        QCOMPARE(model.sheet(), before);
        QTRY_COMPARE(model.bill().images, 5);
        model.undoStack().redo();
        QCOMPARE(model.sheet(), changed);
        QTRY_COMPARE(model.bill().images, static_cast<int>(after.size()));
    }

    void addsUpWhatThePlannerSays()
    {
        for (const Billing billing : {Billing::Charged, Billing::Free}) {
            SheetModel model(catalog());
            model.setBilling(billing);
            model.load(summerSaleSheet());
            QTRY_VERIFY(!model.isCounting());
            const BatchPlan plan = planBatch(summerSaleSheet(), catalog(), {}, billing);
            QCOMPARE(model.bill().total, plan.total);
            QTRY_COMPARE(model.bill().images, static_cast<int>(plan.jobs.size()));
            QCOMPARE(model.bill().warnings + model.bill().errors, static_cast<int>(plan.issues.size()));
            QCOMPARE(model.bill().models.size(), plan.priceByModel.size());
        }
    }

    void countsOneRowForOneEdit()
    {
        SheetModel model(catalog());
        Sheet sheet;
        for (int row = 0; row < 20'000; ++row)
            sheet.rows.append(rowOf(QStringLiteral("Prompt %1").arg(row)));
        model.load(sheet);
        QTRY_VERIFY_WITH_TIMEOUT(!model.isCounting(), 60'000);
        QTRY_COMPARE(model.bill().images, 20'000);
        model.setCells({{10'000, fieldOf(SheetColumn::Images), QStringLiteral("3")}}, {});
        QVERIFY(!model.isCounting());
        QTRY_COMPARE(model.bill().images, 20'002);
        model.addRows(5, {rowOf(QStringLiteral("new"))}, {});
        QVERIFY(!model.isCounting());
        model.takeRows({19'999, 0}, {});
        QTRY_VERIFY_WITH_TIMEOUT(!model.isCounting(), 60'000);
        QTRY_COMPARE(model.bill().images, 20'001);
    }

    void leavesRowsWithErrorsOutOfTheBill()
    {
        SheetModel model(catalog());
        model.setBilling(Billing::Charged);
        model.load(
            {{rowOf(QStringLiteral("a"), QStringLiteral("9.9")), rowOf(QStringLiteral("b"), QStringLiteral("3.0"))}});
        QTRY_COMPARE(model.bill().images, 1);
        QCOMPARE(model.bill().errors, 1);
        const QModelIndex wrong = model.index(0, model.columnOf(SheetColumn::Model));
        QCOMPARE(wrong.data(SheetModel::IssueRole).toInt(), 2);
        QVERIFY(wrong.data(SheetModel::IssueTextRole).toString().contains(QStringLiteral("9.9")));
        QCOMPARE(model.nextIssue(CellIssue::Severity::Error, {}), wrong);
        QVERIFY(!model.nextIssue(CellIssue::Severity::Warning, {}).isValid());
    }

    void goesThroughTheIssuesInTurn()
    {
        SheetModel model(catalog());
        const SheetRow warned = rowOf(QStringLiteral("a"), QStringLiteral("4.5"), QStringLiteral("Anime"));
        model.load({{warned, rowOf(QStringLiteral("fine")), warned}});
        const int column = model.columnOf(SheetColumn::Style);
        const QModelIndex first = model.nextIssue(CellIssue::Severity::Warning, {});
        const QModelIndex second = model.nextIssue(CellIssue::Severity::Warning, first);
        QCOMPARE(first, model.index(0, column));
        QCOMPARE(second, model.index(2, column));
        QCOMPARE(model.nextIssue(CellIssue::Severity::Warning, second), first);
    }

    void replacesListPricesByQuotes()
    {
        SheetModel model(catalog());
        model.setBilling(Billing::Charged);
        model.load({{rowOf(QStringLiteral("a"), QStringLiteral("3.0")),
            rowOf(QStringLiteral("b"), QStringLiteral("3.0")), rowOf(QStringLiteral("c"), QStringLiteral("4.5"))}});
        const QList<GenerationRequest> requests = model.unquotedRequests(10);
        QCOMPARE(requests.size(), 2);
        QVERIFY(!model.bill().isQuoted);
        QuotedPrices quotes;
        for (const GenerationRequest& request : requests)
            quotes.insert(optionSet(request), Money::fromMicros(10'000));
        model.setQuotes(quotes);
        QVERIFY(model.bill().isQuoted);
        QCOMPARE(model.bill().total, Money::fromMicros(30'000));
        QVERIFY(model.unquotedRequests(10).isEmpty());
        model.setCells({{0, fieldOf(SheetColumn::Speed), QStringLiteral("turbo")}}, {});
        QVERIFY(!model.bill().isQuoted);
        model.setQuotes({});
        QCOMPARE(model.bill().total, Money::fromMicros(150'000));
    }

    void offersOnlyWaysOutThatHelp_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QStringList>("labels");
        const auto at = [](SheetColumn column) { return static_cast<int>(column); };
        QTest::newRow("style on 4.5") << at(SheetColumn::Style) << QStringLiteral("4.5") << QStringLiteral("Design")
                                      << QStringList{QStringLiteral("Use 3.0"), QStringLiteral("Put it in the prompt"),
                                             QStringLiteral("Clear it")};
        QTest::newRow("unknown style") << at(SheetColumn::Style) << QStringLiteral("3.0") << QStringLiteral("Desing")
                                       << QStringList{QStringLiteral("Use Design"), QStringLiteral("Clear it")};
        QTest::newRow("too many images") << at(SheetColumn::Images) << QStringLiteral("3.0") << QStringLiteral("99")
                                         << QStringList{QStringLiteral("Use 8"), QStringLiteral("Clear it")};
        QTest::newRow("unknown model") << at(SheetColumn::Model) << QStringLiteral("V2_TURBO")
                                       << QStringLiteral("V2_TURBO")
                                       << QStringList{QStringLiteral("Use V_2 Turbo"), QStringLiteral("Clear it")};
    }
    void offersOnlyWaysOutThatHelp()
    {
        QFETCH(int, column);
        QFETCH(QString, model);
        QFETCH(QString, cell);
        QFETCH(QStringList, labels);
        SheetRow row = rowOf(QStringLiteral("a"), model);
        row.cell(static_cast<SheetColumn>(column)) = cell;
        const QList<CellIssue> issues = planRow(row, 1, catalog(), {}, Billing::Charged).issues;
        QCOMPARE(issues.size(), 1);
        QStringList offered;
        for (const Repair& repair : repairsFor(row, 0, issues.constFirst(), catalog())) {
            offered.append(repair.label);
            SheetRow mended = row;
            for (const CellEdit& edit : repair.edits)
                setCellText(mended, edit.field, edit.text);
            QVERIFY(planRow(mended, 1, catalog(), {}, Billing::Charged).issues.isEmpty());
        }
        QCOMPARE(offered, labels);
    }

    void saysAnIssueAsAHeadlineAndTheRest()
    {
        const IssueWords words = issueWords({CellIssue::Severity::Warning, 1, SheetColumn::Style,
            QStringLiteral(
                "4.5 has no style setting. “Anime” stays in the cell but is not sent. The price does not change.")});
        QCOMPARE(words.title, QStringLiteral("4.5 has no style setting"));
        QVERIFY(words.more.startsWith(QStringLiteral("“Anime” stays")));
    }

    void readsTextOfARealSpreadsheet()
    {
        const PastedTable table =
            readPastedTable(QStringLiteral("\"He said \"\"SALE\"\"\"\t3.0\r\n\"two\nlines\"\t\r\n"));
        QVERIFY(table.header.isEmpty());
        QCOMPARE(table.rows,
            (QList<QStringList>{{QStringLiteral("He said \"SALE\""), QStringLiteral("3.0")},
                {QStringLiteral("two\nlines"), QString()}}));
    }

    void recognisesAHeaderAndNothingThatOnlyLooksLikeOne()
    {
        QCOMPARE(readPastedTable(QStringLiteral("Prompt\tAspect Ratio\tsku\nx\t1:1\tA")).header.size(), 3);
        QCOMPARE(readPastedTable(QStringLiteral("prompt\none\ntwo")).rows.size(), 2);
        QVERIFY(readPastedTable(QStringLiteral("Model on a beach, hard light\tstyle")).header.isEmpty());
        QVERIFY(readPastedTable(QStringLiteral("name")).header.isEmpty());
        QVERIFY(readPastedTable(QString()).rows.isEmpty());
    }

    void fillsASelectionThatIsAMultipleOfWhatIsPasted()
    {
        SheetModel model(catalog());
        model.load(letters(QStringLiteral("abcd")));
        const QList<int> columns{0, 1, 2};
        const PasteStep one = pasteStep(model, {{QStringLiteral("x")}}, columns, 0, 0, QSize(1, 4));
        QCOMPARE(one.edits.size(), 4);
        const PasteStep two =
            pasteStep(model, {{QStringLiteral("x")}, {QStringLiteral("y")}}, columns, 0, 0, QSize(1, 3));
        QCOMPARE(two.edits.size(), 2);
        const PasteStep beyond = pasteStep(model,
            {{QStringLiteral("x"), QStringLiteral("3.0"), QStringLiteral("s"), QStringLiteral("lost")},
                {QStringLiteral("y")}},
            columns, 3, 0, QSize(1, 1));
        QCOMPARE(beyond.edits.size(), 3);
        QCOMPARE(beyond.newRows.size(), 1);
        QCOMPARE(beyond.newRows[0].cell(SheetColumn::Prompt), QStringLiteral("y"));
        const PasteStep full =
            pasteStep(model, QList<QStringList>(20'005, {QStringLiteral("z")}), columns, 0, 0, QSize(1, 1));
        QCOMPARE(full.leftOut, 5);
    }

    void copiesWhatCanBePastedAgain()
    {
        SheetModel model(catalog());
        model.load({{rowOf(QStringLiteral("with\ttab and \"quote\"\nand line"), QStringLiteral("3.0")),
            rowOf(QStringLiteral("plain"))}});
        const QList<QStringList> cells = readCells(copiedText(model, {0, 1}, {0, 1}));
        QCOMPARE(cells,
            (QList<QStringList>{
                {model.sheet().rows[0].cells[0], QStringLiteral("3.0")}, {QStringLiteral("plain"), QString()}}));
    }

    void writesPromptsThatMeanThemselves_data()
    {
        QTest::addColumn<QString>("prompt");
        for (const char* prompt :
            {"plain", "a {brace} and }", "back\\slash", "\\{", "{\"a\": 1}", "{{x}} {a|b}", "C:\\\\x"})
            QTest::newRow(prompt) << QString::fromUtf8(prompt);
    }
    void writesPromptsThatMeanThemselves()
    {
        QFETCH(QString, prompt);
        const RowPlan plan = planRow(rowOf(promptCell(prompt)), 1, catalog(), {}, Billing::Free);
        QVERIFY(plan.issues.isEmpty());
        QCOMPARE(plan.jobs.constFirst().request.prompt, prompt);
    }

    void keepsEveryCellInTheLibrary()
    {
        Sheet sheet = summerSaleSheet();
        sheet.rows.insert(2, SheetRow());
        sheet.rows[0].extras = {{QStringLiteral("prompt"), QStringLiteral("own column of that name")},
            {QStringLiteral("sku"), QStringLiteral("=1+1")}};
        const Result<Sheet> again = sheetFromDocument(sheetDocument(sheet));
        QVERIFY(again);
        QCOMPARE(*again, sheet);
        QVERIFY(!sheetFromDocument("nonsense"));
        QVERIFY(!sheetFromDocument("[]"));
        QVERIFY(!sheetFromDocument("{\"format\":99,\"rows\":[]}"));
        QVERIFY(sheetFromDocument("{\"format\":1,\"rows\":[1,null,{\"prompt\":7}]}"));
    }

    void showsColumnsOfThePersonsOwn()
    {
        SheetModel model(catalog());
        QAbstractItemModelTester tester(&model);
        SheetRow row = rowOf(QStringLiteral("A {sku} bottle"));
        row.extras.insert(QStringLiteral("sku"), QStringLiteral("A-1"));
        model.load({{row}});
        const int column = model.columnOf({SheetField::Kind::Extra, SheetColumn::Prompt, QStringLiteral("sku")});
        QVERIFY(column > 0);
        QVERIFY(model.isUsed(column));
        QVERIFY(model.setData(model.index(0, column), QStringLiteral("B-2")));
        QCOMPARE(model.sheet().rows[0].extras.value(QStringLiteral("sku")), QStringLiteral("B-2"));
        QTRY_COMPARE(model.bill().images, 1);
    }

    void countsBriefsAndKeepsTheirLists()
    {
        BriefBook book;
        QVERIFY(book.isSample());
        QCOMPARE(factorText(*countBrief(book.current())), QStringLiteral("3 products × 4 lines × 2 variants"));
        book.addNew();
        book.setText(QStringLiteral("{prod"));
        QVERIFY(shownLists(book.current()).isEmpty());
        book.setText(QStringLiteral("{product} at {place}"));
        QCOMPARE(shownLists(book.current()).size(), 2);
        book.setValues(QStringLiteral("product"), {QStringLiteral("bag")});
        book.setText(QStringLiteral("{place}"));
        QCOMPARE(shownLists(book.current()).size(), 2); // what was written stays, unused
        book.setText(QStringLiteral("nothing"));
        QCOMPARE(shownLists(book.current()).size(), 1);
    }

    void namesCopiesAndDeletesBriefs()
    {
        BriefBook book;
        book.duplicate();
        QCOMPARE(book.current().name, QStringLiteral("Halden summer 2"));
        book.rename(QStringLiteral("  halden SUMMER "));
        QCOMPARE(book.current().name, QStringLiteral("halden SUMMER 2"));
        BriefBook other;
        QVERIFY(other.load(book.toDocument()));
        QCOMPARE(other.briefs(), book.briefs());
        QCOMPARE(other.currentIndex(), 1);
        const Brief gone = book.current();
        book.remove();
        book.remove();
        QCOMPARE(book.briefs().size(), 1);
        QVERIFY(book.current().text.isEmpty());
        book.restore(gone, 1);
        QCOMPARE(book.current(), gone);
        QVERIFY(!other.load("{}"));
        QCOMPARE(other.briefs().size(), 2);
    }
};

QTEST_GUILESS_MAIN(SheetModelTest)
#include "sheet_model_test.moc"
