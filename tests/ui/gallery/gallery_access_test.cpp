// SPDX-License-Identifier: GPL-3.0-or-later
// The gallery as a screen reader sees it: through QAccessible, on the real place and on 100,000 rows. Qt sends events
// only while a screen reader listens, so what is announced is not tested here, only what can be asked for.
#include "tests/ui/gallery/gallery_fixture.h"
#include "ui/gallery/lightbox.h"
#include "ui/models/thumbnail_cache.h"

#include <QAccessible>
#include <QScrollBar>

using namespace batchroom;
using test::GalleryFixture;
using Action = QAccessibleActionInterface;

namespace {

QAccessibleInterface* seen(QObject* object)
{
    return QAccessible::queryAccessibleInterface(object);
}

QString nameOf(QAccessibleInterface* item)
{
    return item ? item->text(QAccessible::Name) : QString();
}

} // namespace

class GalleryAccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ThemeSource>(ThemeMode::Dark); }
    void init();
    void cleanup();
    void showsEveryPictureAsAnItemOfAList();
    void saysDecisionAndRatingWithTheName();
    void saysWhichPictureHasTheFocus();
    void picksTogglesAndOpensForAScreenReader();
    void findsThePictureUnderAPoint();
    void keepsAnItemWithItsPictureWhenOthersArrive();
    void namesFilmstripAndPicturesInTheLightbox();
    void keepsFewOfManyPictures();

private:
    QAccessibleInterface* list() const { return seen(&m_fixture->place->grid()); }
    QAccessibleInterface* item(AssetId asset) const { return list()->child(m_fixture->place->rows().indexOf(asset)); }

    std::unique_ptr<ThemeSource> m_theme;
    std::unique_ptr<GalleryFixture> m_fixture;
    QList<AssetId> m_assets; // oldest first
};

void GalleryAccessTest::init()
{
    m_fixture = std::make_unique<GalleryFixture>();
    m_assets.clear();
    for (int i = 0; i < 6; ++i)
        m_assets.append(m_fixture->addSample(i, QStringLiteral("picture number %1").arg(i)));
}

void GalleryAccessTest::cleanup()
{
    m_fixture.reset();
}

void GalleryAccessTest::showsEveryPictureAsAnItemOfAList()
{
    m_fixture->openWith(6);
    QCOMPARE(list()->role(), QAccessible::List);
    QCOMPARE(nameOf(list()), QStringLiteral("Pictures"));
    QVERIFY(list()->state().multiSelectable);
    QCOMPARE(list()->childCount(), 6);
    for (int i = 0; i < 6; ++i) {
        QAccessibleInterface* cell = list()->child(i);
        QVERIFY(cell && cell->isValid());
        QCOMPARE(cell->role(), QAccessible::ListItem);
        QCOMPARE(cell->parent(), list());
        QCOMPARE(list()->indexOfChild(cell), i);
        QCOMPARE(cell->childCount(), 0);
        QVERIFY(cell->state().focusable && cell->state().selectable && !cell->state().offscreen);
        const QRect tile = m_fixture->place->grid().tileArea(i);
        QVERIFY(cell->rect().contains(m_fixture->place->grid().viewport()->mapToGlobal(tile.center())));
    }
    QVERIFY(!list()->child(6));
    QVERIFY(!list()->child(-1));
}

void GalleryAccessTest::saysDecisionAndRatingWithTheName()
{
    m_fixture->openWith(6);
    QTRY_VERIFY(nameOf(item(m_assets[2])).contains(QStringLiteral("picture number 2")));
    QVERIFY(nameOf(item(m_assets[2])).endsWith(QStringLiteral("To review, not rated")));
    m_fixture->click(m_assets[2]);
    m_fixture->press(Qt::Key_4);
    m_fixture->press(Qt::Key_P);
    QTRY_VERIFY(nameOf(item(m_assets[2])).endsWith(QStringLiteral("Approved, rated 4 of 5")));
}

void GalleryAccessTest::saysWhichPictureHasTheFocus()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[4]);
    QVERIFY(item(m_assets[4])->state().focused && item(m_assets[4])->state().selected);
    QCOMPARE(list()->focusChild(), item(m_assets[4]));
    m_fixture->press(Qt::Key_Right);
    QCOMPARE(list()->focusChild(), item(m_assets[3]));
    QVERIFY(!item(m_assets[4])->state().focused && !item(m_assets[4])->state().selected);
    QVERIFY(item(m_assets[3])->state().focused);
    m_fixture->press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(item(m_assets[3])->state().selected && item(m_assets[2])->state().selected);
    QVERIFY(!item(m_assets[3])->state().focused);
}

