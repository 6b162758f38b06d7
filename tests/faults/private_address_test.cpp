// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses that lead into private networks, through the whole program: a callback there is refused before anything is
// queued, a picture's link there is never followed, nor a redirect to another host. (Fault list, 18.)
#include "tests/faults/client_program.h"
#include "tests/faults/fault_size.h"
#include "tests/faults/library_books.h"
#include "tests/faults/scripted_api.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <atomic>

using namespace batchroom;
using namespace batchroom::test;
using namespace std::chrono_literals;

namespace {

const QStringList privateCallbacks{
    QStringLiteral("https://10.0.0.5/hook"),
    QStringLiteral("https://172.16.3.4/hook"),
    QStringLiteral("https://192.168.1.7/hook"),
    QStringLiteral("https://169.254.169.254/latest/meta-data"),
    QStringLiteral("https://100.64.0.1/hook"),
    QStringLiteral("https://0.0.0.0/hook"),
    QStringLiteral("https://224.0.0.1/hook"),
    QStringLiteral("https://167772165/hook"),  // 10.0.0.5 as one number
    QStringLiteral("https://0x0a000005/hook"), // in hex
    QStringLiteral("https://012.0.0.5/hook"),  // in octal
    QStringLiteral("https://10.5/hook"),       // shortened
    QStringLiteral("https://[::ffff:10.0.0.5]/hook"),
    QStringLiteral("https://[64:ff9b::a00:5]/hook"), // NAT64
    QStringLiteral("https://[2002:a00:5::1]/hook"),  // 6to4
    QStringLiteral("https://[fd00::1]/hook"),
    QStringLiteral("https://[fe80::1]/hook"),
    QStringLiteral("https://metadata.google.internal/hook"),
    QStringLiteral("https://printer.local/hook"),
    QStringLiteral("https://router/hook"),
    QStringLiteral("https://user:word@example.com/hook"),
    QStringLiteral("http://example.com/hook"),
    QStringLiteral("file:///etc/passwd"),
    QStringLiteral("gopher://127.0.0.1/x"),
};

// Somebody on this computer whom nobody may call: counts who tries.
class Trap {
public:
    explicit Trap(const QString& address)
        : m_isUp(m_server.listen(QHostAddress(address)))
    {
    }
    bool isUp() const { return m_isUp; }
    quint16 port() const { return m_server.serverPort(); }
    int callers()
    {
        while (m_server.waitForNewConnection(0))
            while (QTcpSocket* caller = m_server.nextPendingConnection()) {
                ++m_callers;
                caller->deleteLater();
            }
        return m_callers;
    }

private:
    QTcpServer m_server;
    bool m_isUp;
    int m_callers = 0;
};

} // namespace

class PrivateAddressTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void queuesNothingWithAPrivateCallback()
    {
        QTemporaryDir folder;
        ScriptedApi api;
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet = writeSheet(folder.filePath(QStringLiteral("s.csv")), {QStringLiteral("Never")});
        for (const QString& callback : privateCallbacks) {
            const CliResult result =
                ClientProgram::run(setup, sheet, {QStringLiteral("--callback"), callback})->finish();
            const QString where = callback + QStringLiteral(": ") + errorsOf(result);
            QVERIFY2(result.exitCode == 2, qPrintable(where));
            QVERIFY2(!errorsOf(result).isEmpty(), qPrintable(where));
        }
        tellFigures(QStringLiteral("callback addresses=%1, refused=%1, posts=%2")
                        .arg(privateCallbacks.size())
                        .arg(api.postCount()));
        QCOMPARE(api.postCount(), 0);
        QVERIFY(!QFile::exists(setup.library + QStringLiteral("/library.db")));
    }

    // The provider, or somebody between, names a link into this computer or its network.
    void followsNoLinkIntoAPrivateNetwork()
    {
        Trap trap(QStringLiteral("127.0.0.2"));
        if (!trap.isUp())
            QSKIP("127.0.0.2 cannot be listened on here");
        const QString port = QString::number(trap.port());
        const QStringList links{QStringLiteral("http://127.0.0.2:%1/p.png").arg(port),
            QStringLiteral("https://127.0.0.2:%1/p.png").arg(port), QStringLiteral("http://127.2:%1/p.png").arg(port),
            QStringLiteral("http://2130706434:%1/p.png").arg(port),
            QStringLiteral("http://0x7f000002:%1/p.png").arg(port),
            QStringLiteral("http://0177.0.0.2:%1/p.png").arg(port),
            QStringLiteral("https://[::ffff:127.0.0.2]:%1/p.png").arg(port),
            QStringLiteral("https://user@127.0.0.2:%1/p.png").arg(port), QStringLiteral("https://10.0.0.5/p.png"),
            QStringLiteral("https://192.168.1.1/p.png"), QStringLiteral("https://169.254.169.254/latest/meta-data"),
            QStringLiteral("https://[fd00::1]/p.png"), QStringLiteral("https://[fe80::1]/p.png"),
            QStringLiteral("https://[64:ff9b::7f00:2]/p.png"), QStringLiteral("https://printer.local/p.png"),
            QStringLiteral("https://router/p.png"), QStringLiteral("http://example.com/p.png"),
            QStringLiteral("file:///etc/passwd"), QStringLiteral("ftp://127.0.0.2:%1/p.png").arg(port),
            QStringLiteral("data:image/png;base64,iVBORw0KGgo=")};
        QTemporaryDir folder;
        ScriptedApi api([&links](const PaidPost& post) {
            return ScriptedApi::Verdict(
                ScriptedApi::Generate{.duration = 1ms, .link = links.at(post.nth - 1), .isSaidAtOnce = true});
        });
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet = writeSheet(folder.filePath(QStringLiteral("s.csv")),
            numberedPrompts(QStringLiteral("Link"), static_cast<int>(links.size())));
        const CliResult result = ClientProgram::run(setup, sheet, {QStringLiteral("--sync")})->finish();
        const LibraryBooks books = readBooks(setup.library);
        tellFigures(QStringLiteral("links=%1, unknown=%2, done=%3, calls to the trap=%4")
                        .arg(links.size())
                        .arg(books.count(QStringLiteral("unknown")))
                        .arg(books.count(QStringLiteral("done")))
                        .arg(trap.callers()));
        QCOMPARE(trap.callers(), 0);
        // Paid for, and no link that may be followed: a person is told, nothing is sent again.
        QVERIFY2(result.exitCode == 3, qPrintable(QString::number(result.exitCode) + books.statesText()));
        QCOMPARE(books.count(QStringLiteral("unknown")), links.size());
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}), QString());
    }

    void followsNoRedirectToAnotherHost()
    {
        Trap trap(QStringLiteral("127.0.0.2"));
        if (!trap.isUp())
            QSKIP("127.0.0.2 cannot be listened on here");
        const QByteArray port = QByteArray::number(trap.port());
        const QList<QByteArray> targets{"http://127.0.0.2:" + port + "/p.png", "https://127.0.0.2:" + port + "/p.png",
            "//127.0.0.2:" + port + "/p.png", "http://2130706434:" + port + "/p.png", "https://10.0.0.5/p.png",
            "https://example.com/p.png", "file:///etc/passwd"};
        std::atomic<bool> isTrapping = true;
        QTemporaryDir folder;
        ScriptedApi api([](const PaidPost&) { return ScriptedApi::Verdict(ScriptedApi::Generate{.duration = 1ms}); },
            [&](int nth) -> std::optional<HttpResponse> {
                if (!isTrapping)
                    return std::nullopt;
                HttpResponse redirect;
                redirect.status = nth % 2 == 0 ? 302 : 307;
                redirect.headers = {HttpHeader{"Location", targets.at(nth % targets.size())}};
                return redirect;
            });
        const int rows = static_cast<int>(targets.size());
        const ClientSetup setup{.apiBase = api.url(), .library = folder.filePath(QStringLiteral("library"))};
        const QString sheet =
            writeSheet(folder.filePath(QStringLiteral("s.csv")), numberedPrompts(QStringLiteral("Redirect"), rows));
        auto client = ClientProgram::run(setup, sheet);
        QVERIFY(client->waitUntil([&] { return api.downloads() >= 2 * rows; }));
        const int redirected = api.downloads();
        QCOMPARE(trap.callers(), 0);
        // The picture is paid for: it is fetched as soon as its host behaves.
        isTrapping = false;
        const CliResult result = client->finish(2min);
        const LibraryBooks books = readBooks(setup.library);
        tellFigures(QStringLiteral("redirects=%1, calls to the trap=%2, pictures fetched afterwards=%3 of %4")
                        .arg(redirected)
                        .arg(trap.callers())
                        .arg(books.count(QStringLiteral("done")))
                        .arg(rows));
        QCOMPARE(trap.callers(), 0);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(disagreement(books, {api.postsByPrompt(), api.generationsByPrompt()}), QString());
        QCOMPARE(books.count(QStringLiteral("done")), rows);
    }
};

QTEST_GUILESS_MAIN(PrivateAddressTest)
#include "private_address_test.moc"
