// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/palette_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;

namespace {

PaletteEntry entry(PaletteGroup group, const char* title, const char* where = "", bool isHere = false)
{
    PaletteEntry made;
    made.id = QString::fromUtf8(title) + u'/' + QString::fromUtf8(where);
    made.group = group;
    made.title = QString::fromUtf8(title);
    made.where = QString::fromUtf8(where);
    made.isHere = isHere;
    return made;
}

QList<PaletteEntry> someEntries()
{
    return {entry(PaletteGroup::Places, "Compose"), entry(PaletteGroup::Places, "Gallery"),
        entry(PaletteGroup::Actions, "Duplicate rows", "Compose", true),
        entry(PaletteGroup::Actions, "Delete rows", "Compose", true),
        entry(PaletteGroup::Actions, "Pause the queue", "Queue"),
        entry(PaletteGroup::Actions, "Larger pictures", "Gallery"), entry(PaletteGroup::Campaigns, "Été à la plage"),
        entry(PaletteGroup::Campaigns, "Pause café")};
}

QString written(const PaletteList& list)
{
    QStringList lines;
    for (int row = 0; row < list.rowCount(); ++row) {
        const QModelIndex index = list.index(row);
        const bool isHead = index.data(PaletteList::IsHeadRole).toBool();
        lines.append((isHead ? QStringLiteral("[%1]") : QStringLiteral("%1")).arg(index.data().toString()));
    }
    return lines.join(u'\n');
}

QString marked(const QString& query, const char* title)
{
    const PaletteEntry made = entry(PaletteGroup::Actions, title, "Compose");
    const std::optional<PaletteMatch> match = matchPalette(query, made);
    if (!match)
        return QStringLiteral("-");
    QString letters;
    for (const int mark : match->marks)
        letters.append(made.title.at(mark));
    return letters;
}

} // namespace

class PaletteListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWholeWordsPartsAndLettersInOrder_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("letters");
        QTest::newRow("start") << QStringLiteral("dup") << QStringLiteral("Dup");
        QTest::newRow("two words in any order") << QStringLiteral("rows dup") << QStringLiteral("Duprows");
        QTest::newRow("inside") << QStringLiteral("licat") << QStringLiteral("licat");
        QTest::newRow("letters") << QStringLiteral("dupr") << QStringLiteral("Dupr");
        QTest::newRow("first letters") << QStringLiteral("dr") << QStringLiteral("Dr");
        QTest::newRow("the place") << QStringLiteral("compose dup") << QStringLiteral("Dup");
        QTest::newRow("only the place") << QStringLiteral("comp") << QString();
        QTest::newRow("nothing") << QStringLiteral("sunset") << QStringLiteral("-");
        QTest::newRow("one of two is missing") << QStringLiteral("dup sunset") << QStringLiteral("-");
        QTest::newRow("letters from the middle of words") << QStringLiteral("uctws") << QStringLiteral("-");
    }
    void findsWholeWordsPartsAndLettersInOrder()
    {
        QFETCH(QString, query);
        QFETCH(QString, letters);
        QCOMPARE(marked(query, "Duplicate rows"), letters);
    }

    void findsLettersWithAndWithoutTheirAccents()
    {
        QCOMPARE(marked(QStringLiteral("ete"), "Été à la plage"), QStringLiteral("Été"));
        QCOMPARE(marked(QStringLiteral("PLAGE"), "Été à la plage"), QStringLiteral("plage"));
    }

    void startsWithWhatWasUsedLastAndWhatIsInView()
    {
        PaletteList list;
        list.setEntries(someEntries(), {QStringLiteral("Pause the queue/Queue"), QStringLiteral("gone/Queue")});
        QCOMPARE(written(list),
            QStringLiteral("[Used last]\nPause the queue\n[In this place]\nDuplicate rows\nDelete rows\n"
                           "[Places]\nCompose\nGallery\n[Campaigns]\nÉté à la plage\nPause café"));
        QCOMPARE(list.firstChoice(), -1); // Enter keeps its old meaning
    }

    void offersThePicturesFirstAndThenTheGroupWithTheBestHit()
    {
        PaletteList list;
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setEntries(someEntries(), {});
        list.setTyped(QStringLiteral("gallery"));
        QCOMPARE(written(list),
            QStringLiteral("Search pictures for “gallery”\n[Places]\nGallery\n[Actions]\nLarger pictures"));
        QCOMPARE(list.firstChoice(), 0);
        list.setTyped(QStringLiteral("pause"));
        QCOMPARE(written(list),
            QStringLiteral("Search pictures for “pause”\n[Campaigns]\nPause café\n[Actions]\nPause the queue"));
        list.setTyped(QStringLiteral("sunset"));
        QCOMPARE(written(list), QStringLiteral("Search pictures for “sunset”"));
    }

    void prefersWhatWasUsedLast()
    {
        PaletteList list;
        list.setEntries(someEntries(), {QStringLiteral("Delete rows/Compose")});
        list.setTyped(QStringLiteral("rows"));
        QCOMPARE(list.index(2).data().toString(), QStringLiteral("Delete rows"));
    }

    void showsOnlyActionsAfterTheAngle()
    {
        PaletteList list;
        list.setEntries(someEntries(), {});
        list.setTyped(QStringLiteral(">"));
        QCOMPARE(list.rowCount(), 5);
        QCOMPARE(list.firstChoice(), 1);
        list.setTyped(QStringLiteral("> pause"));
        QCOMPARE(written(list), QStringLiteral("[Actions]\nPause the queue"));
        list.setTyped(QStringLiteral(">nothing like this"));
        QCOMPARE(list.rowCount(), 0);
        QCOMPARE(list.firstChoice(), -1);
    }

    void goesRoundAndOverTheHeads()
    {
        PaletteList list;
        list.setEntries(someEntries(), {});
        list.setTyped(QStringLiteral("gallery"));
        QCOMPARE(list.nextChoice(0, 1), 2);
        QCOMPARE(list.nextChoice(2, 1), 4);
        QCOMPARE(list.nextChoice(4, 1), 0);
        QCOMPARE(list.nextChoice(0, -1), 4);
        QCOMPARE(list.nextChoice(-1, -1), 4);
        QVERIFY(!list.index(1).flags().testFlag(Qt::ItemIsSelectable));
        QCOMPARE(PaletteList().nextChoice(-1, 1), -1);
    }

    // However many there are, a key press ranks them once and shows a handful.
    void ranksTenThousandCampaignsOnceAKeyPress()
    {
        QList<PaletteEntry> entries;
        for (int i = 0; i < 10'000; ++i)
            entries.append(entry(PaletteGroup::Campaigns, qPrintable(QStringLiteral("Summer sale %1").arg(i))));
        PaletteList list;
        list.setEntries(entries, {});
        QSignalSpy ranked(&list, &QAbstractItemModel::modelReset);
        const QString typed = QStringLiteral("sale 99");
        for (qsizetype length = 1; length <= typed.size(); ++length)
            list.setTyped(typed.left(length));
        QCOMPARE(ranked.size(), typed.size());
        list.setTyped(typed);
        QCOMPARE(ranked.size(), typed.size()); // nothing new was typed
        QCOMPARE(list.index(0).data().toString(), QStringLiteral("Search pictures for “sale 99”"));
        QCOMPARE(list.index(2).data().toString(), QStringLiteral("Summer sale 99"));
        QVERIFY2(list.rowCount() <= 20, qPrintable(QString::number(list.rowCount())));
    }
};

QTEST_GUILESS_MAIN(PaletteListTest)
#include "palette_list_test.moc"
