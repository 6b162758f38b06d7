// SPDX-License-Identifier: GPL-3.0-or-later
// run, resume: from the sheet to the summary.
#include "app/cli/commands.h"
#include "app/cli/event_loop.h"
#include "app/cli/open_studio.h"
#include "app/cli/run_totals.h"
#include "app/cli/work_session.h"
#include "app/compose/sheet_file.h"
#include "app/settings/stored_caps.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace batchroom::cli {

namespace {

QString tr(const char* text, qsizetype n = -1)
{
    return QCoreApplication::translate("RunCommand", text, nullptr, static_cast<int>(n));
}

void report(Console& console, int row, const QString& column, const QString& what, bool isError)
{
    console.json({
        {QStringLiteral("type"), isError ? QStringLiteral("error") : QStringLiteral("warning")},
        {QStringLiteral("row"), row},
        {QStringLiteral("column"), column},
        {QStringLiteral("what"), what},
    });
    const QString place = row > 0 ? tr("Row %1, %2").arg(QString::number(row), column) : column;
    console.say(QStringLiteral("%1%2: %3").arg(isError ? QString() : tr("Note: "), place, what));
}

// A spreadsheet numbers them otherwise.
void sayHowRowsCount(Console& console)
{
    console.say(tr("Row 1 is the first one below the names of the columns; empty rows are not counted."));
}

// Says every problem; false when the sheet cannot be read.
std::optional<Sheet> readAll(const Options& options, Console& console)
{
    const Result<SheetReading> reading = readSheetFile(options.positional.constFirst());
    if (!reading) {
        console.fail(reading.error());
        return std::nullopt;
    }
    for (const SheetProblem& problem : reading->problems)
        report(console, problem.row, problem.column, problem.what, true);
    if (!reading->problems.isEmpty()) {
        if (std::any_of(reading->problems.begin(), reading->problems.end(),
                [](const SheetProblem& problem) { return problem.row > 0; }))
            sayHowRowsCount(console);
        return std::nullopt;
    }
    return reading->sheet;
}

SheetDefaults defaultsFor(const Options& options, const Catalog& catalog)
{
    SheetDefaults defaults = options.defaults;
    if (!defaults.model.isEmpty() || !options.dialect || catalog.defaultModel().dialect == *options.dialect)
        return defaults;
    for (const Model& model : catalog.models())
        if (model.dialect == *options.dialect) {
            defaults.model = model.id;
            break;
        }
    return defaults;
}

// With --dialect every job is planned for the model that really answers.
bool forceDialect(BatchPlan& plan, const Options& options, const Catalog& catalog, Console& console)
{
    if (!options.dialect)
        return true;
    bool isPossible = true;
    plan.total = {};
    for (JobDraft& job : plan.jobs) {
        const Result<GenerationRequest> mapped = catalog.inDialect(job.request, *options.dialect);
        if (!mapped) {
            report(console, job.row, QStringLiteral("model"), mapped.error().what, true);
            isPossible = false;
            continue;
        }
        job.request = *mapped;
        if (const Model* model = catalog.model(job.request.model);
            model && billingOf(options.account) == Billing::Charged)
            job.price = model->priceFor(job.request);
        plan.total += job.price;
    }
    return isPossible;
}

// One batch a campaign; --campaign is the person's word for all of them.
QList<BatchDraft> draftsOf(const BatchPlan& plan, const Options& options)
{
    BatchDraft draft;
    draft.name = QFileInfo(options.positional.constFirst()).completeBaseName();
    draft.account = options.account;
    draft.mode = options.sync ? SubmitMode::Synchronous : SubmitMode::Asynchronous;
    draft.priority = options.priority.value_or(BatchPriority::Normal);
    draft.startMs = options.startMs.value_or(0);
    if (!options.campaign.trimmed().isEmpty()) {
        draft.campaign = options.campaign.trimmed();
        draft.jobs = plan.jobs;
        return {draft};
    }
    QList<BatchDraft> drafts;
    for (const CampaignPlan& share : splitByCampaign(plan, draft.name)) {
        draft.campaign = share.campaign;
        draft.jobs = share.plan.jobs;
        drafts.append(draft);
    }
    return drafts;
}

std::optional<QList<BatchDraft>> planRun(const Options& options, const Catalog& catalog, Console& console)
{
    const std::optional<Sheet> sheet = readAll(options, console);
    if (!sheet)
        return std::nullopt;
    BatchPlan plan = planBatch(*sheet, catalog, defaultsFor(options, catalog), billingOf(options.account));
    for (const CellIssue& issue : plan.issues)
        report(console, issue.row, sheetColumnName(issue.column), issue.what,
            issue.severity == CellIssue::Severity::Error);
    if (plan.hasErrors() || !forceDialect(plan, options, catalog, console)) {
        sayHowRowsCount(console);
        console.say(tr("Nothing was queued."));
        return std::nullopt;
    }
    if (plan.jobs.isEmpty()) {
        console.fail({ErrorCode::BadInput, tr("The sheet has no rows with a prompt. Nothing was queued."), {}});
        return std::nullopt;
    }
    return draftsOf(plan, options);
}

bool isAgreed(const QList<BatchDraft>& drafts, const Options& options, Console& console)
{
    const bool isFree = billingOf(options.account) == Billing::Free;
    qsizetype images = 0;
    Money price;
    for (const BatchDraft& draft : drafts) {
        images += draft.jobs.size();
        price += priceOf(draft);
    }
    QString what = tr("%n image(s)", images);
    if (drafts.size() > 1)
        what = tr("%1 in %n campaign(s)", drafts.size()).arg(what);
    console.say(isFree ? tr("%1 on the Sandbox, free.").arg(what) : tr("%1, %2.").arg(what, price.toText()));
    if (isFree || options.yes)
        return true;
    if (console.canAsk())
        return console.ask(tr("Queue them? [y/N]"));
    console.fail({ErrorCode::BadInput,
        tr("Nothing was queued: nobody can be asked here. Add --yes to pay up to %1.").arg(price.toText()), {}});
    return false;
}

void agreeAndRun(Studio& studio, WorkSession& session, QList<BatchDraft> drafts, const Options& options,
    Console& console, const Finish& finish)
{
    if (billingOf(options.account) == Billing::Free) {
        session.run(std::move(drafts));
        return;
    }
    QList<GenerationRequest> requests;
    for (const BatchDraft& draft : std::as_const(drafts))
        requests += requestsOf(draft);
    studio.quote(options.account, requests)
        .then(&session, [&session, drafts, &options, &console, finish](const QuoteResults& quotes) mutable {
            // A quote that cannot be had leaves the dated table's price; a refused key shows itself as a hold, nothing
            // is lost.
            QHash<QByteArray, Money> prices;
            auto quote = quotes.cbegin();
            for (BatchDraft& draft : drafts)
                for (JobDraft& job : draft.jobs)
                    if (const Result<Quote>& told = *quote++; told) {
                        job.price = told->price;
                        // Our own table is nobody's offer: the queue asks once more before it pays.
                        if (!told->fromTable)
                            prices.insert(optionSet(job.request), told->price);
                    }
            if (isAgreed(drafts, options, console))
                session.run(std::move(drafts), prices);
            else
                finish(console.canAsk() ? everythingDone : badUsage);
        });
}

// So that nobody pays for the same work twice unawares.
void sayDuplicates(const DuplicateWork& work, Console& console)
{
    if (work.isEmpty())
        return;
    QJsonArray rows;
    QStringList words;
    constexpr qsizetype named = 12;
    for (const int row : work.rows) {
        rows.append(row);
        if (words.size() < named)
            words.append(QString::number(row));
    }
    if (work.rows.size() > named)
        words.append(QStringLiteral("…"));
    console.json({{QStringLiteral("type"), QStringLiteral("duplicates")}, {QStringLiteral("waiting"), work.waiting},
        {QStringLiteral("done"), work.done}, {QStringLiteral("rows"), rows},
        {QStringLiteral("price_usd"), work.price.toDecimal()}});
    console.say(
        tr("%n image(s) of this sheet are in the library already, made or on their way (rows %1). They are made "
           "again.",
            work.waiting + work.done)
            .arg(words.join(QStringLiteral(", "))));
}

bool isCallbackUsable(const Options& options, Console& console)
{
    if (options.callback.address.isEmpty())
        return true;
    const Result<void> usable = checkCallback(options.callback);
    if (!usable)
        console.fail(usable.error());
    return usable.hasValue();
}

// What the limits set in the window make of the options; none, with the reason said, when they cannot be read.
// The day's and the month's hold anyway (open_studio.cpp).
std::optional<Options> withLimits(const Options& options, Console& console)
{
    if (billingOf(options.account) == Billing::Free)
        return options;
    const Result<Preferences::Caps> caps = storedCaps();
    if (!caps) {
        console.fail(caps.error());
        return std::nullopt;
    }
    Options limited = options;
    if (!limited.maxSpend && options.command == QLatin1StringView("run"))
        limited.maxSpend = caps->batch; // as Compose does for a new batch
    return limited;
}

} // namespace

