// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/callback_pane.h"
#include "ui/kit/theme.h"
#include "ui/models/callback_list.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace batchroom;

namespace {

OutboxMessage message(qint64 id, OutboxState state, int tries, const char* said = "")
{
    OutboxMessage made;
    made.id = OutboxId{id};
    made.messageId = QStringLiteral("msg_%1").arg(id);
    made.type = QStringLiteral("ideogram.generation.completed");
    made.endpoint = QStringLiteral("https://example.com/hook");
    made.body = R"({"prompt":"a lemonade"})";
    made.state = state;
    made.tries = tries;
    made.nextTryMs = QDateTime::currentMSecsSinceEpoch() + 30'000;
    made.lastMessage = QString::fromLatin1(said);
    made.createdMs = QDateTime::currentMSecsSinceEpoch();
    return made;
}

} // namespace

class CallbackPaneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatBecameOfEachOne()
    {
        QCOMPARE(CallbackList::words(message(1, OutboxState::Delivered, 1), true), QStringLiteral("Delivered"));
        QVERIFY(CallbackList::words(message(1, OutboxState::Delivered, 3), true).contains(QStringLiteral("3")));
        QCOMPARE(CallbackList::words(message(1, OutboxState::Waiting, 0), true), QStringLiteral("Waits for its turn"));
        const QString waiting = CallbackList::words(message(1, OutboxState::Waiting, 2, "Status 500."), true);
        QVERIFY(waiting.contains(QStringLiteral("2")) && waiting.endsWith(QStringLiteral("Status 500.")));
        QVERIFY(CallbackList::words(message(1, OutboxState::Dead, 8, "Nobody there."), true)
                    .contains(QStringLiteral("Nobody there.")));
        QVERIFY(CallbackList::words(message(1, OutboxState::Disabled, 1), true).contains(QStringLiteral("gone")));
    }

    // Of an earlier run's address: nobody here sends there, so no time is promised.
    void promisesNoTryThatNobodyMakes()
    {
        const QString words = CallbackList::words(message(1, OutboxState::Waiting, 2, "Status 500."), false);
        QVERIFY(words.contains(QStringLiteral("--callback")));
        CallbackList list;
        list.show({message(1, OutboxState::Waiting, 0)}, {});
        const QModelIndex what = list.index(0, CallbackList::What);
        QCOMPARE(what.data().toString(), words);
        list.show({message(1, OutboxState::Waiting, 0)}, {QStringLiteral("https://example.com/hook")});
        QCOMPARE(what.data().toString(), QStringLiteral("Waits for its turn"));
    }

    void listsThemAndUnfoldsTheBodyOfTheChosenOne()
    {
        ThemeSource theme;
        CallbackPane pane;
        pane.resize(1100, 700);
        QSignalSpy shown(&pane, &CallbackPane::shown);
        static_cast<QWidget&>(pane).show();
        QCOMPARE(shown.size(), 1); // whoever has the library fills it now
        auto* table = pane.findChild<QTableView*>(QStringLiteral("callbackTable"));
        const QAbstractItemModelTester tester(table->model());
        QVERIFY(!table->isVisible());
        pane.show({message(2, OutboxState::Dead, 8, "Nobody there."), message(1, OutboxState::Delivered, 1)}, {});
        QVERIFY(table->isVisible());
        QCOMPARE(pane.count(), 2);
        auto* body = pane.findChild<QPlainTextEdit*>(QStringLiteral("callbackBody"));
        QVERIFY(!body->isVisible());
        table->selectRow(0);
        QVERIFY(body->isVisible());
        QVERIFY(body->toPlainText().contains(QStringLiteral("a lemonade")));
        QVERIFY(pane.findChild<QLabel*>(QStringLiteral("callbackWords"))->text().contains(QStringLiteral("msg_2")));
    }

    void theChosenOnesAreSentAgainAndStayChosen()
    {
        ThemeSource theme;
        CallbackPane pane;
        pane.resize(1100, 700);
        static_cast<QWidget&>(pane).show();
        pane.show({message(3, OutboxState::Dead, 8), message(2, OutboxState::Delivered, 1),
                      message(1, OutboxState::Delivered, 1)},
            {});
        auto* table = pane.findChild<QTableView*>(QStringLiteral("callbackTable"));
        table->selectRow(0);
        table->selectionModel()->select(
            table->model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QSignalSpy wanted(&pane, &CallbackPane::sendAgainRequested);
        pane.findChild<QPushButton*>(QStringLiteral("sendCallbackAgainButton"))->click();
        QCOMPARE(wanted.size(), 1);
        const auto ids = wanted.first().first().value<QList<OutboxId>>();
        QCOMPARE(ids, (QList<OutboxId>{OutboxId{3}, OutboxId{1}}));
        // A new one on top must not move the choice to others.
        pane.show({message(4, OutboxState::Waiting, 0), message(3, OutboxState::Waiting, 0),
                      message(2, OutboxState::Delivered, 1), message(1, OutboxState::Waiting, 0)},
            {});
        pane.findChild<QPushButton*>(QStringLiteral("sendCallbackAgainButton"))->click();
        QCOMPARE(wanted.at(1).first().value<QList<OutboxId>>(), ids);
    }
};

QTEST_MAIN(CallbackPaneTest)
#include "callback_pane_test.moc"
