// SPDX-License-Identifier: GPL-3.0-or-later
// Brings the pictures of one event into the library: from hosts a person allowed, checked like every picture, each
// once. They were paid elsewhere and touch no ledger. Blocks; worker threads.
#pragma once

#include "app/core/clock.h"
#include "app/webhooks/import_policy.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace batchroom {

class AssetStore;
class Catalog;
class Store;

struct ImportTools {
    Store& store;
    AssetStore& originals;
    Clock& clock;
    const Catalog& catalog;
};

struct ImportTry {
    QList<AssetId> assets{}; // of the event that are in the library now, in its order
    QList<AssetRow> added{}; // of these, new ones
    int missing = 0;         // not there yet
    QString problem{};       // the first one's reason, for the person
    bool canRepeat = false;  // it may go away by itself
    std::optional<std::chrono::milliseconds> retryAfter{};
    bool isStopped = false;
};

ImportTry importPictures(
    const ImportTools& tools, const EventFact& fact, const ImportPolicy& policy, std::stop_token stop);
// What came of it, for the person.
QString sentenceOf(const ImportTry& done, const EventFact& fact);
// Where pictures without a campaign of their own go.
QString importCampaign(const EventFact& fact);

} // namespace batchroom
