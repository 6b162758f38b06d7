// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/plan_batch.h"
#include "app/compose/samples.h"
#include "app/compose/sheet_file.h"

#include <QRandomGenerator>
#include <QTest>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

QString u(const char* text)
{
    return QString::fromUtf8(text);
}

// "prompt=A|speed=turbo|+product=Soda"
SheetRow rowFrom(const QString& text)
{
    SheetRow row;
    for (const QString& cell : text.split(u'|', Qt::SkipEmptyParts)) {
        const QString name = cell.section(u'=', 0, 0);
        if (name.startsWith(u'+'))
            row.extras.insert(name.mid(1), cell.section(u'=', 1));
        else
            row.cell(sheetColumnFromName(name).value()) = cell.section(u'=', 1);
    }
    return row;
}

RowPlan planned(const QString& text, Billing billing = Billing::Charged)
{
    return planRow(rowFrom(text), 3, Catalog::builtIn(), {}, billing);
}

QString describe(const CellIssue& issue)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(issue.severity == CellIssue::Severity::Error ? u("error") : u("warning"), QString::number(issue.row),
            sheetColumnName(issue.column), issue.what);
}

QString describe(const GenerationRequest& request)
{
    QStringList words{request.model, request.style, request.aspect, request.speed};
    if (request.resolution.isValid())
        words.append(u("%1x%2").arg(request.resolution.width()).arg(request.resolution.height()));
    if (request.seed)
        words.append(u("seed %1").arg(*request.seed));
    if (!request.negativePrompt.isEmpty())
        words.append(u("not ") + request.negativePrompt);
    if (request.magicPrompt != MagicPrompt::Auto)
        words.append(request.magicPrompt == MagicPrompt::On ? u("magic") : u("plain"));
    if (!request.palette.name.isEmpty())
        words.append(request.palette.name);
    for (const PaletteColor& color : request.palette.members)
        words.append(color.weight ? u("%1:%2").arg(color.hex).arg(*color.weight) : color.hex);
    return words.join(u' ');
}

} // namespace

class PlanBatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsBecomeRequests_data();
    void rowsBecomeRequests();
    void unknownValuesAreErrors_data();
    void unknownValuesAreErrors();
    void whatTheModelCannotDoIsAWarningAndNotSent_data();
    void whatTheModelCannotDoIsAWarningAndNotSent();
    void fillsPlaceholdersFromTheRowsOwnColumns_data();
    void fillsPlaceholdersFromTheRowsOwnColumns();
    void oneImageIsOneJobWithTheNextSeed();
    void everyStyleAndAspectOfEveryModelIsPlanned();
    void billsByModelAndNothingInTheSandbox();
    void tellsAllErrorsAtOnceAndQueuesNothing();
    void countsCharactersNotCodeUnits();
    void defaultsAreUsedWhereACellIsEmpty();
    void blankRowsKeepTheNumbersOfTheOthers();
    void campaignsAndNamesTravel();
    void aSheetOfSeveralCampaignsIsSplitInOrderOfFirstUse();
    void nothingIsSplitWhileThereAreErrors();
    void durationFollowsThePlaces();
    void plansTheSamples();
    void survivesAnyCells();
};

