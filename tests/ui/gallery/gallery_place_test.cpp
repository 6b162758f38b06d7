// SPDX-License-Identifier: GPL-3.0-or-later
// The place with real clicks and keys over a real library.
#include "tests/ui/gallery/gallery_fixture.h"
#include "ui/gallery/lightbox.h"
#include "ui/gallery/picture_view.h"
#include "ui/gallery/recipe_pane.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"
#include "ui/models/gallery_look.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace batchroom;
using test::GalleryFixture;

class GalleryPlaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void leavesRejectedPicturesOutOfWhatIsDelivered();
    void reviewsExactlyTheChosenPictures();
    void takesDecisionsBack();
    void offersNoUndoForWhatChangedNothing();
    void asksForTheReasonOfAChange();
    void ratesInThePaneAndByKey();
    void filtersAndClears();
    void findsTextWhileTyping();
    void keepsFiltersWithTheCampaign();
    void saysWhatAnApprovedPictureOfTheCampaignCost();
    void addsPicturesWhileTheyAreMade();
    void reviewsInTheLightbox();
    void comparesAndKeepsOne();
    void linksTheZoom();
    void showsAPictureThatIsFilteredOut();
    void handsOverToDeliverAndCompose();
    void copiesThePrompt();
    void saysWhatToDoWhenItIsEmpty();
    void tellsOfAnOriginalThatIsGone();

private:
    QWidget* card() const { return m_fixture->find<QWidget>(QStringLiteral("needsChangeCard")); }
    Lightbox* lightbox() const { return m_fixture->find<Lightbox>(QStringLiteral("lightbox")); }
    QString count() const { return m_fixture->find<QLabel>(QStringLiteral("galleryCount"))->text(); }
    void trigger(ActionId id) const { m_fixture->actions[id]->trigger(); }

    std::unique_ptr<ThemeSource> m_theme;
    std::unique_ptr<GalleryFixture> m_fixture;
    QList<AssetId> m_assets; // oldest first
};

void GalleryPlaceTest::initTestCase()
{
    m_theme = std::make_unique<ThemeSource>(ThemeMode::Dark);
}

void GalleryPlaceTest::init()
{
    m_fixture = std::make_unique<GalleryFixture>();
    m_assets.clear();
    const QStringList prompts{QStringLiteral("a red lighthouse"), QStringLiteral("a green bottle"),
        QStringLiteral("poster of a market"), QStringLiteral("a red car"), QStringLiteral("lemon soda"),
        QStringLiteral("a candle")};
    for (int i = 0; i < prompts.size(); ++i)
        m_assets.append(m_fixture->addSample(i, prompts[i]));
}

void GalleryPlaceTest::cleanup()
{
    m_fixture.reset();
}

void GalleryPlaceTest::leavesRejectedPicturesOutOfWhatIsDelivered()
{
    m_fixture->openWith(6);
    m_fixture->press(Qt::Key_Home);
    m_fixture->press(Qt::Key_X); // newest first
    QTRY_COMPARE(Decision(m_fixture->place->rows().at(0).decision), Decision::Rejected);
    QSignalSpy delivered(m_fixture->place, &GalleryPlace::deliverRequested);
    m_fixture->press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_fixture->place->rows().chosen().size(), 6);
    m_fixture->actions[ActionId::GalleryDeliver]->trigger();
    QCOMPARE(delivered.size(), 1);
    const auto assets = delivered.first().first().value<QList<AssetId>>();
    QCOMPARE(assets.size(), 5);
    QVERIFY(!assets.contains(m_assets[5]));
    // Rejected ones alone were meant.
    m_fixture->place->rows().pick(m_fixture->place->rows().indexOf(m_assets[5]), GalleryRows::Pick::Only);
    m_fixture->actions[ActionId::GalleryDeliver]->trigger();
    QCOMPARE(delivered.last().first().value<QList<AssetId>>(), QList<AssetId>{m_assets[5]});
}

