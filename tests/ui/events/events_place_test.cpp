// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/asset_index.h"
#include "app/library/asset_store.h"
#include "app/store/store.h"
#include "tests/support/fake_provider.h"
#include "ui/events/events_place.h"
#include "ui/kit/chips.h"
#include "ui/kit/theme.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

BatchDraft draftOf(const QStringList& prompts)
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Summer");
    draft.name = QStringLiteral("Posters");
    draft.account = QStringLiteral("sandbox");
    for (const QString& prompt : prompts) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-3");
        job.request.prompt = prompt;
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("turbo");
        job.metadata.insert(QStringLiteral("shelf"), QStringLiteral("A1"));
        draft.jobs.append(job);
    }
    return draft;
}

} // namespace

class EventsPlaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsWhatHappenedAndUnfoldsItsBody()
    {
        QTemporaryDir folder;
        SystemClock clock;
        SystemRandom random;
        ThemeSource theme;
        ActionCatalog actions;
        test::FakeService service;
        service.onSubmit = [&](const GenerationRequest& request, SubmitMode, int nth) -> SendOutcome {
            if (request.prompt == QStringLiteral("bad"))
                return RequestRejected{422, QStringLiteral("The prompt was refused."), true};
            return test::FakeService::accepted(request.prompt, nth);
        };
        auto store = *Store::open(folder.path(), clock);
        auto originals = *AssetStore::open(*store);
        AssetIndex assets(*store);
        Exporter exporter(*store, *originals);
        JobQueue queue(*store, *originals, service.factory(), clock, random, {});
        EventsPlace place(queue, assets, exporter, actions);
        place.resize(1000, 700);
        place.show();
        auto* table = place.findChild<QTableView*>(QStringLiteral("eventTable"));
        QAbstractItemModelTester tester(table->model());
        QVERIFY(!table->isVisible()); // the empty state speaks instead

        queue.start(StartAs::Running);
        queue.enqueue(draftOf({QStringLiteral("good"), QStringLiteral("bad")}));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, 30'000);
        QVERIFY(table->isVisible());
        QStringList types;
        int goodRow = -1;
        for (int row = 0; row < 3; ++row) {
            types.append(table->model()->index(row, EventLog::Type).data().toString());
            if (table->model()->index(row, EventLog::What).data().toString() == QStringLiteral("good"))
                goodRow = row;
        }
        types.sort();
        QCOMPARE(types,
            (QStringList{QStringLiteral("ideogram.batch.completed"), QStringLiteral("ideogram.generation.completed"),
                QStringLiteral("ideogram.generation.failed")}));

        table->setCurrentIndex(table->model()->index(goodRow, 0));
        auto* body = place.findChild<QPlainTextEdit*>(QStringLiteral("eventBody"));
        QTRY_VERIFY(body->toPlainText().contains(QStringLiteral("metadata")));
        const QJsonObject shown = QJsonDocument::fromJson(body->toPlainText().toUtf8()).object();
        QCOMPARE(shown.value(QStringLiteral("event")), shown.value(QStringLiteral("type")));
        QCOMPARE(shown.value(QStringLiteral("prompt")).toString(), QStringLiteral("good"));
        QCOMPARE(shown.value(QStringLiteral("metadata")).toObject().value(QStringLiteral("shelf")).toString(),
            QStringLiteral("A1"));

        // The pointer tints the whole row, and only this one.
        const auto ground = [&](int row, int column) {
            const QRect cell = table->visualRect(table->model()->index(row, column));
            return table->viewport()->grab().toImage().pixelColor(cell.right() - 2, cell.top() + 2);
        };
        const int other = goodRow == 0 ? 1 : 0;
        table->clearSelection();
        QTest::mouseMove(table->viewport(), table->visualRect(table->model()->index(other, EventLog::What)).center());
        QTRY_COMPARE(ground(other, EventLog::What), theme.current().hover);
        QCOMPARE(ground(other, EventLog::Time), ground(other, EventLog::What));
        QCOMPARE(ground(other, EventLog::Type), ground(other, EventLog::What));
        QVERIFY(ground(goodRow, EventLog::Type) != ground(other, EventLog::Type));

        auto* segments = place.findChild<SegmentedControl*>(QStringLiteral("eventSegments"));
        QTest::mouseClick(segments->findChildren<QAbstractButton*>().at(2), Qt::LeftButton);
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(table->model()
                    ->index(0, EventLog::What)
                    .data()
                    .toString()
                    .contains(QStringLiteral("The prompt was refused.")));
    }
};

QTEST_MAIN(EventsPlaceTest)
#include "events_place_test.moc"
