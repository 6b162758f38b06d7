// SPDX-License-Identifier: GPL-3.0-or-later
// What others told, read without trust; where its pictures may come from; which rule it is about.
#include "app/webhooks/event_rule.h"

#include <QTest>

using namespace batchroom;

namespace {

InboxEvent told(const QByteArray& body, const char* sender = "ideogram-callback",
    const char* type = "ideogram.generation.completed")
{
    return {.id = InboxId{1},
        .event = {QString::fromLatin1(sender), QStringLiteral("msg_1"), QString::fromLatin1(type), body},
        .receivedMs = 1000};
}

// Written with single quotes.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QString factText(const EventFact& fact)
{
    QStringList parts{fact.key, fact.campaign, fact.prompt, fact.model, fact.reference, fact.problem};
    for (const ToldPicture& picture : fact.pictures)
        parts.append(QStringLiteral("%1 %2x%3 %4 %5")
                         .arg(picture.address)
                         .arg(picture.size.width())
                         .arg(picture.size.height())
                         .arg(picture.seed.value_or(-1))
                         .arg(picture.prompt));
    return parts.join(QLatin1Char('|'));
}

} // namespace

class EventRuleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatOthersTell_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("fact");
        const auto row = [](const char* name, const QByteArray& body, const char* fact) {
            QTest::newRow(name) << body << QStringLiteral("ideogram-callback/msg_1|") + QString::fromUtf8(fact);
        };
        row("the original design's",
            json("{'event':'x','jobId':12,'prompt':'a fox','images':['https://c.d/a.png'],'resolution':'1024x768'}"),
            "|a fox||12||https://c.d/a.png 1024x768 -1 ");
        row("of several only the first one's size is told",
            json("{'images':['https://a/1','https://a/2'],'resolution':'10x10','seed':5}"),
            "|||||https://a/1 -1x-1 5 |https://a/2 -1x-1 5 ");
        row("our own flat body",
            json("{'campaign':' Summer  Sale ','model':'ideogram-3','images':['https://a/1'],'seed':7}"),
            "Summer Sale||ideogram-3|||https://a/1 -1x-1 7 ");
        row("Ideogram's, one withheld",
            json("{'generation_id':'g','data':[{'url':'https://i/"
                 "1','prompt':'p','resolution':'8x9','seed':3,'is_image_safe':true},{'url':null,'is_image_safe':false}]"
                 "}"),
            "|||||https://i/1 8x9 3 p");
        row("a failure", json("{'error':{'code':'x','message':'No  credit.'}}"), "||||No credit.");
        row("nonsense",
            json("{'images':[1,{},null,'',{'url':7}],'campaign':[],'seed':'x','error':7,'resolution':'0xx'}"), "||||");
        row("impossible sizes and seeds", json("{'images':['https://a/1'],'resolution':'99999x1','seed':-1.5}"),
            "|||||https://a/1 -1x-1 -1 ");
        row("no object", "[]", "||||");
    }
    void readsWhatOthersTell()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, fact);
        const EventFact read = factOf(told(body));
        QCOMPARE(factText(read), fact);
        QCOMPARE(factFromJson(toJson(read)), read);
    }

    void fetchesOnlyWhereAPersonAllowed_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QStringList>("hosts");
        QTest::addColumn<bool>("isAllowed");
        const QStringList example{QStringLiteral("images.example.com")};
        const QStringList here{QStringLiteral("127.0.0.1")};
        const auto row = [](const char* address, const QStringList& hosts, bool isAllowed) {
            QTest::newRow(qPrintable(QString::fromLatin1(address) + hosts.join(QLatin1Char(','))))
                << QString::fromLatin1(address) << hosts << isAllowed;
        };
        row("https://images.example.com/a.png", example, true);
        row("https://IMAGES.example.com/a.png?x=1", example, true);
        row("https://images.example.com/a.png", {}, false);
        row("https://other.example.com/a.png", example, false);
        row("https://images.example.com.evil.test/a.png", example, false);
        row("http://images.example.com/a.png", example, false);
        row("https://me:pw@images.example.com/a.png", example, false);
        row("file:///etc/passwd", example, false);
        row("/srv/pictures/a.png", example, false);
        row("C:\\pictures\\a.png", example, false);
        row("ftp://images.example.com/a.png", example, false);
        row("data:image/png;base64,AAAA", example, false);
        row("http://127.0.0.1:8080/a.png", here, true);
        row("https://127.0.0.1/a.png", here, true);
        row("http://127.0.0.1:8080/a.png", example, false);
        row("http://localhost/a.png", here, false);
        row("https://192.168.1.5/a.png", {QStringLiteral("192.168.1.5")}, false);
        row("https://169.254.169.254/a.png", {QStringLiteral("169.254.169.254")}, false);
        row("https://nas.local/a.png", {QStringLiteral("nas.local")}, false);
        row("https://[::ffff:10.0.0.1]/a.png", {QStringLiteral("::ffff:10.0.0.1")}, false);
    }
    void fetchesOnlyWhereAPersonAllowed()
    {
        QFETCH(QString, address);
        QFETCH(QStringList, hosts);
        QFETCH(bool, isAllowed);
        const Result<QUrl> url = pictureAddress(address, {.hosts = hosts});
        QCOMPARE(url.hasValue(), isAllowed);
        if (!url)
            QVERIFY(!url.error().what.isEmpty());
    }

    void namesHostsOneByOne_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::newRow("plain") << QStringLiteral(" Images.Example.com ") << QStringLiteral("images.example.com");
        QTest::newRow("address") << QStringLiteral("https://images.example.com/a")
                                 << QStringLiteral("images.example.com");
        QTest::newRow("this computer") << QStringLiteral("127.0.0.1") << QStringLiteral("127.0.0.1");
        QTest::newRow("all of them") << QStringLiteral("*.example.com") << QString();
        QTest::newRow("private") << QStringLiteral("10.1.2.3") << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("with a path") << QStringLiteral("images.example.com/a") << QString();
    }
    void namesHostsOneByOne()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QCOMPARE(pictureHost(text).valueOr({}), host);
    }

    void asksForTheHostsThatAreNotAllowedYet()
    {
        const QByteArray four = json("{'images':['https://a.test/1','https://b.test/2','https://a.test/3','a.png']}");
        const EventFact fact = factOf(told(four));
        const ImportOffer offer = importOffer(fact, {.hosts = {QStringLiteral("b.test")}});
        QCOMPARE(offer.pictures, 3);
        QCOMPARE(offer.newHosts, QStringList{QStringLiteral("a.test")});
        QVERIFY(offer.obstacle.isEmpty());
        const ImportOffer files = importOffer(factOf(told(json("{'images':['/srv/a.png']}"))), {});
        QCOMPARE(files.pictures, 0);
        QVERIFY(files.obstacle.contains(QStringLiteral("never read")));
        QVERIFY(!importOffer(factOf(told("{}")), {}).obstacle.isEmpty());
    }

    void isHeldAgainstEvents_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("campaign");
        QTest::addColumn<bool>("isOn");
        QTest::addColumn<qint64>("sinceMs");
        QTest::addColumn<bool>("isMatch");
        const auto row = [](const char* name, const char* type, const char* campaign, bool isOn, qint64 since,
                             bool match) {
            QTest::newRow(name) << QString::fromLatin1(type) << QString::fromLatin1(campaign) << isOn << since << match;
        };
        row("its type, any campaign", "ideogram.generation.completed", "", true, 0, true);
        row("its campaign in any case", "ideogram.generation.completed", "SUMMER", true, 0, true);
        row("another campaign", "ideogram.generation.completed", "Winter", true, 0, false);
        row("another type", "ideogram.generation.failed", "", true, 0, false);
        row("off", "ideogram.generation.completed", "", false, 0, false);
        row("made after it happened", "ideogram.generation.completed", "", true, 1001, false);
        row("not GitHub", "github.*", "", true, 0, false);
    }
    void isHeldAgainstEvents()
    {
        QFETCH(QString, type);
        QFETCH(QString, campaign);
        QFETCH(bool, isOn);
        QFETCH(qint64, sinceMs);
        QFETCH(bool, isMatch);
        const EventRule rule{
            .id = QStringLiteral("r"), .isOn = isOn, .type = type, .campaign = campaign, .sinceMs = sinceMs};
        QCOMPARE(matches(rule, factOf(told(json("{'campaign':'Summer'}")))), isMatch);
    }

    void anyEventOfGitHub()
    {
        const EventRule rule{.id = QStringLiteral("r"), .type = QStringLiteral("github.*")};
        QVERIFY(matches(rule, factOf(told("{}", "github", "github.push"))));
    }

    void isRefusedWhenItCannotBeCarriedOut()
    {
        EventRule rule{.id = QStringLiteral("r"),
            .type = QStringLiteral("ideogram.batch.completed"),
            .action = RuleAction::Export};
        QVERIFY(!checkRule(rule));
        rule.presets = {QStringLiteral("og")};
        QVERIFY(!checkRule(rule));
        rule.folder = QStringLiteral("ads");
        QVERIFY(!checkRule(rule));
        rule.folder = QStringLiteral("/srv/ads");
        QVERIFY(checkRule(rule));
        rule.type = QStringLiteral("ideogram.image.ready"); // would go round in circles
        QVERIFY(!checkRule(rule));
        rule.action = RuleAction::Tell;
        rule.address = QUrl(QStringLiteral("http://example.com/hook"));
        QVERIFY(!checkRule(rule));
        rule.address = QUrl(QStringLiteral("https://example.com/hook"));
        QVERIFY(checkRule(rule));
        rule.action = RuleAction::Notify;
        QVERIFY(checkRule(rule));
    }

    void settingsComeBackAsTheyWere()
    {
        EventSettings settings;
        settings.imports.insert(QStringLiteral("ideogram-callback"), {{QStringLiteral("images.example.com")}, true});
        settings.rules = {{.id = QStringLiteral("a"),
                              .isOn = false,
                              .type = QStringLiteral("github.*"),
                              .campaign = QStringLiteral("Summer"),
                              .action = RuleAction::Export,
                              .presets = {QStringLiteral("og")},
                              .folder = QStringLiteral("/srv/ads"),
                              .sinceMs = 7},
            {.id = QStringLiteral("b"),
                .type = QStringLiteral("x"),
                .action = RuleAction::Tell,
                .address = QUrl(QStringLiteral("https://example.com/a?b=c%20d")),
                .isSigned = true,
                .reach = CallbackReach::OwnNetwork}};
        QCOMPARE(eventSettingsFromJson(toJson(settings)), settings);
        QCOMPARE(eventSettingsFromJson("no json"), EventSettings());
        const EventSettings odd = eventSettingsFromJson(
            json("{'imports':{'s':{'hosts':['*.x.com','10.0.0.1',7,'a.com']}},'rules':[{'id':'r'},7]}"));
        QCOMPARE(odd.imports.value(QStringLiteral("s")).hosts, QStringList{QStringLiteral("a.com")});
        QVERIFY(odd.rules.isEmpty());
    }
};

QTEST_GUILESS_MAIN(EventRuleTest)
#include "event_rule_test.moc"
