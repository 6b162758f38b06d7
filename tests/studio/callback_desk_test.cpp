// SPDX-License-Identifier: GPL-3.0-or-later
// The delivery log as a window asks for it, and sending once more from there.
#include "app/store/store.h"
#include "app/studio/callback_desk.h"
#include "app/studio/studio.h"
#include "tests/support/on_worker.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class CallbackDeskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheNewestAndSendsThemAgain()
    {
        QTemporaryDir folder;
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        const auto studio = Studio::open(options);
        QVERIFY(studio);
        for (int n = 1; n <= 3; ++n)
            QVERIFY(add(**studio, n));
        const QList<OutboxMessage> two = newest(**studio, 2);
        QCOMPARE(two.size(), 2);
        QCOMPARE(two.first().messageId, QStringLiteral("msg_3"));
        QCOMPARE(two.first().state, OutboxState::Dead);

        CallbackDesk& desk = (*studio)->callbacks();
        QSignalSpy again(&desk, &CallbackDesk::sentAgain);
        std::optional<qint64> found;
        desk.sendAgain({two.at(0).id, OutboxId{999}}, &desk, [&](const Result<qint64>& value) { found = *value; });
        QTRY_VERIFY(found);
        QCOMPARE(*found, 1);
        QCOMPARE(again.size(), 1);
        const QList<OutboxMessage> now = newest(**studio, 2);
        QCOMPARE(now.at(0).state, OutboxState::Waiting);
        QCOMPARE(now.at(0).body, two.at(0).body);
        QCOMPARE(now.at(1).state, OutboxState::Dead);
    }

private:
    static bool add(Studio& studio, int number)
    {
        return test::onWorker([&] {
            return studio.store()
                .write<void>([number](Connection& connection) -> Result<void> {
                    OutboxRepository outbox(connection);
                    const Result<bool> added = outbox.add({.messageId = QStringLiteral("msg_%1").arg(number),
                                                              .type = QStringLiteral("ideogram.batch.completed"),
                                                              .endpoint = QStringLiteral("https://example.com/hook"),
                                                              .body = "{}"},
                        number);
                    if (!added)
                        return added.error();
                    return outbox.settle(
                        OutboxId{number}, {.state = OutboxState::Dead, .message = QStringLiteral("No.")});
                })
                .hasValue();
        });
    }
    static QList<OutboxMessage> newest(Studio& studio, int limit)
    {
        std::optional<QList<OutboxMessage>> read;
        QObject context;
        studio.callbacks().readNewest(
            limit, &context, [&](const Result<QList<OutboxMessage>>& messages) { read = *messages; });
        return QTest::qWaitFor([&] { return read.has_value(); }, 20'000) ? *read : QList<OutboxMessage>();
    }
};

QTEST_GUILESS_MAIN(CallbackDeskTest)
#include "callback_desk_test.moc"
