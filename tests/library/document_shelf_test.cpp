// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/document_shelf.h"
#include "app/store/store.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

// Asked for the time in the middle of a write: stops it there.
class HeldClock final : public Clock {
public:
    std::chrono::milliseconds now() const override
    {
        entered.release();
        go.acquire();
        return std::chrono::milliseconds(1'700'000'000'000);
    }
    std::chrono::milliseconds steady() const override { return {}; }
    bool wait(std::chrono::milliseconds, std::stop_token) override { return true; }

    mutable QSemaphore entered;
    mutable QSemaphore go;
};

QByteArray loaded(const DocumentShelf& shelf, const QString& name)
{
    QFuture<Result<QByteArray>> asked = shelf.load(name);
    asked.waitForFinished();
    const Result<QByteArray> found = asked.result();
    return found ? *found : QByteArray("none");
}

} // namespace

class DocumentShelfTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    SystemClock m_storeClock;
    std::unique_ptr<Store> m_store;
    const QString m_name = QStringLiteral("sheet");

private Q_SLOTS:
    void init()
    {
        auto opened = Store::open(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())), m_storeClock);
        QVERIFY(opened);
        m_store = *std::move(opened);
    }
    void cleanup() { m_store.reset(); }

    void aLoadDuringTheWriteFindsWhatIsBeingWritten()
    {
        HeldClock clock;
        DocumentShelf shelf(*m_store, clock);
        shelf.save(m_name, "first");
        clock.entered.acquire();
        QCOMPARE(loaded(shelf, m_name), QByteArray("first"));
        shelf.save(m_name, "second");
        QCOMPARE(loaded(shelf, m_name), QByteArray("second"));
        clock.go.release();
        clock.entered.acquire(); // the first is on disk, the second is not
        QCOMPARE(loaded(shelf, m_name), QByteArray("second"));
        clock.go.release();
    }

    void theNewestSaveOutlivesTheShelf()
    {
        {
            DocumentShelf shelf(*m_store, m_storeClock);
            for (int i = 0; i < 200; ++i)
                shelf.save(m_name, QByteArray::number(i));
            QCOMPARE(loaded(shelf, m_name), QByteArray("199"));
        }
        const DocumentShelf again(*m_store, m_storeClock);
        QCOMPARE(loaded(again, m_name), QByteArray("199"));
        QCOMPARE(loaded(again, QStringLiteral("brief")), QByteArray("none"));
    }
};

QTEST_GUILESS_MAIN(DocumentShelfTest)
#include "document_shelf_test.moc"