void PlanBatchTest::rowsBecomeRequests_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("price");
    const auto row = [](const char* text, const char* request, const char* price) {
        QTest::newRow(text) << u(text) << u(request) << u(price);
    };
    row("prompt=A", "ideogram-3 general 1:1 default", "0.06");
    row("prompt=A|model=4.5|aspect=ASPECT_16_9|speed=quality", "ideogram-4-5  16:9 high", "0.10");
    row("prompt=A|model=V_2_TURBO|style=RENDER_3D|aspect=9x16", "V_2_TURBO render_3d 9:16 turbo", "0.05");
    row("prompt=A|model=V_2|style=anime|palette=Ember", "V_2 anime 1:1 default ember", "0.08");
    row("prompt=A|model=V_2|aspect=4:5", "V_2 general 4:5 default 896x1120", "0.08");
    row("prompt=A|model=V_2|resolution=RESOLUTION_1280_720", "V_2 general  default 1280x720", "0.08");
    row("prompt=A|model=2a|style=Render 3D|speed=fast", "ideogram-2a render_3d 1:1 turbo", "0.025");
    row("prompt=A|resolution=1536 x 640", "ideogram-3 general  default 1536x640", "0.06");
    row("prompt=A|resolution=896×1120|aspect=4:5", "ideogram-3 general 4:5 default 896x1120", "0.06");
    row("prompt=A|model=2.0|resolution=1312x736", "ideogram-2 general 16:9 default", "0.08");
    row("prompt=A|resolution=auto|aspect=auto", "ideogram-3 general auto default", "0.06");
    row("prompt=A|seed=0|magic=", "ideogram-3 general 1:1 default seed 0", "0.06");
    row("prompt=A|seed=2147483647|magic_prompt=TRUE", "ideogram-3 general 1:1 default seed 2147483647 magic", "0.06");
    row("prompt=A|seed=42.0|magic_prompt=off|images=1.0", "ideogram-3 general 1:1 default seed 42 plain", "0.06");
    row("prompt=A|seed=random|negative_prompt=people", "ideogram-3 general 1:1 default not people", "0.06");
    row("prompt=A|palette=#f80, #FFE0B2:0.4;00AAFF:25%",
        "ideogram-3 general 1:1 default #FF8800 #FFE0B2:0.4 #00AAFF:0.25", "0.06");
}

void PlanBatchTest::rowsBecomeRequests()
{
    QFETCH(QString, row);
    QFETCH(QString, request);
    QFETCH(QString, price);
    const RowPlan plan = planned(row.replace(u("|magic="), QString()));
    QVERIFY2(plan.issues.isEmpty(), qPrintable(plan.issues.isEmpty() ? QString() : describe(plan.issues.front())));
    QCOMPARE(plan.jobs.size(), 1);
    QCOMPARE(describe(plan.jobs.front().request), request);
    QCOMPARE(plan.jobs.front().price, *Money::fromText(price));
    QCOMPARE(plan.price, *Money::fromText(price));
    QCOMPARE(plan.model->id, plan.jobs.front().request.model);
    QCOMPARE(plan.jobs.front().row, 3);
}

void PlanBatchTest::unknownValuesAreErrors_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* text, const char* said) { QTest::newRow(text) << u(text) << u(said); };
    row("prompt= |style=design", "error 3 prompt This row has no prompt");
    row("prompt=A|model=idoegram-3",
        "error 3 model There is no model “idoegram-3”. Did you mean ideogram-3? Allowed: ideogram-4-5,");
    row("prompt=A|model=dall-e-3", "error 3 model There is no model “dall-e-3”. Allowed:");
    row("prompt=A|style=Desing",
        "error 3 style There is no style “Desing”. Did you mean design? Allowed: auto, general,");
    row("prompt=A|style=cyberpunk", "error 3 style There is no style “cyberpunk”. Allowed:");
    row("prompt=A|aspect=16.9",
        "error 3 aspect_ratio There is no aspect “16.9”. Did you mean 16:9? Allowed: auto, 1:1,");
    row("prompt=A|aspect=16:0", "error 3 aspect_ratio There is no aspect “16:0”. Did you mean 16:9?");
    row("prompt=A|aspect=7:5", "error 3 aspect_ratio There is no aspect “7:5”.");
    row("prompt=A|aspect=wide", "error 3 aspect_ratio There is no aspect “wide”. Allowed:");
    row("prompt=A|resolution=big", "error 3 resolution “big” is no resolution.");
    row("prompt=A|resolution=4000x1000", "error 3 resolution No model draws 4000x1000.");
    row("prompt=A|speed=tubro",
        "error 3 speed There is no speed “tubro”. Did you mean turbo? Allowed: turbo, default, quality.");
    row("prompt=A|magic_prompt=maybe",
        "error 3 magic_prompt “maybe” is no magic prompt setting. Allowed: auto, on, off.");
    row("prompt=A|images=0", "error 3 num_images “0” is no number of images. Allowed: 1 to 8");
    row("prompt=A|images=9", "error 3 num_images “9”");
    row("prompt=A|images=2.5", "error 3 num_images “2.5”");
    row("prompt=A|images=99999999999999999999", "error 3 num_images");
    row("prompt=A|images=four", "error 3 num_images “four”");
    row("prompt=A|seed=-1", "error 3 seed “-1” is no seed. Allowed: a whole number from 0 to 2147483647");
    row("prompt=A|seed=2147483648", "error 3 seed");
    row("prompt=A|seed=2147483646|images=3", "error 3 seed 3 images from seed 2147483646 on would pass");
    row("prompt=A|seed=1e5", "error 3 seed");
    row("prompt=A|palette=Embr", "error 3 palette There is no palette “Embr”. Did you mean ember?");
    row("prompt=A|palette=#12345", "error 3 palette “#12345” is no colour");
    row("prompt=A|palette=#123456:2", "error 3 palette The weight in “#123456:2” is not between 0.05 and 1.");
    row("prompt=A|palette=#123456:0.01", "error 3 palette The weight");
    row("prompt=A|palette=#123456:nan", "error 3 palette The weight");
    row("prompt=A|palette=#111 #222 #333 #444 #555 #666 #777 #888 #999", "error 3 palette The palette has 9 colours");
    row("prompt=A {product", "error 3 prompt “{product” opens a { that is never closed.");
    row("prompt=A {coral;sand}", "error 3 prompt {coral;sand} is used, but the sheet has no column");
}

