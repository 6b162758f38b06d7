// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/migrations.h"

namespace batchroom {

namespace {

// Times are wall-clock milliseconds since the epoch, money is micro-dollars, states are the words of core/job.h.
const QStringList firstSchema{
    QStringLiteral("CREATE TABLE campaign (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, "
                   "created_ms INTEGER NOT NULL) STRICT"),

    QStringLiteral("CREATE TABLE account (name TEXT PRIMARY KEY, place_limit INTEGER, hold_reason TEXT, hold_message "
                   "TEXT, hold_since_ms INTEGER) STRICT"),

    QStringLiteral("CREATE TABLE batch (id INTEGER PRIMARY KEY, campaign_id INTEGER NOT NULL REFERENCES campaign(id), "
                   "name TEXT NOT NULL, "
                   "account TEXT NOT NULL REFERENCES account(name), mode TEXT NOT NULL CHECK (mode IN "
                   "('async','sync')), cap_micros INTEGER, "
                   "is_paused INTEGER NOT NULL DEFAULT 0, created_ms INTEGER NOT NULL) STRICT"),

    // attempt_id is the fence: an outcome counts only while it still names the attempt that brought it.
    QStringLiteral(
        "CREATE TABLE job (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batch(id), sheet_row INTEGER "
        "NOT NULL, "
        "index_in_row INTEGER NOT NULL, state TEXT NOT NULL, position REAL NOT NULL, request TEXT NOT NULL, model TEXT "
        "NOT NULL, "
        "style TEXT NOT NULL, aspect TEXT NOT NULL, speed TEXT NOT NULL, prompt TEXT NOT NULL, name TEXT NOT NULL, "
        "metadata TEXT NOT NULL DEFAULT '{}', price_micros INTEGER NOT NULL, message TEXT NOT NULL DEFAULT '', detail "
        "TEXT NOT NULL DEFAULT '', "
        "attempt_id INTEGER REFERENCES attempt(id), attempts INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL "
        "DEFAULT 0, "
        "discard INTEGER NOT NULL DEFAULT 0, not_before_ms INTEGER NOT NULL DEFAULT 0, asset_id INTEGER, "
        "state_since_ms INTEGER NOT NULL, started_ms INTEGER NOT NULL DEFAULT 0, finished_ms INTEGER NOT NULL DEFAULT "
        "0) STRICT"),
    QStringLiteral("CREATE INDEX job_by_state ON job (state, position)"),
    QStringLiteral("CREATE INDEX job_by_batch ON job (batch_id, state)"),

    // The ledger: one row a try, written before the first byte leaves; rows are never deleted. billed: pending, yes,
    // no, unknown.
    QStringLiteral(
        "CREATE TABLE attempt (id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL REFERENCES job(id), number INTEGER NOT "
        "NULL, account TEXT NOT NULL, "
        "request_hash TEXT NOT NULL, price_micros INTEGER NOT NULL, intent_ms INTEGER NOT NULL, settled_ms INTEGER, "
        "outcome TEXT NOT NULL, billed TEXT NOT NULL CHECK (billed IN ('pending','yes','no','unknown')), http_status "
        "INTEGER, "
        "generation_id TEXT, seed INTEGER, images TEXT, message TEXT NOT NULL DEFAULT '', answer TEXT, UNIQUE (job_id, "
        "number)) STRICT"),
    QStringLiteral("CREATE INDEX attempt_by_billed ON attempt (billed, account, intent_ms, price_micros)"),

    QStringLiteral("CREATE TABLE job_transition (id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL, attempt_id INTEGER, "
                   "at_ms INTEGER NOT NULL, "
                   "from_state TEXT NOT NULL, to_state TEXT NOT NULL, message TEXT NOT NULL DEFAULT '') STRICT"),
    QStringLiteral("CREATE INDEX job_transition_by_job ON job_transition (job_id)"),

    QStringLiteral(
        "CREATE TABLE asset (id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL REFERENCES job(id), attempt_id INTEGER "
        "NOT NULL REFERENCES attempt(id), "
        "batch_id INTEGER NOT NULL REFERENCES batch(id), campaign_id INTEGER NOT NULL REFERENCES campaign(id), name "
        "TEXT NOT NULL, "
        "sha256 TEXT NOT NULL, extension TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER "
        "NOT NULL, "
        "color INTEGER NOT NULL DEFAULT 0, model TEXT NOT NULL, style TEXT NOT NULL, aspect TEXT NOT NULL, decision "
        "INTEGER NOT NULL DEFAULT 0, "
        "decision_note TEXT NOT NULL DEFAULT '', rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5), "
        "focal_x REAL NOT NULL DEFAULT 0.5, focal_y REAL NOT NULL DEFAULT 0.5, export_count INTEGER NOT NULL DEFAULT "
        "0, "
        "price_micros INTEGER NOT NULL, recipe TEXT NOT NULL, created_ms INTEGER NOT NULL, UNIQUE (attempt_id)) "
        "STRICT"),
    QStringLiteral("CREATE INDEX asset_by_batch ON asset (batch_id)"),
    QStringLiteral("CREATE INDEX asset_by_campaign ON asset (campaign_id)"),
    QStringLiteral("CREATE INDEX asset_by_rating ON asset (rating, id)"),
    QStringLiteral("CREATE INDEX asset_by_decision ON asset (decision, id)"),
    // Everything the gallery's row list and its filters ask for, so that 100,000 rows are read without touching the
    // recipes beside them.
    QStringLiteral("CREATE INDEX asset_row ON asset (id, batch_id, campaign_id, width, height, color, bytes, decision, "
                   "rating, export_count, model, style, aspect)"),
    QStringLiteral("CREATE INDEX asset_by_original ON asset (sha256)"),

    QStringLiteral("CREATE VIRTUAL TABLE asset_text USING fts5 (prompt, returned_prompt, name, tokenize = 'unicode61 "
                   "remove_diacritics 2', prefix = '2 3')"),

    // Every decision ever made, so that undo and history need no extra bookkeeping.
    QStringLiteral("CREATE TABLE review (id INTEGER PRIMARY KEY, asset_id INTEGER NOT NULL REFERENCES asset(id), at_ms "
                   "INTEGER NOT NULL, "
                   "decision INTEGER NOT NULL, note TEXT NOT NULL, rating INTEGER NOT NULL) STRICT"),

    QStringLiteral("CREATE TABLE variant (id INTEGER PRIMARY KEY, asset_id INTEGER NOT NULL REFERENCES asset(id), "
                   "preset TEXT NOT NULL, path TEXT NOT NULL, "
                   "width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, "
                   "created_ms INTEGER NOT NULL) STRICT"),
    QStringLiteral("CREATE INDEX variant_by_asset ON variant (asset_id)"),
    QStringLiteral("CREATE INDEX review_by_asset ON review (asset_id, id)"),

    // Callbacks to others, written in the transaction of the state change they tell about.
    QStringLiteral("CREATE TABLE outbox (id INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, "
                   "job_id INTEGER, batch_id INTEGER, "
                   "endpoint TEXT NOT NULL, body BLOB NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', tries INTEGER "
                   "NOT NULL DEFAULT 0, "
                   "next_try_ms INTEGER NOT NULL DEFAULT 0, last_status INTEGER, last_message TEXT NOT NULL DEFAULT "
                   "'', created_ms INTEGER NOT NULL) STRICT"),
    QStringLiteral("CREATE INDEX outbox_due ON outbox (endpoint, state, next_try_ms)"),

    // What was learned: typical durations for the first poll and for the expected time.
    QStringLiteral("CREATE TABLE duration (model TEXT NOT NULL, speed TEXT NOT NULL, count INTEGER NOT NULL, "
                   "typical_ms INTEGER NOT NULL, PRIMARY KEY (model, speed)) STRICT"),

    // Small documents of the window: the sheet being composed, the brief, gallery filters by campaign.
    QStringLiteral(
        "CREATE TABLE document (name TEXT PRIMARY KEY, body BLOB NOT NULL, changed_ms INTEGER NOT NULL) STRICT"),

    QStringLiteral("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"),
    QStringLiteral("INSERT INTO account (name) VALUES ('sandbox'), ('ideogram')"),
};

const QStringList batchHolds{
    // Why a batch was paused by itself; NULL when a person did it.
    QStringLiteral("ALTER TABLE batch ADD COLUMN hold_message TEXT"),
};

const QStringList plannedWork{
    QStringLiteral("ALTER TABLE batch ADD COLUMN start_ms INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE batch ADD COLUMN priority INTEGER NOT NULL DEFAULT 0"),
    // What was agreed before the charge was known; price_micros follows the charge. NULL: the charge was not named.
    QStringLiteral("ALTER TABLE attempt ADD COLUMN quoted_micros INTEGER"),
};

const QStringList learnedSpread{
    QStringLiteral("CREATE TABLE typical_duration (model TEXT NOT NULL, speed TEXT NOT NULL, count INTEGER NOT NULL, "
                   "typical_us INTEGER NOT NULL, spread_us INTEGER NOT NULL, PRIMARY KEY (model, speed)) STRICT"),
    QStringLiteral("INSERT INTO typical_duration SELECT model, speed, count, typical_ms * 1000, typical_ms * 100 FROM "
                   "duration"),
    QStringLiteral("DROP TABLE duration"),
};

const QStringList inbox{
    // Verified events of others; the row is also the memory against replays.
    QStringLiteral("CREATE TABLE inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, sender TEXT NOT NULL, event_id TEXT NOT "
                   "NULL, type TEXT NOT NULL, body BLOB NOT NULL, received_ms INTEGER NOT NULL, handled_ms INTEGER, "
                   "outcome TEXT NOT NULL DEFAULT '', UNIQUE (sender, event_id)) STRICT"),
    QStringLiteral("CREATE INDEX inbox_unhandled ON inbox (id) WHERE handled_ms IS NULL"),
};

const QStringList picturesOfOthers{
    // A picture that somebody else made and paid for has no job, attempt or batch: `origin` names the event it came
    // with. The table is made anew because SQLite cannot take NOT NULL back; children keep pointing at it by name.
    QStringLiteral("PRAGMA defer_foreign_keys = ON"),
    QStringLiteral("CREATE TABLE asset_kept AS SELECT * FROM asset"),
    QStringLiteral("DROP TABLE asset"),
    QStringLiteral(
        "CREATE TABLE asset (id INTEGER PRIMARY KEY, job_id INTEGER REFERENCES job(id), attempt_id INTEGER REFERENCES "
        "attempt(id), "
        "batch_id INTEGER REFERENCES batch(id), campaign_id INTEGER NOT NULL REFERENCES campaign(id), name TEXT NOT "
        "NULL, "
        "sha256 TEXT NOT NULL, extension TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER "
        "NOT NULL, "
        "color INTEGER NOT NULL DEFAULT 0, model TEXT NOT NULL, style TEXT NOT NULL, aspect TEXT NOT NULL, decision "
        "INTEGER NOT NULL DEFAULT 0, "
        "decision_note TEXT NOT NULL DEFAULT '', rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5), "
        "focal_x REAL NOT NULL DEFAULT 0.5, focal_y REAL NOT NULL DEFAULT 0.5, export_count INTEGER NOT NULL DEFAULT "
        "0, "
        "price_micros INTEGER NOT NULL, recipe TEXT NOT NULL, created_ms INTEGER NOT NULL, origin TEXT, "
        "UNIQUE (attempt_id), UNIQUE (origin), "
        "CHECK (CASE WHEN origin IS NULL THEN job_id IS NOT NULL AND attempt_id IS NOT NULL AND batch_id IS NOT NULL "
        "ELSE job_id IS NULL AND attempt_id IS NULL AND batch_id IS NULL AND price_micros = 0 END)) STRICT"),
    QStringLiteral("INSERT INTO asset SELECT *, NULL FROM asset_kept"),
    QStringLiteral("DROP TABLE asset_kept"),
    QStringLiteral("CREATE INDEX asset_by_batch ON asset (batch_id)"),
    QStringLiteral("CREATE INDEX asset_by_campaign ON asset (campaign_id)"),
    QStringLiteral("CREATE INDEX asset_by_rating ON asset (rating, id)"),
    QStringLiteral("CREATE INDEX asset_by_decision ON asset (decision, id)"),
    QStringLiteral("CREATE INDEX asset_row ON asset (id, batch_id, campaign_id, width, height, color, bytes, decision, "
                   "rating, export_count, model, style, aspect)"),
    QStringLiteral("CREATE INDEX asset_by_original ON asset (sha256)"),

    // An event that waits until a person has seen it.
    QStringLiteral("ALTER TABLE inbox ADD COLUMN needs_person INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("CREATE INDEX inbox_needs_person ON inbox (id) WHERE needs_person = 1"),

    // What is to be done because of an event, once for each event and action: its pictures imported, a rule carried
    // out. The row outlives the event, and a settled one is the memory that it was done.
    QStringLiteral("CREATE TABLE event_task (id INTEGER PRIMARY KEY AUTOINCREMENT, event_key TEXT NOT NULL, action "
                   "TEXT NOT NULL, fact TEXT NOT NULL, "
                   "state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting','done','dead')), tries INTEGER "
                   "NOT NULL DEFAULT 0, next_try_ms INTEGER NOT NULL DEFAULT 0, "
                   "outcome TEXT NOT NULL DEFAULT '', assets TEXT NOT NULL DEFAULT '[]', created_ms INTEGER NOT NULL, "
                   "settled_ms INTEGER, UNIQUE (event_key, action)) STRICT"),
    QStringLiteral("CREATE INDEX event_task_due ON event_task (next_try_ms) WHERE state = 'waiting'"),
    // Rules ask what was settled since they last looked.
    QStringLiteral("CREATE INDEX job_by_finish ON job (finished_ms) WHERE finished_ms > 0"),
};

} // namespace

const std::vector<Migration>& migrations()
{
    static const std::vector<Migration> list{
        {1, firstSchema}, {2, batchHolds}, {3, plannedWork}, {4, learnedSpread}, {5, inbox}, {6, picturesOfOthers}};
    return list;
}

QString withoutFullText(const QString& statement)
{
    if (!statement.contains(QLatin1StringView(" USING fts5 ")))
        return statement;
    return QStringLiteral("CREATE TABLE asset_text (prompt TEXT NOT NULL, returned_prompt TEXT NOT NULL, name TEXT NOT "
                          "NULL) STRICT");
}

} // namespace batchroom
