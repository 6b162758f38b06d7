// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/key_store.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

#include <memory>

using namespace batchroom;
using namespace std::chrono_literals;

namespace {

QString u(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

// Most test machines have no secret service; the tests below say what they find.
class KeyStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersQuicklyAndWithASentence();
    void writesReadsAndRemovesWhereThereIsAKeyring();
    void neverWritesTheKeyToAFile();
    void refusesAnEmptyKey();
    void silenceOfTheKeyringEndsInAnError();
    void answersNobodyWhoHasGone();
    void everyQuestionIsAnsweredOnce();
    void readsTheEnvironment_data();
    void readsTheEnvironment();

private:
    bool m_hasKeyring = false;
};

void KeyStoreTest::initTestCase()
{
    KeyStore store;
    std::optional<Result<Secret>> answer;
    store.read(u("test"), this, [&](const Result<Secret>& result) { answer = result; });
    QTRY_VERIFY_WITH_TIMEOUT(answer, 15'000);
    m_hasKeyring = answer->hasValue() || answer->error().code == ErrorCode::NotFound;
    qInfo("Keyring on this machine: %s", m_hasKeyring ? "yes" : qUtf8Printable(answer->error().detail));
}

void KeyStoreTest::answersQuicklyAndWithASentence()
{
    KeyStore store;
    QElapsedTimer timer;
    timer.start();
    std::optional<Result<Secret>> read;
    std::optional<Result<void>> written;
    std::optional<Result<void>> removed;
    store.read(u("nobody"), this, [&](const Result<Secret>& result) { read = result; });
    if (!m_hasKeyring) {
        store.write(u("nobody"), Secret("k"), this, [&](const Result<void>& result) { written = result; });
        store.remove(u("nobody"), this, [&](const Result<void>& result) { removed = result; });
        QTRY_VERIFY(written && removed);
        QCOMPARE(written->error().code, ErrorCode::Keyring);
        QCOMPARE(removed->error().code, ErrorCode::Keyring);
    }
    QTRY_VERIFY(read);
    QVERIFY(timer.elapsed() < 5000);
    QVERIFY(!read->hasValue());
    QCOMPARE(read->error().code, m_hasKeyring ? ErrorCode::NotFound : ErrorCode::Keyring);
    QVERIFY(read->error().what.endsWith(u'.'));
}

void KeyStoreTest::writesReadsAndRemovesWhereThereIsAKeyring()
{
    if (!m_hasKeyring)
        QSKIP("no secret service answers on this machine");
    KeyStore store;
    std::optional<Result<void>> done;
    std::optional<Result<Secret>> read;
    const auto finished = [&](const Result<void>& result) { done = result; };
    store.write(u("test"), Secret("ideo-key-ä"), this, finished);
    QTRY_VERIFY(done);
    QVERIFY(done->hasValue());
    store.read(u("test"), this, [&](const Result<Secret>& result) { read = result; });
    QTRY_VERIFY(read);
    QCOMPARE((**read).reveal(), QByteArray("ideo-key-ä"));
    done.reset();
    store.remove(u("test"), this, finished);
    QTRY_VERIFY(done);
    QVERIFY(done->hasValue());
    read.reset();
    store.read(u("test"), this, [&](const Result<Secret>& result) { read = result; });
    QTRY_VERIFY(read);
    QCOMPARE(read->error().code, ErrorCode::NotFound);
}

void KeyStoreTest::neverWritesTheKeyToAFile()
{
    const QByteArray key = "ideo-secret-that-must-not-be-found";
    KeyStore store;
    std::optional<Result<void>> done;
    store.write(u("plain"), Secret(key), this, [&](const Result<void>& result) { done = result; });
    QTRY_VERIFY(done);
    int looked = 0;
    QDirIterator files(
        QString::fromLocal8Bit(qgetenv("HOME")), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) {
            QVERIFY2(!file.readAll().contains(key), qPrintable(file.fileName()));
            ++looked;
        }
    }
    qInfo("looked into %d files", looked);
    if (m_hasKeyring) {
        done.reset();
        store.remove(u("plain"), this, [&](const Result<void>& result) { done = result; });
        QTRY_VERIFY(done);
    }
}

void KeyStoreTest::refusesAnEmptyKey()
{
    KeyStore store;
    std::optional<Result<void>> done;
    store.write(u("test"), Secret(), this, [&](const Result<void>& result) { done = result; });
    QVERIFY(!done);
    QTRY_VERIFY(done);
    QCOMPARE(done->error().code, ErrorCode::BadInput);
}

void KeyStoreTest::silenceOfTheKeyringEndsInAnError()
{
    // No patience at all: whatever the keyring says comes too late and is dropped.
    KeyStore store(nullptr, 0ms);
    QList<Result<Secret>> answers;
    store.read(u("test"), this, [&](const Result<Secret>& result) { answers.append(result); });
    QTRY_COMPARE(answers.size(), 1);
    if (!answers.front().error().detail.isEmpty())
        QSKIP("the keyring answered before the timer could fire");
    QCOMPARE(answers.front().error().code, ErrorCode::Keyring);
    QVERIFY(answers.front().error().what.contains(u("has not answered")));
    std::optional<Result<Secret>> later;
    KeyStore patient;
    patient.read(u("test"), this, [&](const Result<Secret>& result) { later = result; });
    QTRY_VERIFY(later);
    QCOMPARE(answers.size(), 1);
}

void KeyStoreTest::answersNobodyWhoHasGone()
{
    int answers = 0;
    KeyStore store;
    {
        QObject context;
        store.read(u("test"), &context, [&](const Result<Secret>&) { ++answers; });
    }
    {
        KeyStore gone;
        gone.read(u("test"), this, [&](const Result<Secret>&) { ++answers; });
    }
    bool flushed = false;
    store.read(u("test"), this, [&](const Result<Secret>&) { flushed = true; });
    QTRY_VERIFY(flushed);
    QCOMPARE(answers, 0);
}

void KeyStoreTest::everyQuestionIsAnsweredOnce()
{
    KeyStore store;
    QMap<int, int> answers;
    for (int i = 0; i < 20; ++i)
        store.read(u("nobody"), i % 2 ? this : nullptr, [&answers, i](const Result<Secret>&) { ++answers[i]; });
    QTRY_COMPARE(answers.size(), 20);
    for (const int count : answers)
        QCOMPARE(count, 1);
}

void KeyStoreTest::readsTheEnvironment_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("unset") << QByteArray() << QByteArray();
    QTest::newRow("plain") << QByteArray("ideo-1") << QByteArray("ideo-1");
    QTest::newRow("pasted with a line end") << QByteArray(" ideo-1\n") << QByteArray("ideo-1");
    QTest::newRow("blank") << QByteArray("  ") << QByteArray();
}

void KeyStoreTest::readsTheEnvironment()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, key);
    const QByteArray before = qgetenv("IDEOGRAM_API_KEY");
    qputenv("IDEOGRAM_API_KEY", value);
    QCOMPARE(keyFromEnvironment().reveal(), key);
    QCOMPARE(keyFromEnvironment().isEmpty(), key.isEmpty());
    qputenv("IDEOGRAM_API_KEY", before);
}

QTEST_GUILESS_MAIN(KeyStoreTest)
#include "key_store_test.moc"
