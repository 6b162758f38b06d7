// SPDX-License-Identifier: GPL-3.0-or-later
// A library in a temporary folder with a campaign, a batch and jobs that wait for their pictures.
#pragma once

#include "app/core/asset.h"
#include "app/core/job.h"
#include "app/imaging/picture.h"
#include "app/library/asset_store.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "tests/support/manual_clock.h"

#include <QDirIterator>
#include <QTemporaryDir>

namespace batchroom::test {

inline QImage sampleImage(QSize size, int seed = 0)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb((x * 7 + seed * 31) & 0xff, (y * 5 + seed) & 0xff, (x + y) & 0xff));
    return image;
}

inline QByteArray samplePicture(QSize size, PictureFormat format = PictureFormat::Png, int seed = 0)
{
    return encodePicture(sampleImage(size, seed), {format, 85, false}).valueOr(QByteArray());
}

inline Recipe sampleRecipe(const QString& prompt = QStringLiteral("a red lighthouse at dusk"))
{
    Recipe recipe;
    recipe.request.model = QStringLiteral("ideogram-3");
    recipe.request.prompt = prompt;
    recipe.request.style = QStringLiteral("realistic");
    recipe.request.aspect = QStringLiteral("1:1");
    recipe.request.speed = QStringLiteral("default");
    recipe.returnedPrompt = prompt + QStringLiteral(", golden light");
    recipe.seed = 123456789;
    recipe.generationId = QStringLiteral("gen-1");
    recipe.account = QStringLiteral("sandbox");
    recipe.price = Money::fromMicros(60'000);
    recipe.createdMs = 1'790'000'000'123;
    recipe.durationMs = 4'200;
    recipe.metadata = {{QStringLiteral("sku"), QStringLiteral("A-17")}};
    return recipe;
}

class LibraryFixture {
public:
    explicit LibraryFixture(const QString& folder = {})
        : m_path(folder.isEmpty() ? m_folder.path() : folder)
    {
        open();
        batch = addBatch(QStringLiteral("Spring"), QStringLiteral("first"));
    }
    ~LibraryFixture() { close(); }

    void open()
    {
        Result<std::unique_ptr<Store>> opened = Store::open(m_path, clock);
        if (!opened)
            qFatal("%s %s", qPrintable(opened.error().what), qPrintable(opened.error().detail));
        store = *std::move(opened);
        Result<std::unique_ptr<AssetStore>> pictures = AssetStore::open(*store);
        if (!pictures)
            qFatal("%s %s", qPrintable(pictures.error().what), qPrintable(pictures.error().detail));
        assets = *std::move(pictures);
    }
    void close()
    {
        assets.reset();
        store.reset();
    }
    QString path(const QString& name = {}) const { return name.isEmpty() ? m_path : m_path + QLatin1Char('/') + name; }

    template <typename... Values>
    qint64 insert(const QString& statement, const Values&... values)
    {
        const Result<JobId> id = store->write<JobId>(
            [&](Connection& connection) { return insertRow<JobId>(connection, statement, values...); });
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return id->value;
    }
    void run(const QString& statement) { insert(statement); }
    template <typename T, typename... Values>
    T value(const QString& statement, const Values&... values) const
    {
        const Result<std::optional<T>> found = store->read<std::optional<T>>(
            [&](Connection& connection) { return selectValue<T>(connection, statement, values...); });
        if (!found)
            qFatal("%s", qPrintable(found.error().detail));
        return found->value_or(T());
    }

    BatchId addBatch(const QString& campaign, const QString& name)
    {
        insert(QStringLiteral("INSERT OR IGNORE INTO campaign (name, created_ms) VALUES (?, 0)"), campaign);
        return {insert(QStringLiteral("INSERT INTO batch (campaign_id, name, account, mode, created_ms) SELECT id, ?, "
                                      "'sandbox', 'async', 0 FROM campaign WHERE name = ?"),
            name, campaign)};
    }
    // A job whose picture is being downloaded, ready for AssetStore::add().
    NewAsset addJob(const Recipe& recipe = sampleRecipe(), JobState state = JobState::Downloading, BatchId inBatch = {})
    {
        NewAsset asset;
        asset.job = {
            insert(QStringLiteral("INSERT INTO job (batch_id, sheet_row, index_in_row, state, position, request, "
                                  "model, style, aspect, speed, prompt, name, price_micros, state_since_ms) "
                                  "VALUES (?, 1, 0, ?, 1.0, '{}', 'm', 's', 'a', 'd', ?, 'n', 1, 0)"),
                inBatch ? inBatch : batch, jobStateName(state), recipe.request.prompt)};
        asset.attempt = {
            insert(QStringLiteral("INSERT INTO attempt (job_id, number, account, request_hash, price_micros, "
                                  "intent_ms, outcome, billed) VALUES (?, 1, 'sandbox', 'h', 1, 0, 'ready', "
                                  "'yes')"),
                asset.job)};
        insert(QStringLiteral("UPDATE job SET attempt_id = ? WHERE id = ?"), asset.attempt, asset.job);
        asset.name = QStringLiteral("lighthouse");
        asset.recipe = recipe;
        return asset;
    }
    QString jobState(JobId job) const
    {
        return value<QString>(QStringLiteral("SELECT state FROM job WHERE id = ?"), job);
    }
    int assetCount() const { return value<int>(QStringLiteral("SELECT count(*) FROM asset")); }
    // Every file below originals/, half written ones included.
    QStringList originals() const
    {
        QStringList names;
        QDirIterator files(path(QStringLiteral("originals")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            names.append(files.next());
        return names;
    }

    ManualClock clock;
    std::unique_ptr<Store> store;
    std::unique_ptr<AssetStore> assets;
    BatchId batch;

private:
    QTemporaryDir m_folder;
    const QString m_path;
};

} // namespace batchroom::test
