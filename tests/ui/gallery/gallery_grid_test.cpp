// SPDX-License-Identifier: GPL-3.0-or-later
// The grid with 100,000 rows that have no pictures: geometry, selection and the anchor.
#include "tests/library/library_fixture.h"
#include "ui/gallery/gallery_grid.h"
#include "ui/kit/theme.h"
#include "ui/models/thumbnail_cache.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace batchroom;
using test::LibraryFixture;

namespace {

constexpr int many = 100'000;

QList<AssetRow> rowsDown(qint64 newest, int count)
{
    const QSize sizes[] = {{1024, 1024}, {1536, 640}, {832, 1248}, {1280, 800}, {896, 1120}};
    QList<AssetRow> rows;
    for (int i = 0; i < count; ++i) {
        AssetRow row;
        row.id = AssetId{newest - i};
        const QSize size = sizes[static_cast<size_t>(row.id.value * 7 % 5)];
        row.width = static_cast<quint16>(size.width());
        row.height = static_cast<quint16>(size.height());
        rows.append(row);
    }
    return rows;
}

} // namespace

class GalleryGridTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsWhatIsLookedAtWhenPicturesArrive();
    void showsNewPicturesAtOnceWhileNobodyLooksAtAny();
    void walksWithTheKeys();
    void extendsTheSelectionWithTheKeys();
    void picksWithTheMouse();
    void picksWithARubberBand();
    void keepsThePlaceWhenTheWidthChanges();

private:
    QScrollBar& bar() const { return *m_grid->verticalScrollBar(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(m_grid.get(), key, modifiers);
    }

    ThemeSource m_theme{ThemeMode::Dark};
    std::unique_ptr<LibraryFixture> m_library;
    std::unique_ptr<AssetIndex> m_index;
    std::unique_ptr<ThumbnailCache> m_small;
    std::unique_ptr<ThumbnailCache> m_large;
    std::unique_ptr<GalleryRows> m_rows;
    std::unique_ptr<GalleryGrid> m_grid;
};

void GalleryGridTest::init()
{
    m_library = std::make_unique<LibraryFixture>();
    m_index = std::make_unique<AssetIndex>(*m_library->store);
    m_small = std::make_unique<ThumbnailCache>(*m_library->assets, *m_index, ThumbnailSize::Small, 1024);
    m_large = std::make_unique<ThumbnailCache>(*m_library->assets, *m_index, ThumbnailSize::Large, 1024);
    m_rows = std::make_unique<GalleryRows>();
    m_grid = std::make_unique<GalleryGrid>(*m_rows, *m_small, *m_large);
    m_grid->resize(1000, 700);
    m_grid->show();
    m_grid->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_grid.get()));
    m_rows->reset({rowsDown(many, many), {}}, AssetSort::NewestFirst);
}

void GalleryGridTest::cleanup()
{
    m_grid.reset();
    m_rows.reset();
    m_small.reset();
    m_large.reset();
    m_index.reset();
    m_library.reset();
}

void GalleryGridTest::keepsWhatIsLookedAtWhenPicturesArrive()
{
    bar().setValue(bar().maximum() / 2);
    const auto [first, last] = m_grid->visibleRange();
    QHash<AssetId, QRect> before;
    for (int i = first; i <= last; ++i)
        before.insert(m_rows->idAt(i), m_grid->tileArea(i));
    QVERIFY(before.size() > 10);
    QList<AssetRow> rows = rowsDown(many, 40);
    for (int arrived = 1; arrived <= 37; ++arrived)
        m_rows->insertNew({rowsDown(many + arrived, 40), {}});
    for (auto tile = before.cbegin(); tile != before.cend(); ++tile)
        QCOMPARE(m_grid->tileArea(m_rows->indexOf(tile.key())), tile.value());
    QCOMPARE(m_grid->pendingNew(), 37);
    auto* pill = m_grid->findChild<QAbstractButton*>(QStringLiteral("newPicturesButton"));
    QVERIFY(pill->isVisible());
    QCOMPARE(pill->text(), QStringLiteral("37 new"));
    QTest::mouseClick(pill, Qt::LeftButton);
    QCOMPARE(bar().value(), 0);
    QVERIFY(!pill->isVisible());
    QCOMPARE(m_grid->visibleRange().first, 0);
}

