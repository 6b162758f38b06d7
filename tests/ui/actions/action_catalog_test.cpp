// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/action_catalog.h"

#include <QLineEdit>
#include <QMenu>
#include <QMultiHash>
#include <QTest>
#include <QVBoxLayout>

using namespace batchroom;

namespace {

// Keys of these places can be reached at the same time: a place and what works everywhere.
QStringList clashesIn(Place place)
{
    QHash<QKeySequence, QString> taken;
    QStringList clashes;
    for (const ActionSpec& spec : actionTable()) {
        if (spec.place != place && spec.place != Place::Everywhere)
            continue;
        for (const QKeySequence& keys : actionKeys(spec)) {
            if (taken.contains(keys))
                clashes.append(
                    keys.toString() + QStringLiteral(": ") + taken[keys] + QStringLiteral(" and ") + actionText(spec));
            taken.insert(keys, actionText(spec));
        }
    }
    return clashes;
}

} // namespace

class ActionCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasOneRowForEveryActionInTheOrderOfTheIds()
    {
        const auto table = actionTable();
        QCOMPARE(table.size(), static_cast<size_t>(ActionId::SettingsOpenLogs) + 1);
        for (size_t i = 0; i < table.size(); ++i)
            QCOMPARE(static_cast<size_t>(table[i].id), i);
    }

    void givesNoKeyTwiceInOnePlace_data()
    {
        QTest::addColumn<int>("place");
        for (int place = 0; place <= static_cast<int>(Place::Settings); ++place)
            QTest::addRow("%s", qPrintable(placeName(static_cast<Place>(place)))) << place;
    }
    void givesNoKeyTwiceInOnePlace()
    {
        QFETCH(int, place);
        QCOMPARE(clashesIn(static_cast<Place>(place)).join(QLatin1Char('\n')), QString());
    }

    void writesEveryKeySoThatQtUnderstandsIt()
    {
        for (const ActionSpec& spec : actionTable()) {
            const auto parts = QString::fromLatin1(spec.keys).split(QStringLiteral("; "), Qt::SkipEmptyParts);
            QCOMPARE(actionKeys(spec).size(), parts.size());
            for (const QKeySequence& keys : actionKeys(spec)) {
                QVERIFY2(!keys.isEmpty(), spec.text);
                QVERIFY2(keys[0].key() != Qt::Key_unknown, spec.text);
            }
            QVERIFY2(!actionText(spec).isEmpty(), spec.text);
        }
    }

    void hasTheKeysThatTheGalleryPromises()
    {
        const QHash<ActionId, QString> promised{{ActionId::GalleryOpen, QStringLiteral("Space")},
            {ActionId::GalleryRecipe, QStringLiteral("Return")}, {ActionId::GalleryApprove, QStringLiteral("P")},
            {ActionId::GalleryReject, QStringLiteral("X")}, {ActionId::GalleryNeedsChange, QStringLiteral("N")},
            {ActionId::GalleryClearDecision, QStringLiteral("U")}, {ActionId::GalleryCompare, QStringLiteral("C")},
            {ActionId::GalleryFullScreen, QStringLiteral("F")}, {ActionId::GalleryExport, QStringLiteral("E")},
            {ActionId::GalleryMoreLikeThis, QStringLiteral("M")}, {ActionId::GalleryRate5, QStringLiteral("5")}};
        for (auto it = promised.begin(); it != promised.end(); ++it)
            QCOMPARE(actionKeys(specOf(it.key())).value(0).toString(QKeySequence::PortableText), it.value());
    }

    void allowsAnActionOnlyWhenEverythingItNeedsIsThere()
    {
        ActionCatalog catalog;
        QVERIFY(catalog[ActionId::GoQueue]->isEnabled());
        QVERIFY(!catalog[ActionId::GalleryApprove]->isEnabled());
        catalog.setPossible(Place::Gallery, Possible::Selection | Possible::Single);
        QVERIFY(catalog[ActionId::GalleryApprove]->isEnabled());
        QVERIFY(!catalog[ActionId::GalleryCompare]->isEnabled());
        QVERIFY(!catalog[ActionId::QueueEditPrompt]->isEnabled());
        catalog.setPossible(Place::Gallery, Possible::Always);
        QVERIFY(!catalog[ActionId::GalleryApprove]->isEnabled());
    }

    void worksInsideItsPlaceOnly()
    {
        QWidget window;
        auto* gallery = new QWidget;
        auto* queue = new QWidget;
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(gallery);
        layout->addWidget(queue);
        gallery->setFocusPolicy(Qt::StrongFocus);
        queue->setFocusPolicy(Qt::StrongFocus);
        ActionCatalog catalog;
        catalog.attach(Place::Gallery, gallery);
        catalog.attach(Place::Queue, queue);
        catalog.setPossible(Place::Gallery, Possible::Selection);
        int approved = 0;
        connect(catalog[ActionId::GalleryApprove], &QAction::triggered, this, [&approved] { ++approved; });
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        queue->setFocus();
        QTest::keyClick(queue, Qt::Key_P);
        QCOMPARE(approved, 0);
        gallery->setFocus();
        QTest::keyClick(gallery, Qt::Key_P);
        QCOMPARE(approved, 1);
    }

    void leavesLettersToTextFields()
    {
        QWidget window;
        auto* edit = new QLineEdit;
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(edit);
        ActionCatalog catalog;
        catalog.attach(Place::Gallery, &window);
        catalog.setPossible(Place::Gallery, Possible::Selection);
        int approved = 0;
        connect(catalog[ActionId::GalleryApprove], &QAction::triggered, this, [&approved] { ++approved; });
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("pxn"));
        QCOMPARE(edit->text(), QStringLiteral("pxn"));
        QCOMPARE(approved, 0);
    }

    void makesMenusOfTheSameActions()
    {
        QWidget window;
        ActionCatalog catalog;
        const QMenu* menu = catalog.menu({ActionId::GalleryApprove, std::nullopt, ActionId::GalleryDelete}, &window);
        QCOMPARE(menu->actions().size(), 3);
        QCOMPARE(menu->actions().at(0), catalog[ActionId::GalleryApprove]);
        QVERIFY(menu->actions().at(1)->isSeparator());
        QVERIFY(catalog[ActionId::GalleryDelete]->property("kitDanger").toBool());
    }
};

QTEST_MAIN(ActionCatalogTest)
#include "action_catalog_test.moc"
