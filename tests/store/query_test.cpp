// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/document_repository.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "tests/support/manual_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class QueryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }
    void bringsEveryTypeBackAsItWas();
    void storesNoIdAndNoValueAsNull();
    void storesANullTextAsEmpty();
    void runsAgainWithOtherValues();
    void tellsAMistakeInTheStatement();
    void tellsABrokenRule();
    void countsChangedRows();
    void keepsDocumentsByName();
    void replacesAndRemovesDocuments();
    void listsDocumentsByPrefix();
    void refusesADocumentThatIsTooLarge();

private:
    template <typename T>
    Result<T> write(std::function<Result<T>(Connection&)> work)
    {
        return m_store->write<T>(std::move(work));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::ManualClock m_clock;
    std::unique_ptr<Store> m_store;
};

void QueryTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Result<std::unique_ptr<Store>> store = Store::open(m_folder->path(), m_clock);
    QVERIFY2(store, store ? "" : qPrintable(store.error().what));
    m_store = *std::move(store);
    const Result<qint64> made = write<qint64>([](Connection& connection) {
        return execute(connection, QStringLiteral("CREATE TABLE sample (i INTEGER, r REAL, t TEXT, b BLOB) STRICT"));
    });
    QVERIFY(made);
}

void QueryTest::bringsEveryTypeBackAsItWas()
{
    const QString text = QStringLiteral("K\u00f6ln \U0001F680 '\"; DROP TABLE sample; --");
    const QByteArray blob("\x00\xff\x01zero", 7);
    const qint64 large = 9'007'199'254'740'993; // not a double
    Result<bool> same = write<bool>([&](Connection& connection) -> Result<bool> {
        Result<qint64> done = execute(
            connection, QStringLiteral("INSERT INTO sample (i, r, t, b) VALUES (?, ?, ?, ?)"), large, 0.1, text, blob);
        if (!done)
            return done.error();
        Query query(connection, QStringLiteral("SELECT i, r, t, b FROM sample"));
        Result<std::optional<bool>> row = query.first([&](const Row& found) {
            return found.integer64(0) == large && found.real(1) == 0.1 && found.text(2) == text
                && found.blob(3) == blob;
        });
        if (!row)
            return row.error();
        return row->value_or(false);
    });
    QVERIFY(same);
    QVERIFY(*same);
}

void QueryTest::storesNoIdAndNoValueAsNull()
{
    Result<int> nulls = write<int>([](Connection& connection) -> Result<int> {
        Result<qint64> done = execute(connection, QStringLiteral("INSERT INTO sample (i, r, t, b) VALUES (?, ?, ?, ?)"),
            JobId(), std::optional<double>(), std::optional<QString>(), std::optional<QByteArray>());
        if (!done)
            return done.error();
        Result<std::optional<int>> count = selectValue<int>(
            connection, QStringLiteral("SELECT (i IS NULL) + (r IS NULL) + (t IS NULL) + (b IS NULL) FROM sample"));
        if (!count)
            return count.error();
        return count->value_or(-1);
    });
    QVERIFY(nulls);
    QCOMPARE(*nulls, 4);
}

void QueryTest::storesANullTextAsEmpty()
{
    Result<bool> stored = write<bool>([](Connection& connection) -> Result<bool> {
        Result<qint64> done =
            execute(connection, QStringLiteral("INSERT INTO sample (t, b) VALUES (?, ?)"), QString(), QByteArray());
        if (!done)
            return done.error();
        Result<std::optional<bool>> both =
            selectValue<bool>(connection, QStringLiteral("SELECT t = '' AND b = x'' FROM sample"));
        if (!both)
            return both.error();
        return both->value_or(false);
    });
    QVERIFY(stored);
    QVERIFY(*stored);
}

void QueryTest::runsAgainWithOtherValues()
{
    Result<QList<int>> values = write<QList<int>>([](Connection& connection) -> Result<QList<int>> {
        Query insert(connection, QStringLiteral("INSERT INTO sample (i) VALUES (?)"));
        for (const int value : {3, 1, 2})
            if (Result<void> done = insert.bind(value).run(); !done)
                return done.error();
        Query select(connection, QStringLiteral("SELECT i FROM sample ORDER BY i"));
        return select.all([](const Row& row) { return row.integer(0); });
    });
    QVERIFY(values);
    QCOMPARE(*values, (QList<int>{1, 2, 3}));
}

