// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/telling_text.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QTest>

using namespace batchroom;

namespace {

QString u(const char* text)
{
    return QString::fromUtf8(text);
}

QString partOf(const QString& text, const QString& other)
{
    const TextPart part = differingPart(text, other);
    return text.mid(part.begin, part.end - part.begin);
}

} // namespace

class TellingTextTest : public QObject {
    Q_OBJECT

private:
    QFontMetrics m_metrics{QGuiApplication::font()};

    int half(const QString& text) const { return m_metrics.horizontalAdvance(text) / 2; }

private Q_SLOTS:
    void findsTheWordsThatDiffer_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("other");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* text, const char* other, const char* part) {
            QTest::newRow(text) << u(text) << u(other) << u(part);
        };
        row("on coral paper, print grain", "on sand paper, print grain", "coral");
        row("a mug in red", "a mug in blue", "red");
        row("Soda, low sun", "Tonic, low sun", "Soda");
        row("size 10 poster", "size 100 poster", "10"); // whole words, also where one begins like the other
        row("reading", "leading", "reading");
        row("Grüne Flasche", "Grünere Flasche", "Grüne");
        row("a 😀 mug", "a 😁 mug", "😀"); // never half a character
        row("a mug", "a red mug", "");
        row("the same", "the same", "");
        row("one", "two", "one");
        row("", "two", "");
    }
    void findsTheWordsThatDiffer()
    {
        QFETCH(QString, text);
        QFETCH(QString, other);
        QTEST(partOf(text, other), "part");
    }

    void leavesAloneWhatFits()
    {
        const QString text = u("short");
        QCOMPARE(elidedAmong(text, {u("shirt")}, m_metrics, 1000), text);
    }

    void keepsTheDifferenceWhereverItStands_data()
    {
        QTest::addColumn<QString>("pattern"); // % is what differs
        const QString filler = u("a calm harbour in the evening with low sun and long shadows, ");
        QTest::newRow("at the end") << filler + filler + u("on % paper");
        QTest::newRow("in the middle") << filler + u("on % paper, ") + filler;
        QTest::newRow("at the start") << u("% paper, ") + filler + filler;
    }
    void keepsTheDifferenceWhereverItStands()
    {
        QFETCH(QString, pattern);
        const auto filled = [&pattern](const char* word) { return QString(pattern).replace(u'%', u(word)); };
        const QString coral = filled("coral");
        const QString sand = filled("sand");
        for (const int width : {half(coral), half(coral) / 2}) {
            const QString one = elidedAmong(coral, {sand}, m_metrics, width);
            const QString other = elidedAmong(sand, {coral}, m_metrics, width);
            QVERIFY2(one.contains(u("coral")), qPrintable(one));
            QVERIFY2(other.contains(u("sand")), qPrintable(other));
            QVERIFY(one.contains(QChar(0x2026)));
            QVERIFY2(m_metrics.horizontalAdvance(one) <= width, qPrintable(one));
            QCOMPARE(one.left(3), coral.left(3)); // the beginning stays too
        }
    }

    void showsWhatTellsFromTheNearerNeighbour()
    {
        const QString tail = u(", screen print on heavy paper, no people, a lot of room for words");
        const QString above = u("Tonic, a very long line about the sunny side of everything, on sand") + tail;
        const QString own = u("Soda, a very long line about the bright side of everything, on coral") + tail;
        const QString below = u("Soda, a very long line about the bright side of everything, on sand") + tail;
        const QString shown = elidedAmong(own, {above, below}, m_metrics, half(own));
        QVERIFY2(shown.startsWith(u("Soda")) && shown.contains(u("coral")), qPrintable(shown));
    }

    void cutsTheMiddleWhereNothingIsShared()
    {
        const QString own = u("Poster with bold type and a low sun over a calm sea, coral and sand");
        const QString shown = elidedAmong(own, {u("Nested arches in green, letterpress")}, m_metrics, half(own));
        QCOMPARE(shown, m_metrics.elidedText(own, Qt::ElideMiddle, half(own)));
        QCOMPARE(elidedAmong(own, {}, m_metrics, half(own)), shown);
        QCOMPARE(elidedAmong(own, {own}, m_metrics, half(own)), shown);
    }

    void looksPastRowsThatAreTheSame()
    {
        const QStringList rows{u("a"), u("b"), u("b"), u("b"), u(""), u("c")};
        const auto textAt = [&rows](int row) { return rows[row]; };
        QCOMPARE(neighboursOf(2, 6, textAt), (QStringList{u("a"), u("c")}));
        QCOMPARE(neighboursOf(0, 6, textAt), QStringList{u("b")});
        QCOMPARE(neighboursOf(5, 6, textAt), QStringList{u("b")});
        QCOMPARE(neighboursOf(0, 1, textAt), QStringList());
    }
};

QTEST_MAIN(TellingTextTest)
#include "telling_text_test.moc"