void PlanBatchTest::unknownValuesAreErrors()
{
    QFETCH(QString, row);
    QFETCH(QString, said);
    const RowPlan plan = planned(row);
    QCOMPARE(plan.issues.size(), 1);
    QVERIFY2(describe(plan.issues.front()).startsWith(said), qPrintable(describe(plan.issues.front())));
    QVERIFY(plan.jobs.isEmpty());
    QVERIFY(plan.price.isZero());
}

void PlanBatchTest::whatTheModelCannotDoIsAWarningAndNotSent_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("request");
    const auto row = [](const char* text, const char* said, const char* request) {
        QTest::newRow(text) << u(text) << u(said) << u(request);
    };
    row("prompt=A|model=4.5|style=ANIME",
        "warning 3 style 4.5 has no style setting. “Anime” stays in the cell but is not sent.",
        "ideogram-4-5  1:1 medium");
    row("prompt=A|style=anime", "warning 3 style 3.0 has no style “Anime”. It is not sent; General is used.",
        "ideogram-3 general 1:1 default");
    row("prompt=A|model=2a|negative_prompt=people", "warning 3 negative_prompt 2a takes no negative prompt.",
        "ideogram-2a general 1:1 default");
    row("prompt=A|model=2.0|palette=ember", "warning 3 palette 2.0 takes no palette.",
        "ideogram-2 general 1:1 default");
    row("prompt=A|model=2.0|speed=quality",
        "warning 3 speed 2.0 has no speed “quality”. It is not sent; Default is used.",
        "ideogram-2 general 1:1 default");
    row("prompt=A|model=V_2|speed=turbo", "warning 3 speed V_2 has no speed “turbo”.", "V_2 general 1:1 default");
    row("prompt=A|model=2.0|aspect=23:9",
        "warning 3 aspect_ratio 2.0 does not draw 23:9. It is not sent; 3:1 is drawn.",
        "ideogram-2 general 3:1 default");
    row("prompt=A|model=V_2A|aspect=auto", "warning 3 aspect_ratio V_2A does not draw auto.",
        "V_2A general 1:1 default");
    row("prompt=A|model=2.0|resolution=1536x640|aspect=16:9",
        "warning 3 resolution 2.0 does not draw 1536x640. It is not sent; the aspect decides.",
        "ideogram-2 general 16:9 default");
    row("prompt=A|resolution=1024x1024|aspect=16:9", "warning 3 aspect_ratio The row asks for 1024x1024 pixels",
        "ideogram-3 general 1:1 default 1024x1024");
}

