// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of the queue and the exporter as events: what callbacks carry and rules are held against.
#pragma once

#include "app/core/asset.h"
#include "app/core/job.h"
#include "app/webhooks/callback_event.h"

namespace batchroom {

class Store;

// Unknown, or settled without a picture and not by the person's own word.
bool isFailure(JobState state);
CallbackEvent pictureEventOf(const JobRow& job, const Asset& asset, const QString& path);
// A failure has no picture to ask; its campaign and its row's columns stand in the library. Blocks.
QList<CallbackEvent> failureEventsOf(Store& store, const QList<JobRow>& jobs);
CallbackEvent batchEventOf(const BatchSummary& batch, qint64 atMs);
// `occasion`: tells one export of the picture from another.
CallbackEvent exportEventOf(const Asset& asset, const QStringList& paths, const QString& occasion, qint64 atMs);

} // namespace batchroom
