// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that others made come into the library: through the real listener, from a real server, past kills.
#include "app/library/asset_repository.h"
#include "app/library/asset_store.h"
#include "app/store/query.h"
#include "app/store/store.h"
#include "app/studio/event_desk.h"
#include "app/studio/studio.h"
#include "app/webhooks/signature.h"
#include "tests/library/library_fixture.h"
#include "tests/support/counting_server.h"
#include "tests/support/on_worker.h"
#include "tests/support/signed_post.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace batchroom;
using test::CountingServer;
using test::httpAnswer;
using test::onWorker;
using test::RawReply;
using test::ReceivedRequest;
using test::samplePicture;

namespace {

const QByteArray secret = "a shared secret";
const QString loopback = QStringLiteral("127.0.0.1");

// Serves /<seed>.png as a picture of 64x48; what `odd` answers goes before.
class PictureHost {
public:
    using Odd = std::function<std::optional<RawReply>(const ReceivedRequest&)>;
    explicit PictureHost(Odd odd = {})
        : server([odd = std::move(odd)](const ReceivedRequest& request) {
            if (const std::optional<RawReply> reply = odd ? odd(request) : std::nullopt)
                return *reply;
            const int seed = request.target.mid(1, request.target.indexOf('.') - 1).toInt();
            return RawReply{.bytes = httpAnswer(200, samplePicture(QSize(64, 48), PictureFormat::Png, seed))};
        })
    {
    }
    QString address(const QString& name) const { return server.url(QStringLiteral("/") + name).toString(); }
    CountingServer server;
};

class Desk {
public:
    Desk() { open(); }
    void open()
    {
        StudioOptions options;
        options.libraryFolder = folder.filePath(QStringLiteral("library"));
        auto opened = Studio::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        studio = *std::move(opened);
        handled = std::make_unique<QSignalSpy>(&desk(), &EventDesk::handled);
        worked = std::make_unique<QSignalSpy>(&desk(), &EventDesk::worked);
    }
    void reopen()
    {
        handled.reset();
        worked.reset();
        studio.reset();
        open();
    }
    EventDesk& desk() const { return studio->events(); }
    void listen()
    {
        ListenRequest request;
        request.callbackKeys.secrets = {Secret(secret)};
        const Result<quint16> started = desk().listen(request);
        if (!started)
            qFatal("%s", qPrintable(started.error().what));
        port = *started;
        desk().workOff();
    }
    void keep(const QByteArray& body, const QString& id = QStringLiteral("msg_1"),
        const QString& type = QStringLiteral("ideogram.generation.completed"),
        const QString& sender = QStringLiteral("ideogram-callback"))
    {
        const auto kept = onWorker([&] {
            return studio->store().write<std::optional<InboxId>>([&](Connection& connection) {
                return InboxRepository(connection).add({sender, id, type, body}, studio->store().clock().now().count());
            });
        });
        if (!kept || !*kept)
            qFatal("not kept");
        newest = **kept;
        desk().workOff();
    }
    // What came of the press, once the import was tried.
    EventTask import(const QStringList& hosts, InboxId event = {})
    {
        worked->clear();
        std::optional<Result<EventTaskId>> planned;
        desk().importPictures(event ? event : newest, hosts, &context, [&](const auto& task) { planned = task; });
        if (!QTest::qWaitFor([&] { return planned && (!*planned || !worked->isEmpty()); }, 20'000) || !*planned)
            return {};
        return lastTask();
    }
    EventTask lastTask() const { return worked->constLast().at(0).value<EventTask>(); }
    ImportState importState(InboxId event = {})
    {
        std::optional<Result<ImportState>> state;
        desk().readImport(event ? event : newest, &context, [&](const auto& read) { state = read; });
        if (!QTest::qWaitFor([&] { return state.has_value(); }) || !*state)
            qFatal("no state");
        return **state;
    }
    QList<Asset> assets() const
    {
        return onWorker([&] {
            return *studio->store().read<QList<Asset>>([](Connection& connection) -> Result<QList<Asset>> {
                Query query(connection, QStringLiteral("SELECT id FROM asset ORDER BY id"));
                const auto ids = query.all([](const Row& row) { return row.get<AssetId>(0); });
                return ids ? loadAssets(connection, *ids) : Result<QList<Asset>>(ids.error());
            });
        });
    }
    void change(const std::function<void(EventSettings&)>& edit)
    {
        QSignalSpy changed(&desk(), &EventDesk::settingsChanged);
        desk().changeSettings(edit);
        if (!QTest::qWaitFor([&] { return !changed.isEmpty(); }))
            qFatal("settings were not kept");
    }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<QSignalSpy> handled;
    std::unique_ptr<QSignalSpy> worked;
    QObject context;
    InboxId newest;
    quint16 port = 0;
};

QByteArray bodyOf(const QStringList& images, const QJsonObject& more = {})
{
    QJsonObject body = more;
    body.insert(QStringLiteral("event"), QStringLiteral("ideogram.generation.completed"));
    body.insert(QStringLiteral("images"), QJsonArray::fromStringList(images));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

int post(int port, const QByteArray& id, const QByteArray& body)
{
    return test::postSigned(port, id, body, secret);
}

} // namespace

class EventImportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // From the sender's POST to the picture with its recipe, which cost nothing here.
    void aPressImportsWhatASenderTold()
    {
        const PictureHost host;
        Desk desk;
        desk.listen();
        const QJsonObject more{{QStringLiteral("jobId"), QStringLiteral("77")},
            {QStringLiteral("prompt"), QStringLiteral("a red lighthouse")}, {QStringLiteral("seed"), 42},
            {QStringLiteral("model"), QStringLiteral("V_2")}, {QStringLiteral("campaign"), QStringLiteral("Summer")},
            {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("sku"), QStringLiteral("A-17")}}}};
        QCOMPARE(post(desk.port, "msg_1", bodyOf({host.address(QStringLiteral("1.png"))}, more)), 200);
        QTRY_COMPARE(desk.handled->size(), 1);
        const InboxId event = desk.handled->at(0).at(0).value<InboxEvent>().id;
        const ImportState before = desk.importState(event);
        QVERIFY(before.canImport());
        QCOMPARE(before.offer.newHosts, QStringList{loopback});

