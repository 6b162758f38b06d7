// SPDX-License-Identifier: GPL-3.0-or-later
// Composition root: wires store, library, queue, provider, sandbox, delivery and settings for both programs.
// Lives on the main thread; members are declared in order of dependence and destroyed in reverse.
#pragma once

#include "app/catalog/catalog.h"
#include "app/core/clock.h"
#include "app/core/random_source.h"
#include "app/core/secret.h"
#include "app/delivery/exporter.h"
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"
#include "app/queue/job_queue.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace batchroom {

class SandboxServer;

struct StudioOptions {
    QString libraryFolder;
    QUrl apiBase;                   // empty: https://api.ideogram.ai; plain http only to loopback
    std::optional<Dialect> dialect; // forced; otherwise what the model says
    int placeLimit = 10;
    SpendCaps caps;
    std::chrono::milliseconds sandboxLatency{-1}; // < 0: like the real service by speed
};

class Studio : public QObject {
    Q_OBJECT
public:
    static Result<std::unique_ptr<Studio>> open(const StudioOptions& options);
    ~Studio() override;

    const Catalog& catalog() const;
    Store& store();
    JobQueue& queue();
    AssetIndex& assets();
    AssetStore& originals();
    Exporter& exporter();
    QString libraryFolder() const;
    bool wasUncleanlyClosed() const;

    // The key of the Ideogram account for this session; an empty one makes its queue hold with KeyMissing.
    void setKey(const Secret& key);
    // Free: one dry_run quote with that key. NotAllowed, KeyRefused, Network ... done is called on this thread.
    void checkKey(const Secret& key, QObject* context, std::function<void(Result<void>)> done);

private:
    class Private;
    explicit Studio(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace batchroom
