// SPDX-License-Identifier: GPL-3.0-or-later
// "When … then …": held against what happens here and elsewhere, carried out once each.
#include "app/library/asset_store.h"
#include "app/store/outbox_repository.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "app/studio/event_desk.h"
#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/signature.h"
#include "tests/library/library_fixture.h"
#include "tests/support/counting_server.h"
#include "tests/support/on_worker.h"
#include "tests/support/paid_sandbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;
using test::CountingServer;
using test::httpAnswer;
using test::onWorker;
using test::PaidSandbox;
using test::RawReply;
using test::ReceivedRequest;
using test::samplePicture;

namespace {

JobDraft jobOf(const QString& prompt)
{
    JobDraft job;
    job.request.model = QStringLiteral("ideogram-3");
    job.request.prompt = prompt;
    job.request.aspect = QStringLiteral("1:1");
    job.request.speed = QStringLiteral("turbo");
    job.price = Money::fromMicros(30'000);
    return job;
}

BatchDraft batchOf(const QString& campaign, int images)
{
    BatchDraft batch;
    batch.campaign = campaign;
    batch.name = QStringLiteral("Posters");
    batch.account = QStringLiteral("ideogram");
    for (int n = 0; n < images; ++n)
        batch.jobs.append(jobOf(QStringLiteral("a lighthouse %1").arg(n)));
    return batch;
}

class Desk {
public:
    Desk() { open(); }
    void open()
    {
        studio = *Studio::open(sandbox.studioOptions());
        studio->setKey(sandboxKey());
        worked = std::make_unique<QSignalSpy>(&desk(), &EventDesk::worked);
        notices = std::make_unique<QSignalSpy>(&desk(), &EventDesk::noticeWanted);
    }
    void close()
    {
        worked.reset();
        notices.reset();
        studio.reset();
    }
    EventDesk& desk() const { return studio->events(); }
    // From now on.
    void rule(EventRule rule)
    {
        QSignalSpy changed(&desk(), &EventDesk::settingsChanged);
        rule.sinceMs = QDateTime::currentMSecsSinceEpoch();
        desk().changeSettings([rule](EventSettings& settings) { settings.rules.append(rule); });
        if (!QTest::qWaitFor([&] { return !changed.isEmpty(); }))
            qFatal("settings were not kept");
    }
    void make(const BatchDraft& batch)
    {
        QSignalSpy finished(&studio->queue(), &JobQueue::batchFinished);
        studio->queue().start(StartAs::Running);
        (void)studio->queue().enqueue(batch);
        if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 30'000))
            qFatal("the batch did not finish");
    }
    EventTask task(int at) const { return worked->at(at).at(0).value<EventTask>(); }
    QList<EventTask> tasks() const
    {
        return onWorker([&] {
            return *studio->store().read<QList<EventTask>>(
                [](Connection& connection) { return EventTaskRepository(connection).newest(100); });
        });
    }
    QString folderOf(const QString& name) const { return sandbox.folder.filePath(name); }
    QStringList files(const QString& name) const
    {
        return QDir(folderOf(name)).entryList({QStringLiteral("*.jpg")}, QDir::Files);
    }

    PaidSandbox sandbox{std::chrono::milliseconds(5)};
    std::unique_ptr<Studio> studio;
    std::unique_ptr<QSignalSpy> worked;
    std::unique_ptr<QSignalSpy> notices;
};

EventRule exportRule(const QString& folder)
{
    return {.id = QStringLiteral("posters"),
        .type = QStringLiteral("ideogram.batch.completed"),
        .campaign = QStringLiteral("Summer"),
        .action = RuleAction::Export,
        .presets = {QStringLiteral("og"), QStringLiteral("ig_sq")},
        .folder = folder};
}

void keep(Studio& studio, const QByteArray& body, const QString& type, const QString& sender)
{
    const auto kept = onWorker([&] {
        return studio.store().write<std::optional<InboxId>>([&](Connection& connection) {
            return InboxRepository(connection)
                .add({sender, QStringLiteral("msg_1"), type, body}, QDateTime::currentMSecsSinceEpoch());
        });
    });
    QVERIFY(kept && *kept);
    studio.events().workOff();
}

} // namespace

class EventRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBatchThatIsDoneIsExported()
    {
        Desk desk;
        desk.rule(exportRule(desk.folderOf(QStringLiteral("ads"))));
        desk.make(batchOf(QStringLiteral("Winter"), 1)); // not its business
        desk.make(batchOf(QStringLiteral("Summer"), 3));
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QCOMPARE(desk.task(0).state, EventTaskState::Done);
        QVERIFY2(desk.task(0).outcome.startsWith(QStringLiteral("6 files are in ")), qPrintable(desk.task(0).outcome));
        QCOMPARE(desk.files(QStringLiteral("ads")).size(), 6);
        QCOMPARE(desk.tasks().size(), 1);
    }