void QueryTest::tellsAMistakeInTheStatement()
{
    const Result<qint64> done =
        write<qint64>([](Connection& connection) { return execute(connection, QStringLiteral("SELEKT 1")); });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Database);
    QVERIFY(done.error().detail.contains(QStringLiteral("SELEKT")));
}

void QueryTest::tellsABrokenRule()
{
    // foreign_keys is on: a batch needs its campaign
    const Result<qint64> done = write<qint64>([](Connection& connection) {
        return execute(connection,
            QStringLiteral("INSERT INTO batch (campaign_id, name, account, mode, created_ms) VALUES (999, 'b', "
                           "'sandbox', 'async', 0)"));
    });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Database);
}

void QueryTest::countsChangedRows()
{
    const Result<qint64> changed = write<qint64>([](Connection& connection) -> Result<qint64> {
        Result<qint64> done = execute(connection, QStringLiteral("INSERT INTO sample (i) VALUES (1), (2), (3)"));
        if (!done)
            return done;
        return execute(connection, QStringLiteral("UPDATE sample SET r = 1.0 WHERE i >= ?"), 2);
    });
    QVERIFY(changed);
    QCOMPARE(*changed, 2);
}

void QueryTest::keepsDocumentsByName()
{
    const QByteArray body = QByteArrayLiteral("{\"rows\":[]}");
    QVERIFY(write<void>(
        [&](Connection& connection) { return putDocument(connection, QStringLiteral("sheet"), body, m_clock.now()); }));
    const Result<std::optional<QByteArray>> found = m_store->read<std::optional<QByteArray>>(
        [](Connection& connection) { return document(connection, QStringLiteral("sheet")); });
    QVERIFY(found);
    QCOMPARE(found->value_or(QByteArray()), body);
    const Result<std::optional<QByteArray>> missing = m_store->read<std::optional<QByteArray>>(
        [](Connection& connection) { return document(connection, QStringLiteral("brief")); });
    QVERIFY(missing);
    QVERIFY(!missing->has_value());
}

void QueryTest::replacesAndRemovesDocuments()
{
    const Result<std::optional<QByteArray>> after =
        write<std::optional<QByteArray>>([&](Connection& connection) -> Result<std::optional<QByteArray>> {
            for (const QByteArray& body : {QByteArrayLiteral("1"), QByteArrayLiteral("2")})
                if (Result<void> done = putDocument(connection, QStringLiteral("x"), body, m_clock.now()); !done)
                    return done.error();
            return document(connection, QStringLiteral("x"));
        });
    QVERIFY(after);
    QCOMPARE(after->value_or(QByteArray()), QByteArrayLiteral("2"));
    QVERIFY(write<void>([](Connection& connection) { return removeDocument(connection, QStringLiteral("x")); }));
    const Result<QStringList> names =
        m_store->read<QStringList>([](Connection& connection) { return documentNames(connection, QString()); });
    QVERIFY(names);
    QVERIFY(names->isEmpty());
}

void QueryTest::listsDocumentsByPrefix()
{
    for (const QString& name :
        {QStringLiteral("filter/2"), QStringLiteral("filter/1"), QStringLiteral("filte%"), QStringLiteral("sheet")})
        QVERIFY(
            write<void>([&](Connection& connection) { return putDocument(connection, name, "{}", m_clock.now()); }));
    const Result<QStringList> names = m_store->read<QStringList>(
        [](Connection& connection) { return documentNames(connection, QStringLiteral("filter/")); });
    QVERIFY(names);
    QCOMPARE(*names, (QStringList{QStringLiteral("filter/1"), QStringLiteral("filter/2")}));
}

void QueryTest::refusesADocumentThatIsTooLarge()
{
    const QByteArray body(64 * 1024 * 1024 + 1, ' ');
    const Result<void> done = write<void>(
        [&](Connection& connection) { return putDocument(connection, QStringLiteral("sheet"), body, m_clock.now()); });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::BadInput);
}

QTEST_GUILESS_MAIN(QueryTest)
#include "query_test.moc"