        const EventTask refused = desk.import({}, event); // nobody allowed the host
        QCOMPARE(refused.state, EventTaskState::Dead);
        QVERIFY2(refused.outcome.contains(QStringLiteral("not allowed")), qPrintable(refused.outcome));
        QCOMPARE(host.server.connections(), 0);

        QSignalSpy shown(&desk.studio->assets(), &AssetIndex::assetAdded);
        const EventTask done = desk.import(before.offer.newHosts, event);
        QCOMPARE(done.state, EventTaskState::Done);
        QCOMPARE(done.outcome, QStringLiteral("1 picture was imported into “Summer”."));
        QCOMPARE(shown.size(), 1);
        const QList<Asset> assets = desk.assets();
        QCOMPARE(assets.size(), 1);
        const Asset& asset = assets.first();
        QCOMPARE(done.assets, QList<AssetId>{asset.id});
        QCOMPARE(asset.campaignName, QStringLiteral("Summer"));
        QCOMPARE(asset.size, QSize(64, 48));
        QCOMPARE(asset.recipe.request.prompt, QStringLiteral("a red lighthouse"));
        QCOMPARE(asset.recipe.request.model, QStringLiteral("V_2"));
        QCOMPARE(asset.recipe.seed, std::optional<qint64>(42));
        QCOMPARE(asset.recipe.account, QStringLiteral("ideogram-callback"));
        QCOMPARE(asset.recipe.metadata.value(QStringLiteral("sku")), QStringLiteral("A-17"));
        QCOMPARE(asset.recipe.metadata.value(QStringLiteral("sender_job")), QStringLiteral("77"));
        QVERIFY(asset.recipe.price.micros() == 0);
        QVERIFY(!asset.job && !asset.batch);
        QVERIFY(onWorker([&] { return desk.studio->originals().readOriginal(asset); }));
        QVERIFY(onWorker([&] { return desk.studio->originals().thumbnail(asset.id, ThumbnailSize::Small); }));
        const auto books = onWorker([&] { return desk.studio->checkLedger(); });
        QVERIFY(books);
        QVERIFY(books->findings.isEmpty());
        QVERIFY(books->attempts == 0 && books->spent.micros() == 0);
        QVERIFY(!desk.importState(event).canImport());
    }

