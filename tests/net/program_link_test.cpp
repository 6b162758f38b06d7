// SPDX-License-Identifier: GPL-3.0-or-later
// Lines between two programs, and what happens when one of them is no such program.
#include "app/net/program_link.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;

namespace {

QJsonObject numbered(int number)
{
    return {{QStringLiteral("n"), number}};
}

} // namespace

class ProgramLinkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        Result<std::unique_ptr<ProgramLinkServer>> listening =
            ProgramLinkServer::listen([this](std::unique_ptr<ProgramLink> link) {
                m_there = std::move(link);
                connect(m_there.get(), &ProgramLink::received, this, [this](const QJsonObject& line) {
                    m_received.append(line);
                    m_there->send(line);
                });
            });
        QVERIFY(listening);
        m_server = *std::move(listening);
        m_received.clear();
    }
    void cleanup()
    {
        m_there.reset();
        m_server.reset();
    }

    void carriesLinesBothWaysInOrder()
    {
        Result<std::unique_ptr<ProgramLink>> opened = ProgramLink::open(m_server->address());
        QVERIFY(opened);
        ProgramLink& link = **opened;
        QSignalSpy received(&link, &ProgramLink::received);
        constexpr int lines = 2000;
        for (int n = 0; n < lines; ++n)
            link.send(numbered(n));
        QTRY_COMPARE(received.size(), lines);
        for (int n = 0; n < lines; ++n)
            QCOMPARE(received.at(n).first().toJsonObject(), numbered(n));
    }

    void everythingIsSentBeforeItCloses()
    {
        Result<std::unique_ptr<ProgramLink>> opened = ProgramLink::open(m_server->address());
        QVERIFY(opened);
        QTRY_VERIFY(m_there);
        ProgramLink& link = **opened;
        QSignalSpy received(&link, &ProgramLink::received);
        QSignalSpy closed(&link, &ProgramLink::closed);
        constexpr int lines = 20'000;
        for (int n = 0; n < lines; ++n)
            m_there->send(numbered(n));
        m_there->close();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(received.size(), lines);
    }

    void hangsUpOnAnythingElse_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("no object") << QByteArray("[1]\n");
        QTest::newRow("no end") << QByteArray(5 * 1024 * 1024, 'a');
    }
    void hangsUpOnAnythingElse()
    {
        QFETCH(QByteArray, bytes);
        QLocalSocket stranger;
        stranger.connectToServer(m_server->address());
        QVERIFY(stranger.waitForConnected());
        QTRY_VERIFY(m_there);
        stranger.write(bytes);
        QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
        QVERIFY(m_received.isEmpty());
    }

    void saysThatNobodyListens()
    {
        const QString address = m_server->address();
        m_server.reset();
        const Result<std::unique_ptr<ProgramLink>> opened = ProgramLink::open(address);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::NotFound);
    }

    void nobodyElseMayOpenIt()
    {
        const QFileDevice::Permissions others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
#ifdef Q_OS_UNIX
        QVERIFY((QFile::permissions(m_server->address()) & others) == QFileDevice::Permissions());
#else
        Q_UNUSED(others)
        QSKIP("a named pipe has no permissions that could be read here");
#endif
    }

private:
    std::unique_ptr<ProgramLinkServer> m_server;
    std::unique_ptr<ProgramLink> m_there;
    QList<QJsonObject> m_received;
};

QTEST_GUILESS_MAIN(ProgramLinkTest)
#include "program_link_test.moc"
