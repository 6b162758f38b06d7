// SPDX-License-Identifier: GPL-3.0-or-later
// Which jobs an answer of `resolve` is meant for: those named, or all unknown ones that match the filters. Pure.
#pragma once

#include "app/cli/options.h"

namespace batchroom::cli {

struct UnknownJobs {
    QList<JobId> jobs;
    Money price;       // of sending them again
    int cannotAsk = 0; // --ask-again by filter: unknown ones that match, whose generation the provider never named
};

// Named jobs: an error for each that cannot be answered so. Filters: no job is no error, but a batch or a campaign that
// the library does not have is.
struct UnknownChoice {
    UnknownJobs chosen;
    QList<Error> errors;
};

UnknownChoice chooseUnknown(const QueueSnapshot& snapshot, const Options& options);

} // namespace batchroom::cli
