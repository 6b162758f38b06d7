// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/catalog.h"
#include "ui/models/preset_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

QString printed(const PresetList& list)
{
    QStringList lines;
    for (int row = 0; row < list.rowCount(); ++row) {
        const QModelIndex index = list.index(row);
        if (index.data(PresetList::IsHeadingRole).toBool()) {
            lines.append(text("%1  %2 of %3")
                             .arg(index.data().toString())
                             .arg(index.data(PresetList::ChosenRole).toInt())
                             .arg(index.data(PresetList::AllRole).toInt()));
            continue;
        }
        const QSize size = index.data(PresetList::SizeRole).toSize();
        lines.append(text("  [%1] %2  %3x%4  loses %5")
                         .arg(index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? text("x") : text(" "),
                             index.data().toString())
                         .arg(size.width())
                         .arg(size.height())
                         .arg(index.data(PresetList::LossRole).toDouble(), 0, 'f', 2));
    }
    return lines.join(u'\n');
}

} // namespace

class PresetListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsPlatformsAndSizes()
    {
        PresetList list(Catalog::builtIn());
        QAbstractItemModelTester tester(&list);
        list.setChosen({text("pin"), text("x_header")});
        list.setPicture(QSize(1000, 1000));
        list.setSearch(text("x header"));
        QCOMPARE(printed(list), text("X  1 of 8\n  [x] Header  1500x500  loses 0.67"));
        list.setSearch(text("1000x1500"));
        QVERIFY2(printed(list).contains(text("Pin 2:3  1000x1500  loses 0.33")), qPrintable(printed(list)));
        list.setSearch(text("nothing like this"));
        QCOMPARE(list.rowCount(), 0);
        list.setSearch({});
        QCOMPARE(
            list.rowCount(), int(Catalog::builtIn().presets().size()) + int(Catalog::builtIn().platforms().size()));
    }

    void understandsAliasesAndForgetsWhatIsUnknown()
    {
        PresetList list(Catalog::builtIn());
        QSignalSpy changed(&list, &PresetList::chosenChanged);
        list.setChosen({text("instagram"), text("long gone"), text("twitter-header")});
        QCOMPARE(list.chosen(), QStringList({text("x_header"), text("ig_sq")}));
        QCOMPARE(changed.count(), 1);
        list.setChosen({text("ig_sq"), text("x_header")});
        QCOMPARE(changed.count(), 1);
    }

    void keepsTheHeadingsInStepWithTheBoxes()
    {
        PresetList list(Catalog::builtIn());
        QAbstractItemModelTester tester(&list);
        const QModelIndex header = list.indexOf(text("x_header"));
        QVERIFY(list.setData(header, Qt::Checked, Qt::CheckStateRole));
        int heading = header.row();
        while (!list.index(heading).data(PresetList::IsHeadingRole).toBool())
            --heading;
        QCOMPARE(list.index(heading).data(PresetList::ChosenRole).toInt(), 1);
        QCOMPARE(list.index(heading).data(Qt::AccessibleTextRole).toString(), text("X, 1 of 8 chosen"));
        QVERIFY(!list.setData(list.index(heading), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!list.flags(list.index(heading)).testFlag(Qt::ItemIsEnabled));
    }

    void takesOwnSizesInOnTop()
    {
        PresetList list(Catalog::builtIn());
        QAbstractItemModelTester tester(&list);
        const int before = list.rowCount();
        QCOMPARE(list.addOwnSize(QSize(970, 250)), text("970x250"));
        QCOMPARE(list.rowCount(), before + 2);
        QCOMPARE(list.addOwnSize(QSize(970, 250)), text("970x250")); // once
        list.setChosen({text("300x600"), text("0x5"), text("99999x1"), text("1x2x3")});
        QCOMPARE(list.rowCount(), before + 3);
        QCOMPARE(list.chosen(), QStringList({text("300x600")}));
        QCOMPARE(list.chosenPresets().first().size, QSize(300, 600));
        QVERIFY(list.indexOf(text("x_header")).data().toString() == text("Header"));
    }

    void tellsSourceDateAndConfidence()
    {
        const Preset* preset = Catalog::builtIn().preset(u"ig_story");
        QVERIFY(preset);
        const QString facts = presetFacts(*preset);
        for (const char* part :
            {"1080 × 1920, 9:16", "30 MB", "Covered: top 269", "Confidence B", "Source: ", "Checked on 2026"})
            QVERIFY2(facts.contains(text(part)), qPrintable(facts));
    }
};

QTEST_GUILESS_MAIN(PresetListTest)
#include "preset_list_test.moc"