    // The program ended between the last picture and the rule, or in the middle of it: once all the same.
    void whatHappenedBeforeAKillIsCaughtUpWith()
    {
        Desk desk;
        desk.rule(exportRule(desk.folderOf(QStringLiteral("ads"))));
        desk.make(batchOf(QStringLiteral("Summer"), 2));
        desk.close(); // before anybody looked, or just after
        desk.open();
        desk.desk().workOff();
        QTRY_COMPARE_WITH_TIMEOUT(desk.files(QStringLiteral("ads")).size(), 4, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            desk.tasks().size() == 1 && desk.tasks().first().state == EventTaskState::Done, 20'000);

        // As if it had been killed before that was written down.
        const auto undone = onWorker([&] {
            return desk.studio->store().write<qint64>([](Connection& connection) {
                return execute(
                    connection, QStringLiteral("UPDATE event_task SET state = 'waiting', settled_ms = NULL"));
            });
        });
        QVERIFY(undone);
        desk.close();
        desk.open();
        desk.desk().workOff();
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QVERIFY(desk.task(0).outcome.startsWith(QStringLiteral("4 files are in ")));
        QCOMPARE(desk.files(QStringLiteral("ads")).size(), 4);
    }

    void rejectedPicturesAreLeftOut()
    {
        Desk desk;
        desk.make(batchOf(QStringLiteral("Summer"), 1));
        const auto rejected = onWorker([&] {
            return desk.studio->store().write<qint64>([](Connection& connection) {
                return execute(
                    connection, QStringLiteral("UPDATE asset SET decision = %1").arg(int(Decision::Rejected)));
            });
        });
        QVERIFY(rejected);
        EventRule rule = exportRule(desk.folderOf(QStringLiteral("ads")));
        QSignalSpy changed(&desk.desk(), &EventDesk::settingsChanged);
        desk.desk().changeSettings([rule](EventSettings& settings) { settings.rules = {rule}; }); // since ever
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QCOMPARE(desk.task(0).outcome, QStringLiteral("There was no picture to export."));
    }

    void aFailureElsewhereIsTold()
    {
        Desk desk;
        desk.rule({.id = QStringLiteral("n"),
            .type = QStringLiteral("ideogram.generation.failed"),
            .campaign = QStringLiteral("Summer")});
        desk.notices->clear();
        keep(*desk.studio, R"({"campaign":"summer","error":"No credit."})",
            QStringLiteral("ideogram.generation.failed"), QStringLiteral("ideogram-callback"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QCOMPARE(desk.task(0).outcome, QStringLiteral("A message was shown."));
        QCOMPARE(desk.notices->size(), 2); // that it failed at all, and the rule's
        QCOMPARE(desk.notices->at(1).at(0).toString(), QStringLiteral("A picture fails"));
        QCOMPARE(desk.notices->at(1).at(1).toString(), QStringLiteral("summer: No credit."));
    }

    // First the pictures, then the files: and when the pictures cannot be had, that is what is said.
    void picturesMadeElsewhereAreImportedForTheirExport()
    {
        const CountingServer host(
            [](const ReceivedRequest&) { return RawReply{.bytes = httpAnswer(200, samplePicture(QSize(640, 480)))}; });
        Desk desk;
        EventRule rule = exportRule(desk.folderOf(QStringLiteral("ads")));
        rule.type = QStringLiteral("ideogram.generation.completed");
        rule.presets = {QStringLiteral("og")};
        desk.rule(rule);
        const QByteArray body =
            "{\"campaign\":\"Summer\",\"images\":[\"" + host.url(QStringLiteral("/a.png")).toEncoded() + "\"]}";
        keep(*desk.studio, body, rule.type, QStringLiteral("ideogram-callback"));
        const auto isDead = [&] {
            const QList<EventTask> tasks = desk.tasks();
            return tasks.size() == 2 && tasks.at(0).state == EventTaskState::Dead
                && tasks.at(1).state == EventTaskState::Dead;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isDead(), 20'000); // its host is not allowed
        QTRY_COMPARE(desk.notices->size(), 2);
        QCOMPARE(desk.notices->at(0).at(0).toString(), QStringLiteral("Pictures were not imported"));
        QCOMPARE(host.connections(), 0);
        QVERIFY(desk.files(QStringLiteral("ads")).isEmpty());

        const auto event = onWorker([&] {
            return desk.studio->store().read<QList<InboxEvent>>(
                [](Connection& connection) { return InboxRepository(connection).newest(1); });
        });
        desk.desk().importPictures(
            event->first().id, {QStringLiteral("127.0.0.1")}, desk.worked.get(), [](const auto&) {});
        QTRY_COMPARE_WITH_TIMEOUT(desk.files(QStringLiteral("ads")).size(), 1, 20'000);
    }

    void aCallbackGoesToTheRulesAddress()
    {
        const CountingServer receiver([](const ReceivedRequest&) { return RawReply{.bytes = httpAnswer(200, "{}")}; });
        Desk desk;
        desk.rule({.id = QStringLiteral("t"),
            .type = QStringLiteral("ideogram.batch.completed"),
            .action = RuleAction::Tell,
            .address = receiver.url(QStringLiteral("/hook"))});
        desk.rule({.id = QStringLiteral("g"),
            .type = QStringLiteral("github.*"),
            .action = RuleAction::Tell,
            .address = receiver.url(QStringLiteral("/hook"))});
        desk.make(batchOf(QStringLiteral("Summer"), 1));
        QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), 1, 20'000);
        const ReceivedRequest told = receiver.requests().first();
        const QJsonObject body = QJsonDocument::fromJson(told.body).object();
        QCOMPARE(body.value(QStringLiteral("event")).toString(), QStringLiteral("ideogram.batch.completed"));
        QCOMPARE(body.value(QStringLiteral("campaign")).toString(), QStringLiteral("Summer"));
        QVERIFY(told.header("webhook-id").startsWith("msg_"));
        const QByteArray push = R"({"repository":{"full_name":"a/b"}})";
        keep(*desk.studio, push, QStringLiteral("github.push"), QStringLiteral("github"));
        QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), 2, 20'000);
        QCOMPARE(receiver.requests().last().body, push); // as it came
    }

    void aReceiverThatHangsHoldsUpNoOther()
    {
        const CountingServer hanging([](const ReceivedRequest&) {
            return RawReply{.bytes = httpAnswer(200, "{}"), .before = std::chrono::minutes(10)};
        });
        const CountingServer quick([](const ReceivedRequest&) { return RawReply{.bytes = httpAnswer(200, "{}")}; });
        Desk desk;
        for (const CountingServer* receiver : {&hanging, &quick})
            desk.rule({.id = QString::number(receiver->url({}).port()),
                .type = QStringLiteral("somebody.elses"),
                .action = RuleAction::Tell,
                .address = receiver->url(QStringLiteral("/hook"))});
        keep(*desk.studio, "{}", QStringLiteral("somebody.elses"), QStringLiteral("ideogram-callback"));
        QTRY_COMPARE(hanging.connections(), 1);
        QTRY_COMPARE(quick.requests().size(), 1); // well before the other one is given up on
    }

    // What is to be signed does not leave while its secret is missing.
    void aSignedCallbackWaitsForItsSecret()
    {
        const CountingServer receiver([](const ReceivedRequest&) { return RawReply{.bytes = httpAnswer(200, "{}")}; });
        Desk desk;
        EventRule rule{.id = QStringLiteral("t"),
            .type = QStringLiteral("somebody.elses"),
            .action = RuleAction::Tell,
            .address = receiver.url(QStringLiteral("/hook")),
            .isSigned = true};
        desk.rule(rule);
        keep(*desk.studio, "{}", rule.type, QStringLiteral("ideogram-callback"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QCOMPARE(receiver.connections(), 0);
        const QString key = CallbackEndpoint::create(rule.address, {})->key();
        QSignalSpy told(&desk.desk(), &EventDesk::told);
        desk.desk().setRuleSecrets({{key, Secret("a secret")}});
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 20'000);
        QCOMPARE(told.at(0).at(0).value<CallbackDelivery>().state, OutboxState::Delivered);
        const ReceivedRequest request = receiver.requests().constFirst();
        QCOMPARE(request.header("webhook-signature"),
            webhookSignature(request.header("webhook-id"), request.header("webhook-timestamp").toLongLong(),
                request.body, {Secret("a secret")}));
    }

    void aRuleThatIsGoneDoesNothingMore()
    {
        Desk desk;
        desk.rule({.id = QStringLiteral("n"), .type = QStringLiteral("somebody.elses")});
        const auto planned = onWorker([&] {
            return desk.studio->store().write<std::optional<EventTaskId>>([](Connection& connection) {
                return EventTaskRepository(connection)
                    .add({QStringLiteral("s/e"), QStringLiteral("rule/gone"), QByteArray("{}")}, 1);
            });
        });
        QVERIFY(planned && *planned);
        desk.desk().workOff();
        desk.desk().changeSettings([](EventSettings& settings) { settings.rules.clear(); });
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QVERIFY(desk.task(0).outcome.contains(QStringLiteral("gone or off")));
        QVERIFY(desk.notices->isEmpty());
    }
};

QTEST_GUILESS_MAIN(EventRulesTest)
#include "event_rules_test.moc"
