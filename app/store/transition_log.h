// SPDX-License-Identifier: GPL-3.0-or-later
// One line of the log for each change of a job's state (category batchroom.transitions). Written before the commit, so
// a line may tell of a change that was rolled back; the table job_transition is the truth. Never a prompt.
#pragma once

#include "app/core/job.h"

namespace batchroom {

class Connection;

void logTransition(
    Connection& connection, JobId job, AttemptId attempt, JobState from, JobState to, const QString& message);

// The message without the prompt or longer pieces of it: providers like to repeat what they refuse.
QString withoutPrompt(QString message, const QString& prompt);

} // namespace batchroom