void GalleryPlaceTest::reviewsExactlyTheChosenPictures()
{
    m_fixture->openWith(6);
    m_fixture->press(Qt::Key_Home);
    m_fixture->press(Qt::Key_Right); // newest first: the last but one
    m_fixture->press(Qt::Key_P);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[4]), int(Decision::Approved));
    m_fixture->press(Qt::Key_Right);
    m_fixture->press(Qt::Key_Right, Qt::ShiftModifier);
    m_fixture->press(Qt::Key_X);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[2]), int(Decision::Rejected));
    QCOMPARE(m_fixture->decisionOf(m_assets[3]), int(Decision::Rejected));
    for (const int other : {0, 1, 5})
        QCOMPARE(m_fixture->decisionOf(m_assets[other]), int(Decision::None));
    QCOMPARE(m_fixture->decisionOf(m_assets[4]), int(Decision::Approved));
    m_fixture->press(Qt::Key_U);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[2]), int(Decision::None));
    QTRY_COMPARE(m_fixture->place->rows().totals().approved, 1);
}

void GalleryPlaceTest::takesDecisionsBack()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[5]);
    m_fixture->press(Qt::Key_A, Qt::ControlModifier);
    m_fixture->press(Qt::Key_X);
    QTRY_COMPARE(m_fixture->place->rows().totals().rejected, 6);
    auto* toast = m_fixture->find<Toast>(QStringLiteral("toast"));
    QVERIFY(toast);
    QCOMPARE(toast->text(), QStringLiteral("6 pictures rejected"));
    QTest::mouseClick(m_fixture->find<QPushButton>(QStringLiteral("toastButton")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->place->rows().totals().rejected, 0);
    m_fixture->click(m_assets[0]);
    m_fixture->press(Qt::Key_4);
    m_fixture->press(Qt::Key_P);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[0]), int(Decision::Approved));
    m_fixture->press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[0]), int(Decision::None));
    QCOMPARE(m_fixture->ratingOf(m_assets[0]), 4);
    m_fixture->press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[0]), 0);
}

void GalleryPlaceTest::offersNoUndoForWhatChangedNothing()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[1]);
    m_fixture->press(Qt::Key_P);
    QTRY_COMPARE(m_fixture->place->rows().totals().approved, 1);
    auto* toast = m_fixture->find<Toast>(QStringLiteral("toast"));
    toast->hide();
    m_fixture->press(Qt::Key_P);
    QTest::qWait(50);
    QVERIFY(!toast->isVisible());
}

void GalleryPlaceTest::asksForTheReasonOfAChange()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[3]);
    m_fixture->press(Qt::Key_N);
    QVERIFY(card());
    auto* reason = m_fixture->find<QLineEdit>(QStringLiteral("needsChangeEdit"));
    m_fixture->place->rows().pick(0, GalleryRows::Pick::Only); // what is chosen later does not matter
    QTest::keyClicks(reason, QStringLiteral("px logo"));
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[3]), int(Decision::NeedsChange));
    QCOMPARE(
        m_fixture->library.value<QString>(QStringLiteral("SELECT decision_note FROM asset WHERE id = ?"), m_assets[3]),
        QStringLiteral("px logo"));
    QTRY_COMPARE(m_fixture->place->rows().totals().undecided, 5);
    QTRY_VERIFY(!card());
    m_fixture->window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window));
    QTRY_VERIFY(m_fixture->place->grid().hasFocus());
    m_fixture->press(Qt::Key_N);
    QVERIFY(card());
    QTest::keyClick(card(), Qt::Key_Escape);
    QTRY_VERIFY(!card());
    QCOMPARE(m_fixture->place->rows().totals().undecided, 5);
}

void GalleryPlaceTest::ratesInThePaneAndByKey()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[2]);
    m_fixture->press(Qt::Key_5);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[2]), 5);
    auto* pane = m_fixture->find<RecipePane>(QStringLiteral("recipePane"));
    QTRY_VERIFY(pane->asset() && pane->asset()->id == m_assets[2]);
    auto* stars = pane->findChild<QSlider*>(QStringLiteral("recipeStars"));
    QTRY_COMPARE(stars->value(), 5);
    QTest::keyClick(stars, Qt::Key_2);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[2]), 2);
    m_fixture->press(Qt::Key_0);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[2]), 0);
}

