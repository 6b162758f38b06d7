// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as values (design.md section 6). Pure.
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/plan_batch.h"
#include "app/core/ids.h"
#include "app/core/job.h"
#include "app/core/result.h"
#include "app/delivery/exporter.h"
#include "app/queue/job_queue.h"
#include "app/webhooks/callback_endpoint.h"

#include <QHostAddress>
#include <QUrl>

#include <optional>

namespace batchroom::cli {

enum ExitCode {
    everythingDone = 0,
    badUsage = 2,
    someNeedAttention = 3,
    held = 4,
    libraryUnavailable = 5,
    interrupted = 130
};

struct Options {
    QStringList arguments; // as typed, the program's name first
    QString command;
    QStringList positional; // the sheet, job or asset numbers, the key verb
    bool json = false;
    bool help = false;
    bool yes = false;
    bool sync = false;

    QString libraryFolder; // empty: the default one
    QString account = QStringLiteral("sandbox");
    QUrl apiBase;
    std::optional<Dialect> dialect;
    QString campaign;
    SheetDefaults defaults;
    int concurrency = 10;
    std::optional<Money> maxSpend;

    ExportOptions exporting; // presets empty: no export
    bool approvedOnly = false;

    CallbackTarget callback; // no address: none

    std::optional<JobState> state;          // jobs
    std::optional<Decision> decisionFilter; // assets --state
    std::optional<BatchId> batch;
    QString search;
    int limit = 0; // 0: all

    std::optional<UnknownAnswer> answer;
    QString accountFilter;    // resolve --account; beside batch and campaign
    bool checksUsage = false; // resolve --check
    bool isAdminKey = false;  // key --admin
    QString bundleFile;       // doctor --bundle

    // run, batch
    std::optional<BatchPriority> priority;
    std::optional<qint64> startMs;                // 0: at once
    std::optional<std::optional<Money>> batchCap; // given; none: no limit any more
    // move, edit
    bool moveToFront = false;
    JobId moveBefore; // none: behind all
    QString prompt;

    bool checksLedger = false; // doctor
    bool restoresBackup = false;

    std::optional<Decision> decision;
    QString decisionNote;
    std::optional<int> rating;

    int port = 0;
    QHostAddress address = QHostAddress::LocalHost; // listen
    int latencyMs = -1;
    QString faultsFile;
    QUrl keysUrl; // listen
    QString secretFile;
    QString gitHubSecretFile; // listen
    QStringList allowedHosts; // events import --allow-host
};

// The error's sentence names the option and what is allowed.
Result<Options> parseOptions(const QStringList& arguments, const Catalog& catalog);
QString usage();

} // namespace batchroom::cli
