// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/deliver/deliver_fixture.h"
#include "ui/deliver/crop_view.h"
#include "ui/deliver/name_template_edit.h"
#include "ui/deliver/variant_strip.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/toast.h"
#include "ui/kit/toggles.h"
#include "ui/models/preset_list.h"

#include <QAccessible>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>

#include <memory>

using namespace batchroom;
using namespace batchroom::test;

namespace {

constexpr int patience = 20'000;

QImage redAndBlue(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, x < size.width() / 2 ? qRgb(220, 20, 20) : qRgb(20, 20, 220));
    return image;
}

QModelIndex presetIndex(const QListView& list, const char* id)
{
    for (int row = 0; row < list.model()->rowCount(); ++row)
        if (list.model()->index(row, 0).data(PresetList::IdRole).toString() == QLatin1StringView(id))
            return list.model()->index(row, 0);
    return {};
}

void clickBox(QListView& list, const char* id)
{
    const QModelIndex index = presetIndex(list, id);
    QVERIFY(index.isValid());
    list.scrollTo(index);
    const QRect area = list.visualRect(index);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, QPoint(area.left() + 24, area.center().y()));
}

bool isChosen(const QListView& list, const char* id)
{
    return presetIndex(list, id).data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

QSize sizeOnDisk(const QString& path)
{
    return QImageReader(path).size();
}

} // namespace

class DeliverPlaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_theme = std::make_unique<ThemeSource>(ThemeMode::Dark);
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { m_fixture = std::make_unique<DeliverFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void leadsToTheGalleryWhileNothingIsApproved()
    {
        DeliverFixture& f = *m_fixture;
        f.addSample();
        f.open();
        QSignalSpy gallery(f.place, &DeliverPlace::openGalleryRequested);
        QTRY_VERIFY(f.find<QWidget>("deliverEmpty")->isVisible());
        QVERIFY(!f.find<Button>("deliverNowButton")->isEnabled());
        QVERIFY(f.find<TextLabel>("deliverObstacle")->text().contains(QStringLiteral("Approve")));
        QTest::mouseClick(f.find<Button>("openGalleryButton"), Qt::LeftButton);
        QCOMPARE(gallery.count(), 1);
    }

    void takesInWhatGetsApprovedWhileItIsOpen()
    {
        DeliverFixture& f = *m_fixture;
        const AssetId first = f.addSample();
        const AssetId second = f.addSample(QSize(640, 480), 1);
        f.approve({first});
        f.open();
        QTRY_COMPARE(f.find<TextLabel>("deliverCount")->text(), QStringLiteral("1 approved"));
        QCOMPARE(f.find<Button>("deliverNowButton")->text(), QStringLiteral("Deliver 2 files"));
        f.approve({second});
        QTRY_COMPARE(f.find<TextLabel>("deliverCount")->text(), QStringLiteral("2 approved"));
        QCOMPARE(f.find<Button>("deliverNowButton")->text(), QStringLiteral("Deliver 4 files"));
    }

    void deliversThePixelsOfEveryChosenSize()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample(QSize(800, 800)), f.addSample(QSize(900, 600), 1)});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        auto* list = f.find<QListView>("presetList");
        clickBox(*list, "og"); // off
        clickBox(*list, "x_header");
        clickBox(*list, "ig_45");
        QVERIFY(!isChosen(*list, "og"));
        QVERIFY(isChosen(*list, "x_header"));
        auto* button = f.find<Button>("deliverNowButton");
        QCOMPARE(button->text(), QStringLiteral("Deliver 6 files"));
        QSignalSpy finished(&f.exporter, &Exporter::finished);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(finished.wait(patience));

        const QString folder = f.library.path(QStringLiteral("exports"));
        const QStringList files = f.files(folder);
        QCOMPARE(files.size(), 7);
        QVERIFY(files.contains(QStringLiteral("manifest.json")));
        QCOMPARE(sizeOnDisk(folder + QStringLiteral("/Spring_lighthouse_ig_sq_001.jpg")), QSize(1080, 1080));
        QCOMPARE(sizeOnDisk(folder + QStringLiteral("/Spring_lighthouse_x_header_002.jpg")), QSize(1500, 500));
        QCOMPARE(sizeOnDisk(folder + QStringLiteral("/Spring_lighthouse_ig_45_002.jpg")), QSize(1080, 1350));

        QTRY_COMPARE(f.find<QListView>("runList")->model()->rowCount(), 6);
        QTRY_VERIFY(f.find<Toast>("toast") && f.find<Toast>("toast")->isVisible());
        auto* toast = f.find<Toast>("toast");
        QVERIFY(toast->text().contains(QStringLiteral("manifest.json")));
        QTRY_VERIFY(f.find<Button>("openFolderButton")->isVisible());
        QTest::mouseClick(f.find<Button>("copyPathsButton"), Qt::LeftButton);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 6);
        for (const QString& line : lines)
            QVERIFY(QFile::exists(line));
        QVERIFY(button->isEnabled());
    }

    void marksEnlargedFilesInTheList()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample(QSize(540, 540))});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        QVERIFY(
            f.find<VariantStrip>("cropStrip")->wordsOf(QStringLiteral("ig_sq")).contains(QStringLiteral("enlarged")));
        QTest::mouseClick(f.find<Button>("deliverNowButton"), Qt::LeftButton);
        auto* list = f.find<QListView>("runList");
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, patience);
        QStringList notes;
        for (int row = 0; row < 2; ++row)
            notes.append(list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString());
        QVERIFY2(notes.join(u'\n').contains(QStringLiteral("enlarged 2.0×")), qPrintable(notes.join(u'\n')));
    }

    void saysWhatIsWrongWithTheNameAndWaits()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample()});
        f.open();
        auto* button = f.find<Button>("deliverNowButton");
        QTRY_VERIFY(button->isEnabled());
        QTRY_COMPARE(f.find<TextLabel>("firstExample")->text(), QStringLiteral("Spring_lighthouse_og_001.jpg"));
        auto* edit = f.find<NameTemplateEdit>("nameTemplateEdit");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("{kampagne}_{n}"));
        QVERIFY(f.find<TextLabel>("nameTemplateError")->text().contains(QStringLiteral("{kampagne}")));
        QVERIFY(f.find<TextLabel>("nameTemplateError")->isVisible());
        QVERIFY(!button->isEnabled());
        QVERIFY(f.find<TextLabel>("deliverObstacle")->isVisible());
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("{name}-{n:02}"));
        QVERIFY(button->isEnabled());
        QCOMPARE(f.find<TextLabel>("firstExample")->text(), QStringLiteral("lighthouse-01.jpg"));
        QTRY_COMPARE(f.preferences.current().exporting.nameTemplate, QStringLiteral("{name}-{n:02}"));
    }

    void cutsTheFileWhereThePointWasDragged()
    {
        DeliverFixture& f = *m_fixture;
        const AssetId asset = f.add(redAndBlue(QSize(1200, 600)));
        f.approve({asset});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        QTRY_VERIFY(!f.find<TextLabel>("firstExample")->text().isEmpty()); // the asset is there
        auto* view = f.find<FocalView>("focalView");
        const QPoint middle = view->rect().center();
        const QPoint right(view->width() - 2, middle.y());
        QTest::mousePress(view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(view, QPoint(middle.x() + 20, middle.y()));
        QTest::mouseMove(view, right);
        QTest::mouseRelease(view, Qt::LeftButton, {}, right);
        QTRY_VERIFY(f.library.value<double>(QStringLiteral("SELECT focal_x FROM asset WHERE id = ?"), asset) > 0.95);

        QTest::mouseClick(f.find<Button>("deliverNowButton"), Qt::LeftButton);
        const QString file =
            f.library.path(QStringLiteral("exports")) + QStringLiteral("/Spring_lighthouse_ig_sq_001.jpg");
        QTRY_VERIFY_WITH_TIMEOUT(f.find<Button>("openFolderButton")->isVisible(), patience);
        const QImage made(file);
        QCOMPARE(made.size(), QSize(1080, 1080));
        QVERIFY(qBlue(made.pixel(20, 540)) > 180 && qRed(made.pixel(20, 540)) < 80);

        f.actions[ActionId::Undo]->trigger();
        QTRY_COMPARE(f.library.value<double>(QStringLiteral("SELECT focal_x FROM asset WHERE id = ?"), asset), 0.5);
    }

    void movesThePointWithTheArrowKeys()
    {
        DeliverFixture& f = *m_fixture;
        const AssetId asset = f.addSample(QSize(1200, 600));
        f.approve({asset});
        f.open();
        QTRY_VERIFY(!f.find<TextLabel>("firstExample")->text().isEmpty());
        auto* view = f.find<FocalView>("focalView");
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
        const auto x = [&] {
            return qRound(
                1000 * f.library.value<double>(QStringLiteral("SELECT focal_x FROM asset WHERE id = ?"), asset));
        };
        QTRY_COMPARE(x(), 560);
        QVERIFY(f.actions[ActionId::Undo]->isEnabled());
        f.actions[ActionId::Undo]->trigger(); // both presses were one move
        QTRY_COMPARE(x(), 500);
        f.actions[ActionId::Redo]->trigger();
        QTRY_COMPARE(x(), 560);
        f.actions[ActionId::DeliverCenterFocalPoint]->trigger();
        QTRY_COMPARE(x(), 500);
    }

    void stopsAndKeepsWhatIsFinished()
    {
        DeliverFixture& f = *m_fixture;
        QList<AssetId> assets;
        for (int number = 0; number < 30; ++number)
            assets.append(f.addSample(QSize(700, 700), number));
        f.approve(assets);
        f.open();
        QTRY_COMPARE(f.find<Button>("deliverNowButton")->text(), QStringLiteral("Deliver 60 files"));
        QSignalSpy finished(&f.exporter, &Exporter::finished);
        QTest::mouseClick(f.find<Button>("deliverNowButton"), Qt::LeftButton);
        auto* stop = f.find<Button>("stopDeliveryButton");
        QTRY_VERIFY(stop->isVisible());
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        const auto summary = finished.first().first().value<ExportSummary>();
        QVERIFY(summary.isCancelled);
        QVERIFY(summary.variants.size() < 60);
        for (const Variant& variant : summary.variants)
            QVERIFY(QFile::exists(variant.path));
        QVERIFY(!stop->isVisible());
        QVERIFY(f.find<Toast>("toast")->text().contains(QStringLiteral("Stopped")));
    }

    void saysThatAFolderCannotBeWritten()
    {
        DeliverFixture& f = *m_fixture;
        QFile file(f.library.path(QStringLiteral("notafolder")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Preferences preferences = f.preferences.current();
        preferences.exporting.folder = file.fileName() + QStringLiteral("/files");
        f.preferences.save(preferences);
        f.approve({f.addSample()});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        QTest::mouseClick(f.find<Button>("deliverNowButton"), Qt::LeftButton);
        auto* sentence = f.find<TextLabel>("runSentence");
        QTRY_VERIFY_WITH_TIMEOUT(sentence->text().contains(QStringLiteral("Choose another")), patience);
        QVERIFY(sentence->isVisible());
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        // One press and a folder later the files are there.
        auto* other = f.find<Button>("otherFolderButton");
        QVERIFY(other->isVisible());
        const QString ready = f.library.path(QStringLiteral("ready"));
        QVERIFY(QDir().mkpath(ready));
        QTest::mouseClick(other, Qt::LeftButton);
        auto* dialog = f.find<QFileDialog>("folderDialog");
        QVERIFY(dialog);
        dialog->selectFile(ready);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY_WITH_TIMEOUT(f.find<Button>("openFolderButton")->isVisible(), patience);
        QCOMPARE(f.files(ready).size(), 3); // two and the manifest
        QVERIFY(!other->isVisible());
    }

    void namesTheFileThatFailedAndGoesOn()
    {
        DeliverFixture& f = *m_fixture;
        const AssetId good = f.addSample(QSize(640, 640), 1);
        const AssetId lost = f.addSample(QSize(640, 640), 2);
        f.approve({good, lost});
        const QString hash = f.library.value<QString>(QStringLiteral("SELECT sha256 FROM asset WHERE id = ?"), lost);
        QVERIFY(QFile::remove(f.library.assets->originalPath(hash, QStringLiteral("png"))));
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        QTest::mouseClick(f.find<Button>("deliverNowButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(f.find<Button>("openFolderButton")->isVisible(), patience);
        QAbstractItemModel* rows = f.find<QListView>("runList")->model();
        QCOMPARE(rows->rowCount(), 4);
        QVERIFY(!rows->index(0, 0).data(Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(f.find<TextLabel>("runSentence")->text().contains(QStringLiteral("2 failed")));
        QCOMPARE(f.files(f.library.path(QStringLiteral("exports"))).size(), 3); // two and the manifest
    }

    void worksWithoutAMouse()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample(QSize(640, 640)), f.addSample(QSize(640, 480), 1)});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window)); // shortcuts are the active window's
        auto* search = f.find<QLineEdit>("presetSearch");
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("1000 1500"));
        auto* list = f.find<QListView>("presetList");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Up);
        const QModelIndex current = list->currentIndex();
        QVERIFY(current.isValid());
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(current.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(f.find<Button>("deliverNowButton")->text(), QStringLiteral("Deliver 6 files"));
        QCOMPARE(f.find<TextLabel>("picturePosition")->text(), QStringLiteral("1 of 2"));
        QTest::keyClick(list, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(f.find<TextLabel>("picturePosition")->text(), QStringLiteral("2 of 2"));
        QTest::keyClick(list, Qt::Key_S);
        QVERIFY(!f.find<Switch>("safeZonesSwitch")->isChecked());
        QSignalSpy finished(&f.exporter, &Exporter::finished);
        QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        QCOMPARE(finished.first().first().value<ExportSummary>().variants.size(), 6);
    }

    void leadsToWhatLosesTooMuch()
    {
        DeliverFixture& f = *m_fixture;
        Preferences preferences = f.preferences.current();
        preferences.exporting.presets = {QStringLiteral("ig_sq"), QStringLiteral("x_header")};
        f.preferences.save(preferences);
        f.approve({f.addSample(QSize(1500, 500)), f.addSample(QSize(640, 640), 1), f.addSample(QSize(600, 800), 2)});
        f.open();
        auto* notice = f.find<QWidget>("cropNotice");
        QTRY_VERIFY(notice->isVisible());
        auto* strip = f.find<VariantStrip>("cropStrip");
        QCOMPARE(strip->wordsOf(QStringLiteral("ig_sq")), QStringLiteral("Instagram Feed 1:1 loses 67 %"));
        auto* look = f.find<Button>("lookAtHarshButton");
        QCOMPARE(look->text(), QStringLiteral("Look at the 3"));
        QTest::mouseClick(look, Qt::LeftButton);
        QCOMPARE(f.find<TextLabel>("picturePosition")->text(), QStringLiteral("2 of 3"));
        QCOMPARE(f.find<TextLabel>("resultTitle")->text(), QStringLiteral("Header"));
        clickBox(*f.find<QListView>("presetList"), "x_header");
        clickBox(*f.find<QListView>("presetList"), "ig_sq");
        QVERIFY(!notice->isVisible());
    }

    void showsTheCropThatIsClickedInTheStrip()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample()});
        f.open();
        auto* strip = f.find<VariantStrip>("cropStrip");
        QTRY_VERIFY(strip->areaOf(QStringLiteral("ig_sq")).isValid());
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->areaOf(QStringLiteral("ig_sq")).center());
        QCOMPARE(f.find<TextLabel>("resultTitle")->text(), QStringLiteral("Feed 1:1"));
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Left);
        QCOMPARE(f.find<TextLabel>("resultTitle")->text(), QStringLiteral("Link share"));
    }

    void readsTheCropsAsAList()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample()});
        f.open();
        auto* strip = f.find<VariantStrip>("cropStrip");
        QTRY_VERIFY(strip->areaOf(QStringLiteral("ig_sq")).isValid());
        QTRY_VERIFY(strip->wordsOf(QStringLiteral("og")).contains(QStringLiteral("loses")));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(strip);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 2);
        QCOMPARE(list->child(0)->text(QAccessible::Name), QStringLiteral("Web Link share loses 48 %, 1200 × 630"));
        list->child(1)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(f.find<TextLabel>("resultTitle")->text(), QStringLiteral("Feed 1:1"));
        QVERIFY(list->child(1)->state().selected);
        QVERIFY(!list->child(0)->state().selected);
    }

    void deliversAnOwnSizeAndRemembersIt()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample()});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        QTest::mouseClick(f.find<Button>("ownSizeButton"), Qt::LeftButton);
        QTRY_VERIFY(f.find<QSpinBox>("ownWidthBox"));
        f.find<QSpinBox>("ownWidthBox")->setValue(970);
        f.find<QSpinBox>("ownHeightBox")->setValue(250);
        QTest::mouseClick(f.find<Button>("addOwnSizeButton"), Qt::LeftButton);
        QVERIFY(isChosen(*f.find<QListView>("presetList"), "970x250"));
        QTest::mouseClick(f.find<Button>("deliverNowButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(f.find<Button>("openFolderButton")->isVisible(), patience);
        QCOMPARE(sizeOnDisk(
                     f.library.path(QStringLiteral("exports")) + QStringLiteral("/Spring_lighthouse_970x250_001.jpg")),
            QSize(970, 250));
        QTRY_VERIFY(f.preferences.current().exporting.presets.contains(QStringLiteral("970x250")));
    }

    void deliversWhatTheGalleryHandedOver()
    {
        DeliverFixture& f = *m_fixture;
        const AssetId approved = f.addSample();
        const AssetId other = f.addSample(QSize(640, 480), 1);
        f.approve({approved});
        f.open();
        f.place->setAssets({other});
        QTRY_VERIFY(f.find<TextLabel>("deliverCount")->text().contains(QStringLiteral("chosen in the Gallery")));
        QCOMPARE(f.find<Button>("deliverNowButton")->text(), QStringLiteral("Deliver 2 files"));
        QTRY_VERIFY_WITH_TIMEOUT(f.find<Button>("allApprovedButton")->isVisible(), patience);
        QTest::mouseClick(f.find<Button>("allApprovedButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(f.find<TextLabel>("deliverCount")->text(), QStringLiteral("1 approved"), patience);
    }

    void remembersFormatQualityAndRecipe()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample()});
        f.open();
        QTRY_COMPARE(f.find<TextLabel>("firstExample")->text(), QStringLiteral("Spring_lighthouse_og_001.jpg"));
        auto* format = f.find<SegmentedControl>("formatSegments");
        QTest::mouseClick(format->findChildren<QAbstractButton*>().at(2), Qt::LeftButton);
        QCOMPARE(f.find<TextLabel>("firstExample")->text(), QStringLiteral("Spring_lighthouse_og_001.webp"));
        f.find<Slider>("qualitySlider")->setValue(70);
        QTest::mouseClick(f.find<Switch>("writeRecipeSwitch"), Qt::LeftButton, {}, QPoint(10, 10));
        QTRY_COMPARE(f.preferences.current().exporting.format, QStringLiteral("webp"));
        QCOMPARE(f.preferences.current().exporting.quality, 70);
        QVERIFY(!f.preferences.current().exporting.writeRecipe);
    }

    void namesEveryControlForScreenReaders()
    {
        DeliverFixture& f = *m_fixture;
        f.approve({f.addSample()});
        f.open();
        QTRY_VERIFY(f.find<Button>("deliverNowButton")->isEnabled());
        for (const QWidget* widget : f.place->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool hasName = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            const bool isInside = qobject_cast<const QAbstractScrollArea*>(widget->parentWidget());
            QVERIFY2(hasName || isInside,
                qPrintable(
                    widget->objectName() + QLatin1Char(' ') + QString::fromLatin1(widget->metaObject()->className())));
            if (button)
                QVERIFY2(widget->height() >= 24 && widget->width() >= 24, qPrintable(widget->objectName()));
        }
    }

private:
    std::unique_ptr<ThemeSource> m_theme;
    std::unique_ptr<DeliverFixture> m_fixture;
};

QTEST_MAIN(DeliverPlaceTest)
#include "deliver_place_test.moc"