void GalleryGridTest::showsNewPicturesAtOnceWhileNobodyLooksAtAny()
{
    m_rows->insertNew({rowsDown(many + 3, 40), {}});
    QCOMPARE(bar().value(), 0);
    QCOMPARE(m_grid->visibleRange().first, 0);
    QCOMPARE(m_grid->pendingNew(), 0);
    // A chosen picture stays where it is.
    m_rows->pick(2, GalleryRows::Pick::Only);
    const QRect chosen = m_grid->tileArea(2);
    m_rows->insertNew({rowsDown(many + 5, 40), {}});
    QCOMPARE(m_grid->tileArea(m_rows->current()), chosen);
}

void GalleryGridTest::walksWithTheKeys()
{
    m_rows->pick(0, GalleryRows::Pick::Only);
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    QCOMPARE(m_rows->current(), 2);
    press(Qt::Key_Left);
    QCOMPARE(m_rows->current(), 1);
    press(Qt::Key_Down);
    const int below = m_rows->current();
    QVERIFY(below > 1);
    press(Qt::Key_Up);
    QVERIFY(m_rows->current() < below);
    press(Qt::Key_End);
    QCOMPARE(m_rows->current(), many - 1);
    QVERIFY(m_grid->viewport()->rect().contains(m_grid->tileArea(many - 1)));
    press(Qt::Key_PageUp);
    QVERIFY(m_rows->current() < many - 5);
    QVERIFY(m_grid->viewport()->rect().contains(m_grid->tileArea(m_rows->current())));
    press(Qt::Key_Home);
    QCOMPARE(m_rows->current(), 0);
    QCOMPARE(bar().value(), 0);
    press(Qt::Key_Left);
    QCOMPARE(m_rows->current(), 0);
}

void GalleryGridTest::extendsTheSelectionWithTheKeys()
{
    m_rows->pick(3, GalleryRows::Pick::Only);
    press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(m_rows->chosenCount(), 3);
    press(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(m_rows->chosenCount(), 3);
    QCOMPARE(m_rows->current(), 6);
    press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_rows->chosenCount(), many);
    press(Qt::Key_Escape);
    QCOMPARE(m_rows->chosenCount(), 0);
}

void GalleryGridTest::picksWithTheMouse()
{
    const auto click = [this](int index, Qt::KeyboardModifiers modifiers) {
        QTest::mouseClick(m_grid->viewport(), Qt::LeftButton, modifiers, m_grid->tileArea(index).center());
    };
    click(1, Qt::NoModifier);
    click(4, Qt::ControlModifier);
    QCOMPARE(m_rows->chosen(), QList<AssetId>({m_rows->idAt(1), m_rows->idAt(4)}));
    click(6, Qt::ShiftModifier);
    QCOMPARE(m_rows->chosen(), QList<AssetId>({m_rows->idAt(4), m_rows->idAt(5), m_rows->idAt(6)}));
    click(5, Qt::NoModifier); // one of the chosen ones: only it is left
    QCOMPARE(m_rows->chosen(), QList<AssetId>({m_rows->idAt(5)}));
    QSignalSpy opened(m_grid.get(), &GalleryGrid::openRequested);
    QTest::mouseDClick(m_grid->viewport(), Qt::LeftButton, {}, m_grid->tileArea(5).center());
    QCOMPARE(opened.size(), 1);
}

void GalleryGridTest::picksWithARubberBand()
{
    const QRect first = m_grid->tileArea(0);
    const QRect second = m_grid->tileArea(1);
    QWidget* view = m_grid->viewport();
    QTest::mousePress(view, Qt::LeftButton, {}, QPoint(4, first.top() + 2));
    QTest::mouseMove(view, QPoint(40, first.center().y()));
    QTest::mouseMove(view, QPoint(second.left() + 5, first.center().y()));
    QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(second.left() + 5, first.center().y()));
    QCOMPARE(m_rows->chosen(), QList<AssetId>({m_rows->idAt(0), m_rows->idAt(1)}));
}

void GalleryGridTest::keepsThePlaceWhenTheWidthChanges()
{
    bar().setValue(bar().maximum() / 3);
    const AssetId top = m_rows->idAt(m_grid->visibleRange().first + 4);
    m_rows->pick(m_rows->indexOf(top), GalleryRows::Pick::Only);
    const int height = m_grid->tileArea(m_rows->current()).top();
    m_grid->resize(760, 700);
    QVERIFY(std::abs(m_grid->tileArea(m_rows->current()).top() - height) <= 1);
    m_grid->setPictureHeight(120);
    QVERIFY(std::abs(m_grid->tileArea(m_rows->current()).top() - height) <= 1);
    m_grid->setShape(GalleryShape::Square);
    QVERIFY(std::abs(m_grid->tileArea(m_rows->current()).top() - height) <= 1);
}

QTEST_MAIN(GalleryGridTest)
#include "gallery_grid_test.moc"
