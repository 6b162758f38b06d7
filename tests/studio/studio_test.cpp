// SPDX-License-Identifier: GPL-3.0-or-later
// The real parts put together: library, queue, wire client and the built-in Sandbox.
#include "app/library/document_shelf.h"
#include "app/sandbox/sandbox_server.h"
#include "app/settings/key_store.h"
#include "app/studio/self_check.h"
#include "app/studio/studio.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

StudioOptions optionsIn(const QTemporaryDir& folder)
{
    StudioOptions options;
    options.libraryFolder = folder.filePath(QStringLiteral("library"));
    options.sandboxLatency = std::chrono::milliseconds(20);
    return options;
}

BatchDraft draftOn(const QString& account, int images)
{
    BatchDraft draft;
    draft.campaign = QStringLiteral("Test");
    draft.name = QStringLiteral("batch");
    draft.account = account;
    for (int i = 0; i < images; ++i) {
        JobDraft job;
        job.request.model = QStringLiteral("ideogram-2a");
        job.request.prompt = QStringLiteral("Picture %1").arg(i);
        job.request.aspect = QStringLiteral("1:1");
        job.request.speed = QStringLiteral("turbo");
        job.price = billingOf(account) == Billing::Free ? Money() : Money::fromMicros(25'000);
        job.row = i + 1;
        draft.jobs.append(job);
    }
    return draft;
}

} // namespace

class StudioTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesPicturesOnTheBuiltInSandboxForNothing()
    {
        QTemporaryDir folder;
        auto studio = Studio::open(optionsIn(folder));
        QVERIFY(studio);
        QSignalSpy added(&(*studio)->assets(), &AssetIndex::assetAdded);
        QSignalSpy finished(&(*studio)->queue(), &JobQueue::batchFinished);
        (*studio)->queue().start(StartAs::Running);
        (*studio)->queue().enqueue(draftOn(QStringLiteral("sandbox"), 3));
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QTRY_COMPARE(added.size(), 3);
        const auto snapshot = (*studio)->queue().snapshot().result();
        QVERIFY(snapshot);
        QCOMPARE(snapshot->batches.constFirst().count(JobState::Done), 3);
        QVERIFY(snapshot->batches.constFirst().spent.isZero());
    }

    void opensInTheBackgroundAndTellsOnThisThread()
    {
        QTemporaryDir folder;
        std::unique_ptr<Studio> studio;
        QObject context;
        Studio::openInBackground(optionsIn(folder), &context, [&](Result<std::unique_ptr<Studio>> opened) {
            QCOMPARE(QThread::currentThread(), thread());
            QVERIFY(opened);
            studio = *std::move(opened);
        });
        QTRY_VERIFY(studio);
    }

    void aSecondStudioOnTheSameLibraryIsRefused()
    {
        QTemporaryDir folder;
        auto first = Studio::open(optionsIn(folder));
        QVERIFY(first);
        auto second = Studio::open(optionsIn(folder));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::LibraryLocked);
    }

    void quotesOneOptionSetOnce()
    {
        SandboxOptions sandbox;
        sandbox.latency = std::chrono::milliseconds(5);
        auto server = SandboxServer::start(sandbox);
        QVERIFY(server);
        QTemporaryDir folder;
        StudioOptions options = optionsIn(folder);
        options.apiBase = (*server)->baseUrl();
        auto studio = Studio::open(options);
        QVERIFY(studio);
        (*studio)->setKey(sandboxKey());
        const QFuture<QuoteResults> asked =
            (*studio)->quote(QStringLiteral("ideogram"), requestsOf(draftOn(QStringLiteral("ideogram"), 8)));
        QTRY_VERIFY(asked.isFinished());
        const QuoteResults quotes = asked.result();
        QCOMPARE(quotes.size(), 8);
        for (const Result<Quote>& quote : quotes) {
            QVERIFY(quote);
            QCOMPARE(quote->price, Money::fromMicros(25'000));
            QVERIFY(!quote->fromTable);
        }
        QCOMPARE((*server)->stats().quotes, 1);
        QCOMPARE((*server)->stats().paidPosts, 0);
    }

    void checksAKeyWithoutPaying()
    {
        auto server = SandboxServer::start({});
        QVERIFY(server);
        QTemporaryDir folder;
        StudioOptions options = optionsIn(folder);
        options.apiBase = (*server)->baseUrl();
        auto studio = Studio::open(options);
        QVERIFY(studio);
        std::optional<Result<void>> right;
        std::optional<Result<void>> wrong;
        (*studio)->checkKey(sandboxKey(), this, [&](const Result<void>& checked) { right = checked; });
        (*studio)->checkKey(Secret("nonsense"), this, [&](const Result<void>& checked) { wrong = checked; });
        QTRY_VERIFY(right && wrong);
        QVERIFY(right->hasValue());
        QVERIFY(!wrong->hasValue());
        QCOMPARE(wrong->error().code, ErrorCode::KeyRefused);
        QCOMPARE((*server)->stats().paidPosts, 0);
    }

    void keepsDocumentsOverAReopening()
    {
        QTemporaryDir folder;
        {
            auto studio = Studio::open(optionsIn(folder));
            QVERIFY(studio);
            for (int i = 0; i < 50; ++i)
                (*studio)->documents().save(QStringLiteral("sheet"), QByteArray::number(i));
        }
        auto studio = Studio::open(optionsIn(folder));
        QVERIFY(studio);
        const auto loaded = (*studio)->documents().load(QStringLiteral("sheet"));
        QTRY_VERIFY(loaded.isFinished());
        QVERIFY(loaded.result());
        QCOMPARE(*loaded.result(), QByteArray("49"));
    }

    void theDoctorFindsThisMachineFit()
    {
        QTemporaryDir folder;
        KeyStore keys;
        QList<Finding> findings;
        checkMachine(folder.path(), keys, [&](const QList<Finding>& found) { findings = found; });
        QTRY_VERIFY_WITH_TIMEOUT(!findings.isEmpty(), 30'000);
        for (const Finding& finding : findings)
            QVERIFY2(finding.level != Finding::Level::Broken, qPrintable(finding.name + finding.what));
    }
};

QTEST_MAIN(StudioTest)
#include "studio_test.moc"