    void importsByItselfWhereThatIsWanted()
    {
        const PictureHost host;
        Desk desk;
        desk.listen();
        desk.change([](EventSettings& settings) {
            settings.imports.insert(QStringLiteral("ideogram-callback"), {{loopback}, true});
        });
        QCOMPARE(post(desk.port, "msg_1",
                     bodyOf({host.address(QStringLiteral("1.png")), host.address(QStringLiteral("2.png"))})),
            200);
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QCOMPARE(desk.lastTask().outcome, QStringLiteral("2 pictures were imported into “Made elsewhere”."));
        QCOMPARE(desk.assets().size(), 2);
    }

    // However often it is told and asked for, and whoever else tells of the same picture.
    void nothingComesInTwice()
    {
        const PictureHost host;
        Desk desk;
        const QByteArray body = bodyOf({host.address(QStringLiteral("1.png")), host.address(QStringLiteral("2.png"))});
        desk.keep(body);
        QCOMPARE(desk.import({loopback}).state, EventTaskState::Done);
        QCOMPARE(desk.import({}).outcome, QStringLiteral("2 are in the library already."));
        desk.keep(body, QStringLiteral("msg_2")); // a sender that gave it another id
        QCOMPARE(desk.import({}).outcome, QStringLiteral("2 are in the library already."));
        desk.reopen();
        QCOMPARE(desk.import({}).outcome, QStringLiteral("2 are in the library already."));
        QCOMPARE(desk.assets().size(), 2);
    }