void GalleryAccessTest::picksTogglesAndOpensForAScreenReader()
{
    m_fixture->openWith(6);
    const auto act = [this](AssetId asset, const QString& action) {
        auto* actions = item(asset)->actionInterface();
        QVERIFY(actions && actions->actionNames().contains(action));
        actions->doAction(action);
    };
    act(m_assets[1], Action::setFocusAction());
    QCOMPARE(m_fixture->place->rows().chosen(), QList<AssetId>{m_assets[1]});
    act(m_assets[0], Action::toggleAction());
    QCOMPARE(m_fixture->place->rows().chosenCount(), 2);
    act(m_assets[3], Action::pressAction());
    auto* lightbox = m_fixture->find<Lightbox>(QStringLiteral("lightbox"));
    QVERIFY(lightbox && lightbox->isVisible());
    QCOMPARE(lightbox->activeAsset(), m_assets[3]);
}

void GalleryAccessTest::findsThePictureUnderAPoint()
{
    m_fixture->openWith(6);
    const QPoint inside = item(m_assets[3])->rect().center();
    QCOMPARE(list()->childAt(inside.x(), inside.y()), item(m_assets[3]));
    const QPoint corner = m_fixture->place->grid().viewport()->mapToGlobal(QPoint(2, 2));
    QVERIFY(!list()->childAt(corner.x(), corner.y()));
}

void GalleryAccessTest::keepsAnItemWithItsPictureWhenOthersArrive()
{
    m_fixture->openWith(6);
    QAccessibleInterface* kept = item(m_assets[5]);
    QCOMPARE(list()->indexOfChild(kept), 0);
    m_fixture->addSample(9);
    m_fixture->index.noteStored(m_fixture->last);
    QTRY_COMPARE(m_fixture->place->rows().count(), 7);
    QCOMPARE(list()->indexOfChild(kept), 1);
    QCOMPARE(list()->childCount(), 7);
    QCOMPARE(item(m_assets[5]), kept);
    m_fixture->place->search(QStringLiteral("number 2"));
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    QVERIFY(!kept->isValid() && kept->state().invalid);
    QCOMPARE(nameOf(kept), QString());
}

void GalleryAccessTest::namesFilmstripAndPicturesInTheLightbox()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[3]);
    m_fixture->press(Qt::Key_Space);
    auto* lightbox = m_fixture->find<Lightbox>(QStringLiteral("lightbox"));
    QVERIFY(lightbox && lightbox->isVisible());
    QTRY_VERIFY(lightbox->accessibleName().contains(QStringLiteral("picture number 3")));
    QVERIFY(lightbox->accessibleName().endsWith(QStringLiteral("To review, not rated")));
    QAccessibleInterface* strip = seen(m_fixture->find<QWidget>(QStringLiteral("filmstrip")));
    QCOMPARE(strip->role(), QAccessible::List);
    QCOMPARE(strip->childCount(), 6);
    QVERIFY(strip->child(2)->state().selected);
    QTRY_VERIFY(nameOf(strip->child(0)).contains(QStringLiteral("picture number 5")));
    strip->child(0)->actionInterface()->doAction(Action::pressAction());
    QCOMPARE(lightbox->activeAsset(), m_assets[5]);
    QTRY_VERIFY(lightbox->accessibleName().contains(QStringLiteral("picture number 5")));
}

void GalleryAccessTest::keepsFewOfManyPictures()
{
    constexpr int many = 100'000;
    QList<AssetRow> all;
    for (int i = 0; i < many; ++i) {
        AssetRow row;
        row.id = AssetId{many - i};
        row.width = 1024;
        row.height = 768;
        all.append(row);
    }
    ThumbnailCache small(*m_fixture->library.assets, m_fixture->index, ThumbnailSize::Small, 1024);
    ThumbnailCache large(*m_fixture->library.assets, m_fixture->index, ThumbnailSize::Large, 1024);
    GalleryRows rows;
    GalleryGrid grid(rows, small, large);
    grid.resize(1000, 700);
    grid.show();
    rows.reset({all, {}}, AssetSort::NewestFirst);
    QAccessibleInterface* crowd = seen(&grid);
    QCOMPARE(crowd->childCount(), many);
    qsizetype letters = 0;
    for (int i = 0; i < many; ++i)
        letters += nameOf(crowd->child(i)).size(); // as a program does that reads the whole tree
    QVERIFY(letters > many);
    // What is far away knows that nobody sees it.
    QVERIFY(crowd->child(many - 1)->state().offscreen);
    QVERIFY(nameOf(crowd->child(many - 1)).startsWith(QStringLiteral("Picture 100,000 of 100,000")));
    const QAccessible::Id first = QAccessible::uniqueId(crowd->child(0));
    for (int i = 1; i < 2000; ++i)
        (void)crowd->child(i);
    QVERIFY(!QAccessible::accessibleInterface(first)); // the oldest ones go
}

QTEST_MAIN(GalleryAccessTest)
#include "gallery_access_test.moc"