int runCommand(const Options& options, Console& console)
{
    if (!isCallbackUsable(options, console))
        return badUsage;
    const Catalog& catalog = Catalog::builtIn();
    const std::optional<QList<BatchDraft>> drafts = planRun(options, catalog, console);
    if (!drafts)
        return badUsage;
    const std::optional<Options> limited = withLimits(options, console);
    if (!limited)
        return held;
    if (billingOf(options.account) == Billing::Free)
        (void)isAgreed(*drafts, options, console);
    return withStudio(options, console, WhichBatches::OnlyNew, [&](Studio& studio, const Finish& finish) {
        if (!options.callback.address.isEmpty())
            (void)studio.setCallback(options.callback);
        auto session = std::make_shared<WorkSession>(studio, console, *limited, finish);
        WorkSession* raw = session.get();
        setLastWords([raw] { raw->interrupt(); });
        studio.queue().findDuplicates(*drafts).then(raw, [&, raw, drafts, finish](const Result<DuplicateWork>& work) {
            if (work)
                sayDuplicates(*work, console);
            agreeAndRun(studio, *raw, *drafts, options, console, finish);
        });
        return session;
    });
}

int resumeCommand(const Options& options, Console& console)
{
    if (!isCallbackUsable(options, console))
        return badUsage;
    if (!withLimits(options, console))
        return held;
    return withStudio(options, console, WhichBatches::All, [&](Studio& studio, const Finish& finish) {
        if (!options.callback.address.isEmpty())
            (void)studio.setCallback(options.callback);
        auto session = std::make_shared<WorkSession>(studio, console, options, finish);
        setLastWords([raw = session.get()] { raw->interrupt(); });
        session->resume();
        return session;
    });
}

} // namespace batchroom::cli
