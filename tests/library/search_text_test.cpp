// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/search_text.h"

#include <QTest>

using namespace batchroom;

class SearchTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesTypedTextSafe_data();
    void makesTypedTextSafe();
    void usesPatternsOnlyWithoutFullText();
    void looksForAFewWordsOnly();
};

void SearchTextTest::makesTypedTextSafe_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("match");
    QTest::addColumn<QStringList>("patterns");
    const auto row = [](const char* name, const QString& typed, const QString& match,
                         const QStringList& patterns = {}) { QTest::newRow(name) << typed << match << patterns; };
    row("nothing", QString(), QString());
    row("spaces", QStringLiteral(" \t\n "), QString());
    row("one letter", QStringLiteral("a"), QStringLiteral("\"a\" *"));
    row("last word is a prefix", QStringLiteral("red light"), QStringLiteral("\"red\" AND \"light\" *"));
    row("quotes", QStringLiteral("\"red\" l\"ght"), QStringLiteral("\"\"\"red\"\"\" AND \"l\"\"ght\" *"));
    row("operators", QStringLiteral("red OR NOT near"),
        QStringLiteral("\"red\" AND \"OR\" AND \"NOT\" AND \"near\" *"));
    row("columns and stars", QStringLiteral("prompt:red* ^(x)"), QStringLiteral("\"prompt:red*\" AND \"^(x)\" *"));
    row("marks only", QStringLiteral("*)"), QString(), {QStringLiteral("%*)%")});
    row("percent", QStringLiteral("%_\\"), QString(), {QStringLiteral("%\\%\\_\\\\%")});
    row("chinese", QStringLiteral("\u706f\u5854"), QString(), {QStringLiteral("%\u706f\u5854%")});
    row("mixed", QStringLiteral("\u706f\u5854 red"), QStringLiteral("\"red\" *"), {QStringLiteral("%\u706f\u5854%")});
    row("prefix only at the end", QStringLiteral("red \u706f"), QStringLiteral("\"red\""),
        {QStringLiteral("%\u706f%")});
    row("emoji", QStringLiteral("\U0001F680"), QString(), {QStringLiteral("%\U0001F680%")});
    row("control characters", QStringLiteral("re") + QChar(0) + QStringLiteral("d"),
        QStringLiteral("\"re\" AND \"d\" *"));
    row("half a character", QString(QChar(0xd83d)), QString());
}

void SearchTextTest::makesTypedTextSafe()
{
    QFETCH(QString, typed);
    const SearchTerms terms = searchTerms(typed);
    QTEST(terms.match, "match");
    QTEST(terms.patterns, "patterns");
}

void SearchTextTest::usesPatternsOnlyWithoutFullText()
{
    const SearchTerms terms = searchTerms(QStringLiteral("red light"), FullText::Missing);
    QVERIFY(terms.match.isEmpty());
    QCOMPARE(terms.patterns, (QStringList{QStringLiteral("%red%"), QStringLiteral("%light%")}));
}

void SearchTextTest::looksForAFewWordsOnly()
{
    const SearchTerms terms = searchTerms(QStringLiteral("word ").repeated(100'000));
    QCOMPARE(terms.match.count(QStringLiteral(" AND ")), 31);
    const SearchTerms lengthy = searchTerms(QString(1'000'000, QLatin1Char('x')));
    QVERIFY(lengthy.match.size() < 300);
}

QTEST_GUILESS_MAIN(SearchTextTest)
#include "search_text_test.moc"