void PlanBatchTest::whatTheModelCannotDoIsAWarningAndNotSent()
{
    QFETCH(QString, row);
    QFETCH(QString, said);
    QFETCH(QString, request);
    const RowPlan plan = planned(row);
    QCOMPARE(plan.issues.size(), 1);
    QVERIFY2(describe(plan.issues.front()).startsWith(said), qPrintable(describe(plan.issues.front())));
    QCOMPARE(plan.jobs.size(), 1);
    QCOMPARE(describe(plan.jobs.front().request), request);
}

void PlanBatchTest::fillsPlaceholdersFromTheRowsOwnColumns_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("prompt"); // or the error
    const auto row = [](const char* text, const char* prompt) { QTest::newRow(text) << u(text) << u(prompt); };
    row("prompt={product} on {Paper} paper|+Product=Zest soda|+paper=coral", "Zest soda on coral paper");
    row("prompt={product}|+product={paper} {{x}} %1|+paper=coral", "{paper} {{x}} %1");
    row("prompt={{product}} \\{x\\}|+product=Soda", "{product} {x}");
    row("prompt=back\\slash", "back\\slash");
    row("prompt={\"high_level_description\":\"a {mug}\"}", "{\"high_level_description\":\"a {mug}\"}");
    row("prompt={prodct}|+product=Soda|+line=Cool",
        "error 3 prompt {prodct} is used, but the sheet has no column “prodct”. Did you mean {product}? Columns that "
        "can be used: line, product.");
    row("prompt={product}",
        "error 3 prompt {product} is used, but the sheet has no column “product”. It has no columns of its own. Write "
        "{{product}} to mean the text itself.");
    row("prompt={product}|+product= ",
        "error 3 prompt {product} is used, but the column “product” is empty in this row.");
}

void PlanBatchTest::fillsPlaceholdersFromTheRowsOwnColumns()
{
    QFETCH(QString, row);
    QFETCH(QString, prompt);
    const RowPlan plan = planned(row);
    QCOMPARE(plan.issues.isEmpty() ? plan.jobs.value(0).request.prompt : describe(plan.issues.front()), prompt);
    const RowPlan alternatives = planRow(
        [] {
            SheetRow made;
            made.cell(SheetColumn::Prompt) = u("on {coral|sand} paper");
            return made;
        }(),
        1, Catalog::builtIn(), {}, Billing::Free);
    QVERIFY(alternatives.issues.front().what.contains(u("brief")));
}

void PlanBatchTest::oneImageIsOneJobWithTheNextSeed()
{
    const RowPlan plan = planned(u("prompt=A|images=8|seed=2147483640|name=hero|+sku=17"));
    QCOMPARE(plan.jobs.size(), 8);
    QCOMPARE(plan.images, 8);
    QCOMPARE(plan.price, *Money::fromText(u"0.48"));
    for (int i = 0; i < 8; ++i) {
        const JobDraft& job = plan.jobs[i];
        QCOMPARE(job.request.seed, 2147483640 + i);
        QCOMPARE(job.indexInRow, i);
        QCOMPARE(job.name, u("hero"));
        QCOMPARE(job.metadata.value(u("sku")), u("17"));
    }
    QVERIFY(!planned(u("prompt=A|images=2")).jobs.back().request.seed);
}

void PlanBatchTest::everyStyleAndAspectOfEveryModelIsPlanned()
{
    int combinations = 0;
    for (const Model& model : Catalog::builtIn().models()) {
        std::vector<StyleOption> styles = model.styles;
        if (styles.empty())
            styles.push_back({});
        for (const StyleOption& style : styles) {
            for (const AspectOption& aspect : model.aspects) {
                for (const SpeedOption& speed : model.speeds) {
                    SheetRow row;
                    row.cell(SheetColumn::Prompt) = u("A");
                    row.cell(SheetColumn::Model) = model.id;
                    row.cell(SheetColumn::Style) = style.label;
                    row.cell(SheetColumn::Aspect) = aspect.id;
                    row.cell(SheetColumn::Speed) = speed.label;
                    const RowPlan plan = planRow(row, 1, Catalog::builtIn(), {}, Billing::Charged);
                    QVERIFY2(plan.issues.isEmpty(), qPrintable(model.id + u' ' + style.id + u' ' + aspect.id));
                    const GenerationRequest& request = plan.jobs.front().request;
                    QCOMPARE(request.style, style.id);
                    QCOMPARE(request.aspect, aspect.id);
                    QCOMPARE(request.speed, speed.id);
                    QCOMPARE(plan.price, speed.price);
                    ++combinations;
                }
            }
        }
    }
    QVERIFY(combinations > 700);
}

