// SPDX-License-Identifier: GPL-3.0-or-later
// A library in a temporary folder whose assets are put there directly, without jobs having been run.
#pragma once

#include "app/library/asset_store.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "tests/imaging/sample_pictures.h"
#include "tests/support/manual_clock.h"
#include "tests/support/on_worker.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace batchroom::test {

class LibraryWithAssets {
    QTemporaryDir m_folder; // first: it goes when the library in it is closed
    ManualClock m_clock;

public:
    LibraryWithAssets()
    {
        Result<std::unique_ptr<Store>> opened = Store::open(m_folder.path() + QStringLiteral("/library"), m_clock);
        store = *std::move(opened);
        Result<std::unique_ptr<AssetStore>> files = onWorker([this] { return AssetStore::open(*store); });
        originals = *std::move(files);
        const Result<void> begun = onWorker([this] {
            return store->write<void>([](Connection& connection) -> Result<void> {
                for (const char* statement : {"INSERT INTO campaign (id, name, created_ms) VALUES (1, 'Summer', 0)",
                         "INSERT OR IGNORE INTO account (name) VALUES ('sandbox')",
                         "INSERT INTO batch (id, campaign_id, name, account, mode, created_ms) VALUES (1, 1, 'Batch', "
                         "'sandbox', 'async', 0)"})
                    if (const Result<qint64> done = execute(connection, QString::fromLatin1(statement)); !done)
                        return done.error();
                return {};
            });
        });
        if (!begun)
            qFatal("%s", qPrintable(begun.error().detail));
    }

    QString folder(const QString& name) const { return m_folder.path() + QLatin1Char('/') + name; }

    Asset add(const QByteArray& original, const QString& extension, QSize size, const QString& name)
    {
        Asset asset;
        asset.id = AssetId{++m_assets};
        asset.batchName = QStringLiteral("Batch");
        asset.campaignName = QStringLiteral("Summer");
        asset.name = name;
        asset.extension = extension;
        asset.size = size;
        asset.bytes = original.size();
        asset.sha256 = QString::fromLatin1(QCryptographicHash::hash(original, QCryptographicHash::Sha256).toHex());
        asset.recipe.request.model = QStringLiteral("ideogram-3");
        asset.recipe.request.prompt = QStringLiteral("The unmistakable lighthouse");
        asset.recipe.seed = 987654321;
        const QString path = originals->originalPath(asset);
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(original);
        file.close();
        const Result<void> stored = onWorker([&] { return insert(asset); });
        if (!stored)
            qFatal("%s", qPrintable(stored.error().detail));
        return asset;
    }

    template <typename T>
    T value(const QString& statement)
    {
        const auto found = onWorker([&] {
            return store->read<std::optional<T>>(
                [&](Connection& connection) { return selectValue<T>(connection, statement); });
        });
        return found && *found ? **found : T();
    }

    std::unique_ptr<Store> store;
    std::unique_ptr<AssetStore> originals;

private:
    Result<void> insert(const Asset& asset)
    {
        return store->write<void>([&asset](Connection& connection) -> Result<void> {
            const qint64 id = asset.id.value;
            const Result<qint64> job = execute(connection,
                QStringLiteral(
                    "INSERT INTO job (id, batch_id, sheet_row, index_in_row, state, position, request, model, "
                    "style, aspect, speed, prompt, name, price_micros, state_since_ms) "
                    "VALUES (?, 1, 1, 0, 'done', 1.0, '{}', '', '', '', '', '', '', 0, 0)"),
                id);
            if (!job)
                return job.error();
            const Result<qint64> attempt = execute(connection,
                QStringLiteral("INSERT INTO attempt (id, job_id, number, account, request_hash, price_micros, "
                               "intent_ms, outcome, billed) VALUES (?, ?, 1, 'sandbox', '', 0, 0, '', 'no')"),
                id, id);
            if (!attempt)
                return attempt.error();
            const Result<qint64> row = execute(connection,
                QStringLiteral("INSERT INTO asset (id, job_id, attempt_id, batch_id, campaign_id, name, sha256, "
                               "extension, width, height, bytes, model, style, aspect, price_micros, recipe, "
                               "created_ms) VALUES (?, ?, ?, 1, 1, ?, ?, ?, ?, ?, ?, '', '', '', 0, '{}', 0)"),
                id, id, id, asset.name, asset.sha256, asset.extension, asset.size.width(), asset.size.height(),
                asset.bytes);
            if (!row)
                return row.error();
            return {};
        });
    }

    qint64 m_assets = 0;
};

} // namespace batchroom::test