void GalleryPlaceTest::filtersAndClears()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[0]);
    m_fixture->press(Qt::Key_4);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[0]), 4);
    auto* chip = m_fixture->find<Chip>(QStringLiteral("ratingChip"));
    QTest::mouseClick(chip, Qt::LeftButton);
    auto* choice = m_fixture->find<QAbstractButton>(QStringLiteral("choice_3"));
    QVERIFY(choice);
    choice->click();
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    QTRY_COMPARE(count(), QStringLiteral("1 of 6"));
    QVERIFY(chip->isOn());
    QCOMPARE(chip->text(), QStringLiteral("Rating: 3 and up"));
    QCOMPARE(m_fixture->place->rows().currentId(), m_assets[0]);
    QTest::mouseClick(m_fixture->find<QPushButton>(QStringLiteral("clearFiltersButton")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->place->rows().count(), 6);
    QCOMPARE(count(), QStringLiteral("6"));
    QVERIFY(!chip->isOn());
}

void GalleryPlaceTest::findsTextWhileTyping()
{
    m_fixture->openWith(6);
    m_fixture->press(Qt::Key_F, Qt::ControlModifier);
    auto* text = m_fixture->find<QLineEdit>(QStringLiteral("filterTextEdit"));
    QVERIFY(text->hasFocus());
    QTest::keyClicks(text, QStringLiteral("red")); // R and D are nobody's key here
    QTRY_COMPARE(m_fixture->place->rows().count(), 2);
    QCOMPARE(text->text(), QStringLiteral("red"));
    QTest::keyClick(text, Qt::Key_Escape);
    QTRY_COMPARE(m_fixture->place->rows().count(), 6);
}

void GalleryPlaceTest::keepsFiltersWithTheCampaign()
{
    const CampaignId campaign{m_fixture->library.value<qint64>(QStringLiteral("SELECT id FROM campaign"))};
    m_fixture->open(campaign);
    QTRY_COMPARE(m_fixture->place->rows().count(), 6);
    m_fixture->place->search(QStringLiteral("lemon"));
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    m_fixture->place->setCampaign(std::nullopt); // another look
    QTRY_COMPARE(m_fixture->place->rows().count(), 6);
    m_fixture->place->setCampaign(campaign);
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    QTRY_VERIFY(
        m_fixture->library
            .value<QByteArray>(QStringLiteral("SELECT body FROM document WHERE name = ?"), galleryDocument(campaign))
            .contains("lemon"));
    m_fixture->close();
    m_fixture->open(campaign);
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    QCOMPARE(m_fixture->find<QLineEdit>(QStringLiteral("filterTextEdit"))->text(), QStringLiteral("lemon"));
}

void GalleryPlaceTest::saysWhatAnApprovedPictureOfTheCampaignCost()
{
    const CampaignId campaign{1};
    m_fixture->open(campaign);
    int asked = 0;
    m_fixture->place->setCostSource([&] {
        ++asked;
        const int approved =
            m_fixture->library.value<int>(QStringLiteral("SELECT count(*) FROM asset WHERE decision = 1"));
        return QtFuture::makeReadyFuture(Result<QList<CampaignCost>>(
            QList{CampaignCost{campaign, QStringLiteral("Spring"), Money::fromMicros(360'000), {}, 6, approved}}));
    });
    const auto* cost = m_fixture->find<QLabel>(QStringLiteral("galleryCost"));
    QTRY_COMPARE(m_fixture->place->rows().count(), 6);
    QTRY_COMPARE(cost->text(), QStringLiteral("$0.36 spent"));
    QVERIFY(cost->isVisible());
    m_fixture->click(m_assets[0]);
    m_fixture->press(Qt::Key_P);
    QTRY_COMPARE(cost->text(), QStringLiteral("$0.36 per approved image"));
    m_fixture->click(m_assets[1]);
    m_fixture->press(Qt::Key_P);
    QTRY_COMPARE(cost->text(), QStringLiteral("$0.18 per approved image"));
    QVERIFY(cost->accessibleDescription().contains(QStringLiteral("2 of 6 paid images approved")));
    const int before = asked;
    m_fixture->press(Qt::Key_4); // a rating costs nothing
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[1]), 4);
    trigger(ActionId::Undo);
    trigger(ActionId::Undo);
    QTRY_COMPARE(cost->text(), QStringLiteral("$0.36 per approved image"));
    QVERIFY(asked > before);
    // Half a figure would be a wrong one: without room there is none.
    const QSize size = m_fixture->window.size();
    m_fixture->window.resize(880, size.height());
    QTRY_VERIFY(!cost->isVisible());
    m_fixture->window.resize(size);
    QTRY_VERIFY(cost->isVisible());
    QVERIFY(cost->width() >= cost->sizeHint().width());
    m_fixture->place->setCampaign(std::nullopt);
    QTRY_VERIFY(!cost->isVisible());
    m_fixture->place->setCampaign(campaign);
    QTRY_VERIFY(cost->isVisible());
}

void GalleryPlaceTest::addsPicturesWhileTheyAreMade()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[5]);
    const AssetId fresh = m_fixture->addSample(9);
    m_fixture->index.noteStored(m_fixture->last);
    QTRY_COMPARE(m_fixture->place->rows().count(), 7);
    QCOMPARE(m_fixture->place->rows().idAt(0), fresh);
    QCOMPARE(m_fixture->place->rows().chosen(), QList<AssetId>{m_assets[5]});
    m_fixture->press(Qt::Key_P);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[5]), int(Decision::Approved));
    QCOMPARE(m_fixture->decisionOf(fresh), int(Decision::None));
}

