// SPDX-License-Identifier: GPL-3.0-or-later
// run, resume: from the sheet to the summary.
#include "app/cli/commands.h"
#include "app/cli/event_loop.h"
#include "app/cli/open_studio.h"
#include "app/cli/work_session.h"
#include "app/compose/sheet_file.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace batchroom::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RunCommand", text);
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
    if (!reading->problems.isEmpty())
        return std::nullopt;
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

std::optional<BatchDraft> planRun(const Options& options, const Catalog& catalog, Console& console)
{
    const std::optional<Sheet> sheet = readAll(options, console);
    if (!sheet)
        return std::nullopt;
    BatchPlan plan = planBatch(*sheet, catalog, defaultsFor(options, catalog), billingOf(options.account));
    for (const CellIssue& issue : plan.issues)
        report(console, issue.row, sheetColumnName(issue.column), issue.what,
            issue.severity == CellIssue::Severity::Error);
    if (plan.hasErrors() || !forceDialect(plan, options, catalog, console)) {
        console.say(tr("Nothing was queued."));
        return std::nullopt;
    }
    if (plan.jobs.isEmpty()) {
        console.fail({ErrorCode::BadInput, tr("The sheet has no rows with a prompt. Nothing was queued."), {}});
        return std::nullopt;
    }
    BatchDraft draft;
    draft.name = QFileInfo(options.positional.constFirst()).completeBaseName();
    draft.campaign = options.campaign.isEmpty() ? draft.name : options.campaign;
    for (const SheetRow& row : sheet->rows)
        if (options.campaign.isEmpty() && !row.cell(SheetColumn::Campaign).trimmed().isEmpty()) {
            draft.campaign = row.cell(SheetColumn::Campaign).trimmed();
            break;
        }
    draft.account = options.account;
    draft.mode = options.sync ? SubmitMode::Synchronous : SubmitMode::Asynchronous;
    draft.cap = options.maxSpend;
    draft.jobs = plan.jobs;
    return draft;
}

Money totalOf(const BatchDraft& draft)
{
    Money total;
    for (const JobDraft& job : draft.jobs)
        total += job.price;
    return total;
}

bool isAgreed(const BatchDraft& draft, const Options& options, Console& console)
{
    const Money total = totalOf(draft);
    const bool isFree = billingOf(draft.account) == Billing::Free;
    console.say(isFree ? tr("%1 images on the Sandbox, free.").arg(draft.jobs.size())
                       : tr("%1 images, %2.").arg(QString::number(draft.jobs.size()), total.toText()));
    if (isFree || options.yes || !console.canAsk())
        return true;
    return console.ask(tr("Queue them? [y/N]"));
}

void agreeAndRun(Studio& studio, WorkSession& session, BatchDraft draft, const Options& options, Console& console,
    const Finish& finish)
{
    if (billingOf(draft.account) == Billing::Free) {
        session.run(draft);
        return;
    }
    studio.quote(draft.account, requestsOf(draft))
        .then(&session, [&session, draft, &options, &console, finish](const QuoteResults& quotes) mutable {
            // A quote that cannot be had leaves the dated table's price; a refused key shows itself as a hold, nothing
            // is lost.
            for (qsizetype i = 0; i < draft.jobs.size(); ++i)
                if (const auto& quote = quotes.at(i); quote)
                    draft.jobs[i].price = quote->price;
            if (isAgreed(draft, options, console))
                session.run(draft);
            else
                finish(everythingDone);
        });
}

bool isCallbackUsable(const Options& options, Console& console)
{
    if (options.callback.isEmpty())
        return true;
    const Result<void> usable = checkCallback(options.callback, options.callbackSecretFile);
    if (!usable)
        console.fail(usable.error());
    return usable.hasValue();
}

} // namespace

int runCommand(const Options& options, Console& console)
{
    if (!isCallbackUsable(options, console))
        return badUsage;
    const Catalog& catalog = Catalog::builtIn();
    const std::optional<BatchDraft> draft = planRun(options, catalog, console);
    if (!draft)
        return badUsage;
    if (billingOf(draft->account) == Billing::Free)
        (void)isAgreed(*draft, options, console);
    return withStudio(options, console, WhichBatches::OnlyNew, [&](Studio& studio, const Finish& finish) {
        if (!options.callback.isEmpty())
            (void)studio.setCallback(options.callback, options.callbackSecretFile);
        auto session = std::make_shared<WorkSession>(studio, console, options, finish);
        agreeAndRun(studio, *session, *draft, options, console, finish);
        return session;
    });
}

int resumeCommand(const Options& options, Console& console)
{
    if (!isCallbackUsable(options, console))
        return badUsage;
    return withStudio(options, console, WhichBatches::All, [&](Studio& studio, const Finish& finish) {
        if (!options.callback.isEmpty())
            (void)studio.setCallback(options.callback, options.callbackSecretFile);
        auto session = std::make_shared<WorkSession>(studio, console, options, finish);
        session->resume();
        return session;
    });
}

} // namespace batchroom::cli
