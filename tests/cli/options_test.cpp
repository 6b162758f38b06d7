// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::cli;

namespace {

Result<Options> parse(const QString& line)
{
    QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.prepend(QStringLiteral("batchroom-cli"));
    return parseOptions(words, Catalog::builtIn());
}

} // namespace

class OptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAWholeRun()
    {
        const auto options = parse(QStringLiteral(
            "run a.csv --library /lib --account ideogram --api-base http://127.0.0.1:8080 --dialect legacy --campaign "
            "Summer "
            "--model 3.0 --style design --aspect 4:5 --speed turbo --concurrency 4 --sync --export "
            "og,instagram,twitter-header "
            "--out /out --format webp --quality 70 --name {name}_{preset} --max-spend 2.50 --yes --json"));
        QVERIFY(options);
        QCOMPARE(options->command, QStringLiteral("run"));
        QCOMPARE(options->positional, QStringList{QStringLiteral("a.csv")});
        QCOMPARE(options->dialect, std::optional(Dialect::Legacy));
        QCOMPARE(options->concurrency, 4);
        QCOMPARE(*options->maxSpend, Money::fromMicros(2'500'000));
        QStringList presets;
        for (const Preset& preset : options->exporting.presets)
            presets.append(preset.id);
        QCOMPARE(presets, (QStringList{QStringLiteral("og"), QStringLiteral("ig_sq"), QStringLiteral("x_header")}));
        QCOMPARE(options->exporting.format, PictureFormat::WebP);
        QCOMPARE(options->exporting.quality, 70);
        QVERIFY(options->sync && options->yes && options->json);
    }

    void aModelIsCheckedWhateverTheSheetSays()
    {
        QVERIFY(parse(QStringLiteral("run a.csv --model v_2_turbo")));
        QVERIFY(parse(QStringLiteral("run a.csv --model 4.5")));
        const auto wrong = parse(QStringLiteral("run a.csv --model nosuch"));
        QVERIFY(!wrong);
        QVERIFY(wrong.error().what.contains(QStringLiteral("ideogram-4-5")));
    }

    void theSandboxIsTheAccountUnlessAnAddressIsNamed()
    {
        QCOMPARE(parse(QStringLiteral("run a.csv"))->account, QStringLiteral("sandbox"));
        QCOMPARE(parse(QStringLiteral("run a.csv --api-base http://localhost:1"))->account, QStringLiteral("ideogram"));
    }

    void theCheckAsksAboutTheChargedAccountAndNeedsNoJobs()
    {
        const auto options = parse(QStringLiteral("resolve --check --api-base http://127.0.0.1:9"));
        QVERIFY(options);
        QVERIFY(options->checksUsage && !options->answer);
        QCOMPARE(options->account, QStringLiteral("ideogram"));
        QVERIFY(!parse(QStringLiteral("resolve 1 --check --resend")));
        QVERIFY(!parse(QStringLiteral("resolve 1")));
        QVERIFY(!parse(QStringLiteral("jobs --check")));
    }

    void anAccountIsAFilterOfResolveAndNeedsNoKey()
    {
        const auto options = parse(QStringLiteral("resolve --account Ideogram --campaign Summer --resend --yes"));
        QVERIFY(options);
        QCOMPARE(options->accountFilter, QStringLiteral("ideogram"));
        QCOMPARE(options->campaign, QStringLiteral("Summer"));
        QCOMPARE(options->account, QStringLiteral("sandbox"));
        QVERIFY(options->yes);
    }

    void theAdministratorsKeyIsOneOfItsOwn()
    {
        QVERIFY(parse(QStringLiteral("key status --admin"))->isAdminKey);
        QVERIFY(!parse(QStringLiteral("key status"))->isAdminKey);
    }

    void theDiagnosticsFileNeedsAName()
    {
        QCOMPARE(parse(QStringLiteral("doctor --bundle help.zip"))->bundleFile, QStringLiteral("help.zip"));
        QVERIFY(!parse(QStringLiteral("doctor --bundle=")));
        QVERIFY(!parse(QStringLiteral("run a.csv --bundle x.zip")));
    }

    void aPresetNamedTwiceIsExportedOnce()
    {
        QCOMPARE(parse(QStringLiteral("export 1 --preset ig_sq,instagram"))->exporting.presets.size(), 1);
    }

    void plainHttpIsOnlyForThisComputer_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("https") << QStringLiteral("https://api.ideogram.ai") << true;
        QTest::newRow("loopback") << QStringLiteral("http://127.0.0.1:9") << true;
        QTest::newRow("localhost") << QStringLiteral("http://localhost:9") << true;
        QTest::newRow("ipv6 loopback") << QStringLiteral("http://[::1]:9") << true;
        QTest::newRow("elsewhere") << QStringLiteral("http://api.ideogram.ai") << false;
        QTest::newRow("looks like loopback") << QStringLiteral("http://127.0.0.1.example.com") << false;
        QTest::newRow("no scheme") << QStringLiteral("api.ideogram.ai") << false;
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
    }
    void plainHttpIsOnlyForThisComputer()
    {
        QFETCH(QString, address);
        QFETCH(bool, allowed);
        QCOMPARE(parse(QStringLiteral("run a.csv --api-base ") + address).hasValue(), allowed);
    }

    void everyRefusalSaysWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("hint");
        QTest::newRow("concurrency") << QStringLiteral("run a.csv --concurrency 0") << QStringLiteral("1 to 100");
        QTest::newRow("format") << QStringLiteral("run a.csv --format gif") << QStringLiteral("jpeg, png or webp");
        QTest::newRow("account") << QStringLiteral("run a.csv --account work") << QStringLiteral("sandbox or ideogram");
        QTest::newRow("preset") << QStringLiteral("run a.csv --export nowhere") << QStringLiteral("og");
        QTest::newRow("key") << QStringLiteral("key eat") << QStringLiteral("key set");
        QTest::newRow("answer") << QStringLiteral("resolve 4 --resend --write-off") << QStringLiteral("--resend");
        QTest::newRow("two answers") << QStringLiteral("resolve 4 --ask-again --resend")
                                     << QStringLiteral("--ask-again");
        QTest::newRow("no answer") << QStringLiteral("resolve 4") << QStringLiteral("--ask-again");
        QTest::newRow("no jobs") << QStringLiteral("resolve --resend") << QStringLiteral("--batch 3");
        QTest::newRow("jobs and a filter")
            << QStringLiteral("resolve 4 --batch 3 --resend") << QStringLiteral("not both");
        QTest::newRow("jobs and an account")
            << QStringLiteral("resolve 4 --account ideogram --resend") << QStringLiteral("not both");
        QTest::newRow("filter of the check")
            << QStringLiteral("resolve --check --batch 3") << QStringLiteral("--check");
        QTest::newRow("filter without an answer")
            << QStringLiteral("resolve --batch 3") << QStringLiteral("--ask-again");
        QTest::newRow("account as a filter")
            << QStringLiteral("resolve --account work --resend") << QStringLiteral("sandbox or ideogram");
        QTest::newRow("batch as a filter") << QStringLiteral("resolve --batch x --resend") << QStringLiteral("--batch");
        QTest::newRow("rating") << QStringLiteral("review 4 --rate 9") << QStringLiteral("0 to 5");
        QTest::newRow("spend") << QStringLiteral("run a.csv --max-spend -3") << QStringLiteral("2.50");
        QTest::newRow("not of this command") << QStringLiteral("status --sync") << QStringLiteral("status");
    }
    void everyRefusalSaysWhatIsAllowed()
    {
        QFETCH(QString, line);
        QFETCH(QString, hint);
        const auto options = parse(line);
        QVERIFY(!options);
        QVERIFY2(options.error().what.contains(hint), qPrintable(options.error().what));
    }

    void everyOptionOfTheHelpIsKnown()
    {
        const QRegularExpression option(QStringLiteral("--([a-z-]+)"));
        QRegularExpressionMatchIterator found = option.globalMatch(usage());
        while (found.hasNext()) {
            const QString name = found.next().captured(1);
            const auto options = parse(QStringLiteral("run a.csv --") + name);
            QVERIFY2(options || !options.error().what.contains(QStringLiteral("is not an option")), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "options_test.moc"