void GalleryPlaceTest::reviewsInTheLightbox()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[4]);
    m_fixture->press(Qt::Key_Space);
    QVERIFY(lightbox() && lightbox()->isVisible());
    QCOMPARE(lightbox()->activeAsset(), m_assets[4]);
    auto* view = lightbox()->findChild<PictureView*>();
    QTRY_VERIFY(view->hasOriginal());
    QTest::keyClick(lightbox(), Qt::Key_P);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[4]), int(Decision::Approved));
    QCOMPARE(lightbox()->activeAsset(), m_assets[3]); // on to the next
    QTest::keyClick(lightbox(), Qt::Key_3);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[3]), 3);
    QCOMPARE(lightbox()->activeAsset(), m_assets[3]); // stars stay
    QTest::keyClick(lightbox(), Qt::Key_Left);
    QCOMPARE(lightbox()->activeAsset(), m_assets[4]);
    QTest::keyClick(lightbox(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(m_fixture->ratingOf(m_assets[3]), 0);
    QCOMPARE(m_fixture->decisionOf(m_assets[4]), int(Decision::Approved));
    QTest::keyClick(lightbox(), Qt::Key_Right);
    QTest::keyClick(lightbox(), Qt::Key_Escape);
    QVERIFY(!lightbox()->isVisible());
    QVERIFY(m_fixture->place->grid().hasFocus());
    QCOMPARE(m_fixture->place->rows().currentId(), m_assets[3]);
    for (const int other : {0, 1, 2, 3, 5})
        QCOMPARE(m_fixture->decisionOf(m_assets[other]), int(Decision::None));
}

void GalleryPlaceTest::comparesAndKeepsOne()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[1]);
    m_fixture->click(m_assets[4], Qt::ControlModifier);
    m_fixture->press(Qt::Key_C);
    QVERIFY(lightbox() && lightbox()->isVisible());
    QCOMPARE(lightbox()->shown(), QList<AssetId>({m_assets[4], m_assets[1]}));
    auto* keep = lightbox()->findChild<QPushButton*>(QStringLiteral("keepOneButton"));
    QTRY_COMPARE(keep->text(), QStringLiteral("Keep A, reject B"));
    QTest::keyClick(lightbox(), Qt::Key_Tab);
    QCOMPARE(lightbox()->activeAsset(), m_assets[1]);
    QTRY_COMPARE(keep->text(), QStringLiteral("Keep B, reject A"));
    QTest::mouseClick(keep, Qt::LeftButton);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[1]), int(Decision::Approved));
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[4]), int(Decision::Rejected));
    QTest::mouseClick(m_fixture->find<QPushButton>(QStringLiteral("toastButton")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[1]), int(Decision::None));
    QTRY_COMPARE(m_fixture->decisionOf(m_assets[4]), int(Decision::None));
    QTest::keyClick(lightbox(), Qt::Key_Escape);
    QCOMPARE(m_fixture->place->rows().chosenCount(), 2);
}

