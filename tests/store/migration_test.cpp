// SPDX-License-Identifier: GPL-3.0-or-later
// A library of an earlier version is taken along with everything in it.
#include "app/store/library_paths.h"
#include "app/store/migrations.h"
#include "app/store/query.h"
#include "app/store/sqlite_connection.h"
#include "app/store/store.h"
#include "tests/support/manual_clock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

constexpr int beforeImports = 5;

// As a program of that version left it.
Result<void> makeLibrary(const QString& folder, int version, const QStringList& rows)
{
    QDir().mkpath(folder);
    Result<SqliteConnection> opened = SqliteConnection::open(libraryFilePath(folder), OpenMode::ReadWrite,
        {QStringLiteral("application_id = 1112689969"), QStringLiteral("journal_mode = WAL")});
    if (!opened)
        return opened.error();
    QStringList statements;
    for (const Migration& migration : migrations())
        if (migration.version <= version)
            statements += migration.statements;
    statements += rows;
    statements.append(QStringLiteral("PRAGMA user_version = %1").arg(version));
    for (const QString& statement : statements)
        if (const Result<void> done = opened->execute(statement); !done)
            return done;
    return {};
}

const QStringList aPictureWithItsPast{
    QStringLiteral("INSERT INTO campaign (id, name, created_ms) VALUES (1, 'Spring', 0)"),
    QStringLiteral("INSERT INTO batch (id, campaign_id, name, account, mode, created_ms) VALUES (1, 1, 'b', 'sandbox', "
                   "'async', 0)"),
    QStringLiteral(
        "INSERT INTO job (id, batch_id, sheet_row, index_in_row, state, position, request, model, style, "
        "aspect, speed, prompt, name, price_micros, state_since_ms, asset_id) VALUES (1, 1, 1, 0, 'done', 1, "
        "'{}', 'm', 's', 'a', 'd', 'p', 'n', 1, 0, 7)"),
    QStringLiteral("INSERT INTO attempt (id, job_id, number, account, request_hash, price_micros, intent_ms, outcome, "
                   "billed) VALUES (1, 1, 1, 'sandbox', 'h', 1, 0, 'images', 'yes')"),
    QStringLiteral("UPDATE job SET attempt_id = 1"),
    QStringLiteral("INSERT INTO asset (id, job_id, attempt_id, batch_id, campaign_id, name, sha256, extension, width, "
                   "height, bytes, model, style, aspect, rating, price_micros, recipe, created_ms) VALUES (7, 1, 1, 1, "
                   "1, 'n', 'ab', 'png', 64, 48, 10, 'm', 's', 'a', 4, 60000, '{}', 5)"),
    QStringLiteral("INSERT INTO review (asset_id, at_ms, decision, note, rating) VALUES (7, 1, 1, 'good', 4)"),
    QStringLiteral("INSERT INTO variant (asset_id, preset, path, width, height, bytes, sha256, created_ms) VALUES (7, "
                   "'og', '/x.jpg', 1, 1, 1, 'cd', 1)"),
    QStringLiteral("INSERT INTO inbox (sender, event_id, type, body, received_ms, handled_ms) VALUES "
                   "('ideogram-callback', 'e', 'ideogram.generation.failed', x'7b7d', 1, 2)"),
};

} // namespace

class MigrationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsPicturesAndWhatPointsAtThem()
    {
        QTemporaryDir folder;
        const QString library = folder.filePath(QStringLiteral("library"));
        QVERIFY(makeLibrary(library, beforeImports, aPictureWithItsPast));
        const test::ManualClock clock;
        const auto store = Store::open(library, clock);
        QVERIFY(store);
        const auto value = [&](const QString& question) {
            return (*store)
                ->read<std::optional<QString>>(
                    [&](Connection& connection) { return selectValue<QString>(connection, question); })
                .valueOr(std::nullopt)
                .value_or(QString());
        };
        QCOMPARE(value(QStringLiteral("SELECT id || name || sha256 || rating || price_micros || created_ms || "
                                      "job_id || attempt_id || batch_id || campaign_id FROM asset")),
            QStringLiteral("7nab46000051111"));
        QVERIFY(value(QStringLiteral("SELECT origin FROM asset")).isEmpty());
        QCOMPARE(
            value(QStringLiteral("SELECT note FROM review JOIN asset ON asset.id = asset_id")), QStringLiteral("good"));
        QCOMPARE(value(QStringLiteral("SELECT path FROM variant JOIN asset ON asset.id = asset_id")),
            QStringLiteral("/x.jpg"));
        QCOMPARE(value(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")), QStringLiteral("0"));
        QCOMPARE(
            value(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'asset_kept'")), QStringLiteral("0"));
        // What failed before anybody could be told is no news now.
        QCOMPARE(value(QStringLiteral("SELECT needs_person FROM inbox")), QStringLiteral("0"));
        const Result<void> orphan = (*store)->write<void>([](Connection& connection) -> Result<void> {
            const Result<qint64> gone = execute(connection, QStringLiteral("DELETE FROM asset"));
            return gone ? Result<void>() : Result<void>(gone.error());
        });
        QVERIFY(!orphan); // children still hold on to it
    }

    // A picture of ours has its job, one of others has none and cost nothing here.
    void keepsLedgerAndImportsApart()
    {
        QTemporaryDir folder;
        const test::ManualClock clock;
        const QString library = folder.filePath(QStringLiteral("library"));
        QVERIFY(makeLibrary(library, beforeImports, aPictureWithItsPast));
        const auto store = Store::open(library, clock);
        QVERIFY(store);
        const auto insert = [&](const QString& columns, const QString& values, const QString& price) {
            return (*store)
                ->write<qint64>([&](Connection& connection) {
                    return execute(connection,
                        QStringLiteral("INSERT INTO asset (campaign_id, name, sha256, extension, width, height, "
                                       "bytes, model, style, aspect, price_micros, recipe, created_ms, %1) VALUES (1, "
                                       "'', 'ef', 'png', 1, 1, 1, '', '', '', %3, '{}', 0, %2)")
                            .arg(columns, values, price));
                })
                .hasValue();
        };
        QVERIFY(insert(QStringLiteral("origin"), QStringLiteral("'s/e#0'"), QStringLiteral("0")));
        QVERIFY(!insert(QStringLiteral("origin"), QStringLiteral("'s/e#0'"), QStringLiteral("0"))); // once
        QVERIFY(!insert(QStringLiteral("origin"), QStringLiteral("'s/e#1'"), QStringLiteral("1")));
        QVERIFY(!insert(QStringLiteral("origin"), QStringLiteral("NULL"), QStringLiteral("0")));
        QVERIFY(!insert(QStringLiteral("origin, job_id"), QStringLiteral("'s/e#2', 1"), QStringLiteral("0")));
    }
};

QTEST_GUILESS_MAIN(MigrationTest)
#include "migration_test.moc"
