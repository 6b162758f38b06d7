// SPDX-License-Identifier: GPL-3.0-or-later
// Which commands there are and which options each of them takes. Pure.
#pragma once

#include "app/cli/options.h"

#include <QCommandLineOption>

class QCommandLineParser;

namespace batchroom::cli {

// Of all commands together, as QCommandLineParser wants them.
const QList<QCommandLineOption>& allOptions();
// The command exists, and every option that was given goes with it.
Result<void> checkWords(const QCommandLineParser& parser, const Options& options);

} // namespace batchroom::cli