void GalleryPlaceTest::linksTheZoom()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[2]);
    m_fixture->click(m_assets[4], Qt::ControlModifier);
    m_fixture->press(Qt::Key_C);
    const QList<PictureView*> views = lightbox()->findChildren<PictureView*>();
    QTRY_VERIFY(views[0]->hasOriginal() && views[1]->hasOriginal());
    QTest::keyClick(lightbox(), Qt::Key_Plus);
    QVERIFY(views[0]->zoom().factor > 1.2);
    QCOMPARE(views[1]->zoom().factor, views[0]->zoom().factor);
    QTest::mouseClick(lightbox()->findChild<QPushButton*>(QStringLiteral("linkedZoomChip")), Qt::LeftButton);
    QTest::keyClick(lightbox(), Qt::Key_Plus);
    QVERIFY(views[0]->zoom().factor > views[1]->zoom().factor);
}

void GalleryPlaceTest::showsAPictureThatIsFilteredOut()
{
    m_fixture->openWith(6);
    m_fixture->place->search(QStringLiteral("lemon"));
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    m_fixture->place->showAsset(m_assets[0]);
    QTRY_COMPARE(m_fixture->place->rows().currentId(), m_assets[0]);
    QCOMPARE(m_fixture->place->rows().count(), 6);
    m_fixture->place->showAsset(AssetId{4711}); // nobody's: nothing happens
    QTest::qWait(50);
    QCOMPARE(m_fixture->place->rows().count(), 6);
}

void GalleryPlaceTest::handsOverToDeliverAndCompose()
{
    m_fixture->openWith(6);
    QList<AssetId> delivered;
    connect(m_fixture->place, &GalleryPlace::deliverRequested, this,
        [&delivered](const QList<AssetId>& assets) { delivered = assets; });
    QString again;
    connect(m_fixture->place, &GalleryPlace::moreLikeThisRequested, this,
        [&again](const Recipe& recipe) { again = recipe.request.prompt; });
    m_fixture->click(m_assets[2]);
    m_fixture->click(m_assets[3], Qt::ControlModifier);
    m_fixture->press(Qt::Key_E);
    QCOMPARE(delivered, QList<AssetId>({m_assets[3], m_assets[2]}));
    auto* pane = m_fixture->find<RecipePane>(QStringLiteral("recipePane"));
    QTRY_VERIFY(pane->asset() && pane->asset()->id == m_assets[3]);
    delivered.clear();
    QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("deliverButton")), Qt::LeftButton);
    QCOMPARE(delivered.size(), 2);
    QTest::mouseClick(pane->findChild<QPushButton*>(QStringLiteral("moreLikeThisButton")), Qt::LeftButton);
    QTRY_COMPARE(again, QStringLiteral("a red car"));
}

void GalleryPlaceTest::copiesThePrompt()
{
    m_fixture->openWith(6);
    m_fixture->click(m_assets[0]);
    trigger(ActionId::GalleryCopyPrompt);
    QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("a red lighthouse"));
}

void GalleryPlaceTest::saysWhatToDoWhenItIsEmpty()
{
    m_fixture = std::make_unique<GalleryFixture>();
    m_fixture->open();
    QSignalSpy compose(m_fixture->place, &GalleryPlace::openComposeRequested);
    QTRY_VERIFY(m_fixture->find<QPushButton>(QStringLiteral("galleryEmptyButton")));
    auto* button = m_fixture->find<QPushButton>(QStringLiteral("galleryEmptyButton"));
    QTRY_VERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(compose.size(), 1);
    m_fixture->addSample(1);
    m_fixture->index.noteStored(m_fixture->last);
    QTRY_COMPARE(m_fixture->place->rows().count(), 1);
    QTRY_VERIFY(m_fixture->place->grid().isVisible());
    m_fixture->place->search(QStringLiteral("nothing like it"));
    QTRY_VERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(m_fixture->place->grid().isVisible());
    QCOMPARE(compose.size(), 1);
}

void GalleryPlaceTest::tellsOfAnOriginalThatIsGone()
{
    for (const QString& file : m_fixture->library.originals())
        QVERIFY(QFile::remove(file));
    m_fixture->openWith(6);
    m_fixture->click(m_assets[1]);
    m_fixture->press(Qt::Key_Space);
    QTest::qWait(100);
    QVERIFY(!lightbox()->findChild<PictureView*>()->hasOriginal());
    trigger(ActionId::GalleryCopyPicture);
    QTRY_VERIFY(m_fixture->find<Toast>(QStringLiteral("toast")));
    QVERIFY(!m_fixture->find<Toast>(QStringLiteral("toast"))->text().isEmpty());
}

QTEST_MAIN(GalleryPlaceTest)
#include "gallery_place_test.moc"