void PlanBatchTest::billsByModelAndNothingInTheSandbox()
{
    Sheet sheet;
    sheet.rows = {rowFrom(u("prompt=A|model=4.5|images=4")), rowFrom(u("prompt=B|images=2|speed=turbo")),
        rowFrom(u("prompt=C|images=2|speed=quality")), rowFrom(u("prompt=D|model=2a"))};
    const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), {}, Billing::Charged);
    QCOMPARE(plan.jobs.size(), 9);
    QCOMPARE(plan.total, *Money::fromText(u"0.52"));
    QCOMPARE(plan.priceByModel.value(u("ideogram-4-5")), *Money::fromText(u"0.24"));
    QCOMPARE(plan.priceByModel.value(u("ideogram-3")), *Money::fromText(u"0.24"));
    QCOMPARE(plan.imagesByModel.value(u("ideogram-3")), 4);
    QCOMPARE(plan.priceByModel.value(u("ideogram-2a")), *Money::fromText(u"0.04"));
    const BatchPlan free = planBatch(sheet, Catalog::builtIn(), {}, Billing::Free);
    QCOMPARE(free.jobs.size(), 9);
    QVERIFY(free.total.isZero());
    QVERIFY(free.jobs.front().price.isZero());
    QCOMPARE(free.imagesByModel.value(u("ideogram-4-5")), 4);
}

void PlanBatchTest::tellsAllErrorsAtOnceAndQueuesNothing()
{
    Sheet sheet;
    sheet.rows = {rowFrom(u("prompt=A")),
        rowFrom(u("model=3.0|seed=x|images=99|aspect=a|style=b|speed=c|palette=d|resolution=e"))};
    const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), {}, Billing::Charged);
    QVERIFY(plan.hasErrors());
    QVERIFY(plan.jobs.isEmpty());
    QStringList columns;
    for (const CellIssue& issue : plan.issues) {
        QCOMPARE(issue.row, 2);
        columns.append(sheetColumnName(issue.column));
    }
    QCOMPARE(columns, u("prompt style resolution speed num_images seed palette").split(u' '));
    QCOMPARE(plan.total, *Money::fromText(u"0.06"));
    // A wrong model hides no other error and adds none of its own.
    const RowPlan wrong = planned(u("prompt=A|model=x9|style=anime|seed=x|negative_prompt=people|palette=ember"));
    QCOMPARE(wrong.issues.size(), 2);
    QVERIFY(!wrong.model);
}

void PlanBatchTest::countsCharactersNotCodeUnits()
{
    SheetRow row;
    row.cell(SheetColumn::Prompt) = u("😀").repeated(10'000);
    QVERIFY(planRow(row, 1, Catalog::builtIn(), {}, Billing::Free).issues.isEmpty());
    row.cell(SheetColumn::Prompt) += u("a");
    const RowPlan plan = planRow(row, 1, Catalog::builtIn(), {}, Billing::Free);
    QVERIFY(plan.issues.front().what.contains(u("10001 characters; 3.0 takes at most 10000")));
}

void PlanBatchTest::defaultsAreUsedWhereACellIsEmpty()
{
    Sheet sheet;
    sheet.rows = {rowFrom(u("prompt=A")), rowFrom(u("prompt=B|model=3.0|style=design|aspect=1:1|speed=quality"))};
    const SheetDefaults defaults{u("2a"), u("ANIME"), u("16x9"), u("fast")};
    const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), defaults, Billing::Charged);
    QVERIFY(plan.issues.isEmpty());
    QCOMPARE(describe(plan.jobs[0].request), u("ideogram-2a anime 16:9 turbo"));
    QCOMPARE(describe(plan.jobs[1].request), u("ideogram-3 design 1:1 quality"));
    const BatchPlan wrong = planBatch(sheet, Catalog::builtIn(), {u("nope"), {}, {}, {}}, Billing::Charged);
    QCOMPARE(wrong.issues.size(), 1);
    QCOMPARE(wrong.issues.front().column, SheetColumn::Model);
}