    // The row is written after the pictures: a program that is killed between the two finds them again.
    void aKillBetweenPictureAndBookkeepingImportsOnce()
    {
        std::atomic<bool> isStuck = true;
        const PictureHost host([&](const ReceivedRequest& request) -> std::optional<RawReply> {
            if (request.target != "/2.png" || !isStuck)
                return std::nullopt;
            return RawReply{.bytes = {}, .end = RawReply::End::Fin, .before = std::chrono::minutes(1)};
        });
        Desk desk;
        desk.keep(bodyOf({host.address(QStringLiteral("1.png")), host.address(QStringLiteral("2.png"))}));
        desk.desk().importPictures(desk.newest, {loopback}, &desk.context, [](const auto&) {});
        QTRY_COMPARE_WITH_TIMEOUT(desk.assets().size(), 1, 20'000);
        desk.reopen(); // in the middle of the second
        isStuck = false;
        desk.desk().workOff();
        QTRY_COMPARE_WITH_TIMEOUT(desk.worked->size(), 1, 20'000);
        QCOMPARE(desk.lastTask().state, EventTaskState::Done);
        QCOMPARE(desk.lastTask().assets.size(), 2);
        QCOMPARE(desk.assets().size(), 2);
    }

    void whatCannotBeFetchedNowIsTriedAgainByItself()
    {
        std::atomic<int> asked = 0;
        const PictureHost host([&](const ReceivedRequest&) -> std::optional<RawReply> {
            if (++asked > 2)
                return std::nullopt;
            return RawReply{.bytes = httpAnswer(503, "busy")};
        });
        Desk desk;
        desk.keep(bodyOf({host.address(QStringLiteral("1.png"))}));
        const EventTask first = desk.import({loopback});
        QCOMPARE(first.state, EventTaskState::Waiting);
        QVERIFY(first.outcome.contains(QStringLiteral("503")));
        QVERIFY(first.nextTryMs > 0);
        QTRY_COMPARE_WITH_TIMEOUT(desk.lastTask().state, EventTaskState::Done, 25'000);
        QCOMPARE(desk.assets().size(), 1);
    }

    void whatIsNoPictureIsRefusedAndCanBeTriedAgain_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("a page") << httpAnswer(200, "<html>no</html>");
        QTest::newRow("half a picture") << httpAnswer(200, samplePicture(QSize(64, 48)).chopped(40));
        QTest::newRow("gone") << httpAnswer(404, "no");
        QTest::newRow("elsewhere") << httpAnswer(302, "", {"Location: http://localhost/2.png"});
        QTest::newRow("a file") << httpAnswer(302, "", {"Location: file:///etc/passwd"});
    }
    void whatIsNoPictureIsRefusedAndCanBeTriedAgain()
    {
        QFETCH(QByteArray, answer);
        std::atomic<bool> isBad = true;
        const PictureHost host([&](const ReceivedRequest&) -> std::optional<RawReply> {
            return isBad ? std::optional(RawReply{.bytes = answer}) : std::nullopt;
        });
        Desk desk;
        desk.keep(bodyOf({host.address(QStringLiteral("1.png"))}));
        const EventTask refused = desk.import({loopback});
        QCOMPARE(refused.state, EventTaskState::Dead);
        QVERIFY2(
            refused.outcome.startsWith(QStringLiteral("1 picture was not imported: ")), qPrintable(refused.outcome));
        QVERIFY(desk.assets().isEmpty());
        QVERIFY(desk.importState().canImport());
        isBad = false;
        QCOMPARE(desk.import({}).state, EventTaskState::Done);
        QCOMPARE(desk.assets().size(), 1);
    }

    void filesOfOtherComputersAreNeverRead()
    {
        Desk desk;
        const QString picture = desk.folder.filePath(QStringLiteral("a.png"));
        QFile file(picture);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(samplePicture(QSize(8, 8)));
        file.close();
        desk.keep(bodyOf({picture, QStringLiteral("file://") + picture}));
        const ImportState state = desk.importState();
        QVERIFY(!state.canImport());
        QVERIFY(state.offer.obstacle.contains(QStringLiteral("never read")));
        std::optional<Result<EventTaskId>> planned;
        desk.desk().importPictures(desk.newest, {loopback}, &desk.context, [&](const auto& task) { planned = task; });
        QTRY_VERIFY(planned);
        QCOMPARE(planned->error().code, ErrorCode::BadInput);
        QVERIFY(desk.assets().isEmpty());
    }

    void aFailureOfOthersIsToldUntilItWasSeen()
    {
        Desk desk;
        QSignalSpy needs(&desk.desk(), &EventDesk::needsChanged);
        QSignalSpy notices(&desk.desk(), &EventDesk::noticeWanted);
        desk.keep(R"({"event":"ideogram.generation.failed","jobId":"7","error":{"message":"No credit."}})",
            QStringLiteral("msg_f"), QStringLiteral("ideogram.generation.failed"));
        QTRY_VERIFY(!needs.isEmpty() && needs.constLast().at(0).value<QList<InboxEvent>>().size() == 1);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices.at(0).at(1).toString(), QStringLiteral("No credit."));
        desk.reopen();
        QSignalSpy again(&desk.desk(), &EventDesk::needsChanged);
        desk.desk().workOff();
        QTRY_VERIFY(!again.isEmpty());
        const auto waiting = again.constLast().at(0).value<QList<InboxEvent>>();
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting.first().outcome, QStringLiteral("It failed elsewhere: No credit."));
        desk.desk().noteSeen({waiting.first().id});
        QTRY_VERIFY(again.constLast().at(0).value<QList<InboxEvent>>().isEmpty());
    }
};

QTEST_GUILESS_MAIN(EventImportTest)
#include "event_import_test.moc"
