// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http_message.h"
#include "app/net/url_rules.h"

#include <QTest>

using namespace batchroom;
using namespace std::chrono_literals;

class UrlRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allowsOnlyTheImageHosts_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* url, bool allowed) { QTest::newRow(url) << QString::fromUtf8(url) << allowed; };
        row("https://ideogram.ai/api/images/ephemeral/x.png?exp=1&sig=2", true);
        row("https://cdn.ideogram.ai/x.png", true);
        row("https://IDEOGRAM.AI/x.png", true);
        row("https://ideogram.ai:8443/x.png", true);
        row("http://ideogram.ai/x.png", false);
        row("https://ideogram.ai.evil.example/x.png", false);
        row("https://evilideogram.ai/x.png", false);
        row("https://ideogram.ai@evil.example/x.png", false);
        row("https://user:pass@ideogram.ai/x.png", false);
        row("https://ideogram.ai\\@evil.example/x.png", false);
        row("https://evil.example/ideogram.ai", false);
        row("https://evil.example#ideogram.ai", false);
        row("https://2130706433/x.png", false);
        row("https://0x7f000001/x.png", false);
        row("https://0177.0.0.1/x.png", false);
        row("https://127.1/x.png", false);
        row("https://[::ffff:127.0.0.1]/x.png", false);
        row("https://[::1]/x.png", false);
        row("https://169.254.169.254/latest/meta-data/", false);
        row("https://ideogr\u0430m.ai/x.png", false); // Cyrillic a
        row("file:///etc/passwd", false);
        row("ftp://ideogram.ai/x.png", false);
        row("data:image/png;base64,AAAA", false);
        row("https:///x.png", false);
        row("//ideogram.ai/x.png", false);
        row("", false);
    }
    void allowsOnlyTheImageHosts()
    {
        QFETCH(QString, url);
        QFETCH(bool, allowed);
        const UrlRules rules{
            {QStringLiteral("ideogram.ai"), QStringLiteral("*.ideogram.ai")}, {}, AddressScope::PublicOnly};
        QCOMPARE(checkUrl(QUrl(url), rules).hasValue(), allowed);
    }

    void keepsPrivateAddressesOutOfPublicTargets_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isPublic");
        const auto row = [](const char* host, bool allowed) {
            QTest::newRow(host) << QString::fromUtf8(host) << allowed;
        };
        row("93.184.216.34", true);
        row("8.8.8.8", true);
        row("[2606:2800:220:1:248:1893:25c8:1946]", true);
        row("example.com", true);
        row("127.0.0.1", false);
        row("2130706433", false);
        row("0x7f.1", false);
        row("017700000001", false);
        row("10.1.2.3", false);
        row("172.16.0.1", false);
        row("172.31.255.255", false);
        row("172.32.0.1", true);
        row("192.168.1.1", false);
        row("100.64.0.1", false);
        row("169.254.169.254", false);
        row("0.0.0.0", false);
        row("224.0.0.1", false);
        row("255.255.255.255", false);
        row("[::1]", false);
        row("[::]", false);
        row("[fe80::1]", false);
        row("[fc00::1]", false);
        row("[ff02::1]", false);
        row("[::ffff:10.0.0.1]", false);
        row("[::ffff:8.8.8.8]", true);
        row("[::127.0.0.1]", false);
        row("[64:ff9b::7f00:1]", false);
        row("[2002:7f00:1::]", false);
        row("localhost", false);
        row("printer.local", false);
        row("metadata.google.internal", false);
        row("intranet", false);
    }
    void keepsPrivateAddressesOutOfPublicTargets()
    {
        QFETCH(QString, host);
        QFETCH(bool, isPublic);
        const QUrl url(QStringLiteral("https://%1/x").arg(host));
        QCOMPARE(checkUrl(url, {{}, {}, AddressScope::PublicOnly}).hasValue(), isPublic);
    }

    void allowsPlainHttpOnlyToThisComputer()
    {
        const auto allowed = [](const char* url) { return checkUrl(QUrl(QString::fromUtf8(url)), {}).hasValue(); };
        QVERIFY(allowed("http://127.0.0.1:8080/generate"));
        QVERIFY(allowed("http://[::1]:8080/generate"));
        QVERIFY(allowed("http://localhost:8080/generate"));
        QVERIFY(!allowed("http://localhost.evil.example/generate"));
        QVERIFY(!allowed("http://192.168.1.5/generate"));
        QVERIFY(!allowed("http://api.ideogram.ai/generate"));
        QVERIFY(!allowed("http://127.0.0.1.evil.example/"));
        QVERIFY(allowed("https://192.168.1.5/generate"));
    }

    void trustsTheHostThePersonChose()
    {
        const UrlRules rules{{QStringLiteral("ideogram.ai")}, QStringLiteral("127.0.0.1"), AddressScope::PublicOnly};
        QVERIFY(checkUrl(QUrl(QStringLiteral("http://127.0.0.1:4000/x.png")), rules));
        QVERIFY(!checkUrl(QUrl(QStringLiteral("http://127.0.0.2:4000/x.png")), rules));
        const UrlRules remote{
            {QStringLiteral("ideogram.ai")}, QStringLiteral("proxy.example"), AddressScope::PublicOnly};
        QVERIFY(!checkUrl(QUrl(QStringLiteral("http://proxy.example/x.png")), remote));
    }

    void neverShowsSignaturesOrLogins()
    {
        const QString shown = displayUrl(QUrl(QStringLiteral("https://me:secret@ideogram.ai/x.png?sig=abcdef#frag")));
        QCOMPARE(shown, QStringLiteral("https://ideogram.ai/x.png"));
    }

    void readsBothFormsOfRetryAfter()
    {
        using ms = std::chrono::milliseconds;
        const ms now = parseHttpDate("Tue, 24 Nov 2026 07:00:00 GMT").value_or(0ms);
        QCOMPARE(now, ms(1'795'503'600'000));
        QCOMPARE(parseRetryAfter("5", now), std::optional<ms>(5s));
        QCOMPARE(parseRetryAfter(" 0 ", now), std::optional<ms>(0s));
        QCOMPARE(parseRetryAfter("Tue, 24 Nov 2026 07:00:30 GMT", now), std::optional<ms>(30s));
        QCOMPARE(parseRetryAfter("Tue, 24 Nov 2026 06:00:00 GMT", now), std::optional<ms>(0s));
        QCOMPARE(parseRetryAfter("99999999999999999999999", now), std::optional<ms>(24h));
        QCOMPARE(parseRetryAfter("-5", now), std::optional<ms>());
        QCOMPARE(parseRetryAfter("soon", now), std::optional<ms>());
        QCOMPARE(parseRetryAfter("", now), std::optional<ms>());
        QCOMPARE(parseRetryAfter("1.5", now), std::optional<ms>());
    }
};

QTEST_GUILESS_MAIN(UrlRulesTest)
#include "url_rules_test.moc"