void PlanBatchTest::blankRowsKeepTheNumbersOfTheOthers()
{
    Sheet sheet;
    sheet.rows = {SheetRow(), rowFrom(u("prompt=A")), rowFrom(u("prompt= ")), rowFrom(u("prompt=B"))};
    const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), {}, Billing::Free);
    QVERIFY(plan.issues.isEmpty());
    QCOMPARE(plan.jobs.size(), 2);
    QCOMPARE(plan.jobs[0].row, 2);
    QCOMPARE(plan.jobs[1].row, 4);
    QVERIFY(planBatch({}, Catalog::builtIn(), {}, Billing::Free).jobs.isEmpty());
}

void PlanBatchTest::campaignsAndNamesTravel()
{
    Sheet sheet;
    sheet.rows = {rowFrom(u("prompt=A|campaign= Summer Sale |name={sku}-hero|+sku=17")),
        rowFrom(u("prompt=B|campaign=Winter")), rowFrom(u("prompt=C|campaign=Summer Sale"))};
    const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), {}, Billing::Free);
    QCOMPARE(plan.campaigns, (QStringList{u("Summer Sale"), u("Winter")}));
    QCOMPARE(plan.jobs[0].name, u("17-hero"));
    QCOMPARE(plan.jobs[0].metadata.value(u("campaign")), u("Summer Sale"));
    QCOMPARE(planned(u("prompt=A|name=") + QString(201, u'x')).issues.front().column, SheetColumn::Name);
}

void PlanBatchTest::aSheetOfSeveralCampaignsIsSplitInOrderOfFirstUse()
{
    Sheet sheet;
    sheet.rows = {rowFrom(u("prompt=A|campaign=Winter|speed=turbo")), rowFrom(u("prompt=B|images=2")),
        rowFrom(u("prompt=C|campaign= Sommer \u00c4rmel |model=4.5")), rowFrom(u("prompt=D|campaign=WINTER|images=3")),
        rowFrom(u("prompt=E|campaign=sommer \u00e4rmel"))};
    const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), {}, Billing::Charged);
    QCOMPARE(plan.campaigns.size(), 2);
    const QList<CampaignPlan> shares = splitByCampaign(plan, u(" summer "));
    QCOMPARE(shares.size(), 3);
    QCOMPARE(shares[0].campaign, u("Winter"));
    QCOMPARE(shares[1].campaign, u("summer"));
    QCOMPARE(shares[2].campaign, u("Sommer \u00c4rmel"));
    const auto rowsOf = [](const BatchPlan& share) {
        QList<int> rows;
        for (const JobDraft& job : share.jobs)
            rows.append(job.row);
        return rows;
    };
    QCOMPARE(rowsOf(shares[0].plan), (QList<int>{1, 4, 4, 4}));
    QCOMPARE(rowsOf(shares[1].plan), (QList<int>{2, 2}));
    QCOMPARE(rowsOf(shares[2].plan), (QList<int>{3, 5}));
    Money sum;
    int images = 0;
    for (const CampaignPlan& share : shares) {
        QCOMPARE(share.plan.campaigns, QStringList{share.campaign});
        QVERIFY(!share.plan.hasErrors());
        sum += share.plan.total;
        for (const int count : share.plan.imagesByModel)
            images += count;
    }
    QCOMPARE(sum, plan.total);
    QCOMPARE(images, plan.jobs.size());
    QCOMPARE(shares[2].plan.imagesByModel.size(), 2);

    const QList<CampaignPlan> merged = splitByCampaign(plan, u("winter"));
    QCOMPARE(merged.size(), 2);
    QCOMPARE(rowsOf(merged[0].plan), (QList<int>{1, 2, 2, 4, 4, 4}));
    QCOMPARE(merged[0].campaign, u("Winter"));
}

