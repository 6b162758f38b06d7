// SPDX-License-Identifier: GPL-3.0-or-later
// The readers parseOptions() is made of: each takes over what concerns it, or says what is wrong. For the command
// line's own files only; pure.
#pragma once

#include "app/cli/options.h"

class QCommandLineParser;

namespace batchroom::cli {

Error usageError(const QString& what);
Result<qint64> number(const QCommandLineParser& parser, const char* option, qint64 least, qint64 most);

// read_work_options.cpp
Result<void> readAccount(const QCommandLineParser& parser, Options& options);
Result<void> readDialect(const QCommandLineParser& parser, Options& options);
Result<void> readWork(const QCommandLineParser& parser, Options& options);
// read_export_options.cpp
Result<void> readExport(const QCommandLineParser& parser, const Catalog& catalog, Options& options);
// read_answer_options.cpp
Result<void> readFilters(const QCommandLineParser& parser, Options& options);
Result<void> readUnknownAnswer(const QCommandLineParser& parser, Options& options);
Result<void> readReview(const QCommandLineParser& parser, Options& options);
// read_control_options.cpp
Result<void> readPlan(const QCommandLineParser& parser, Options& options);
Result<void> checkControl(const QCommandLineParser& parser, Options& options);
// read_machine_options.cpp
Result<void> readMachine(const QCommandLineParser& parser, Options& options);

} // namespace batchroom::cli