void PlanBatchTest::nothingIsSplitWhileThereAreErrors()
{
    Sheet sheet;
    sheet.rows = {rowFrom(u("prompt=A|campaign=Winter")), rowFrom(u("prompt=B|campaign=Summer|aspect=7:19"))};
    QVERIFY(splitByCampaign(planBatch(sheet, Catalog::builtIn(), {}, Billing::Charged), u("x")).isEmpty());
    QVERIFY(splitByCampaign({}, u("x")).isEmpty());
}

void PlanBatchTest::durationFollowsThePlaces()
{
    Sheet sheet;
    for (int i = 0; i < 10; ++i)
        sheet.rows.append(rowFrom(u("prompt=A|images=2")));
    const Catalog& catalog = Catalog::builtIn();
    const BatchPlan plan = planBatch(sheet, catalog, {}, Billing::Charged);
    const std::chrono::milliseconds one = catalog.model(u"3.0")->speed(u"default")->typicalDuration;
    QCOMPARE(expectedDuration(plan, catalog, 10), one * 2);
    QCOMPARE(expectedDuration(plan, catalog, 1), one * 20);
    QCOMPARE(expectedDuration(plan, catalog, 100), one);
    QCOMPARE(expectedDuration(plan, catalog, 7), one * 3);
    QCOMPARE(expectedDuration(plan, catalog, 0), one * 20);
    QCOMPARE(expectedDuration({}, catalog, 10), 0ms);
}

void PlanBatchTest::plansTheSamples()
{
    for (const Sheet& sheet : {firstStartSheet(), summerSaleSheet()}) {
        const BatchPlan plan = planBatch(sheet, Catalog::builtIn(), {}, Billing::Charged);
        QVERIFY2(plan.issues.isEmpty(), qPrintable(plan.issues.isEmpty() ? QString() : describe(plan.issues.front())));
        QVERIFY(plan.jobs.size() >= sheet.rows.size());
        QCOMPARE(plan.campaigns.size(), 1);
        for (const JobDraft& job : plan.jobs)
            QVERIFY(!job.name.isEmpty());
    }
    QCOMPARE(planBatch(firstStartSheet(), Catalog::builtIn(), {}, Billing::Free).jobs.size(), 4);
    QCOMPARE(planBatch(summerSaleSheet(), Catalog::builtIn(), {}, Billing::Free).imagesByModel.size(), 5);
}

void PlanBatchTest::survivesAnyCells()
{
    QRandomGenerator random(42);
    const QStringList words{u("16:9"), u("99:1"), u("ASPECT_1_3"), u("#FF8800:0.5"), u("#"), u(":"), u("4.5"), u("V_2"),
        u("-1"), u("2147483647"), u("8"), u("0x10"), u("auto"), u("{a}"), u("{"), u("}}"), u("\\"), u("1024x1024"),
        u("99999x1"), u("anime"), u("😀"), u("%1 %2"), u("nan"), u("１６"), QString(QChar(0xD83D)), QString(300, u'z')};
    const auto pick = [&] { return words[static_cast<qsizetype>(random.bounded(static_cast<quint32>(words.size())))]; };
    for (int i = 0; i < 5000; ++i) {
        SheetRow row;
        for (QString& cell : row.cells) {
            if (random.bounded(3) != 0)
                cell = pick() + (random.bounded(4) == 0 ? pick() : QString());
        }
        row.extras.insert(u("a"), pick());
        const RowPlan plan = planRow(row, 1, Catalog::builtIn(), {}, Billing::Charged);
        const bool failed = std::any_of(plan.issues.begin(), plan.issues.end(),
            [](const CellIssue& issue) { return issue.severity == CellIssue::Severity::Error; });
        QCOMPARE(plan.jobs.isEmpty(), failed);
        for (const CellIssue& issue : plan.issues)
            QVERIFY(issue.what.endsWith(u'.') && !issue.what.contains(u("%3")));
    }
}

QTEST_GUILESS_MAIN(PlanBatchTest)
#include "plan_batch_test.moc"
