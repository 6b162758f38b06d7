// SPDX-License-Identifier: GPL-3.0-or-later
// The real place, clicked and typed into, on a real library.
#include "app/compose/sheet_file.h"
#include "compose_fixture.h"
#include "ui/compose/bill_bar.h"
#include "ui/compose/brief_pane.h"
#include "ui/compose/duplicate_card.h"
#include "ui/compose/import_problems.h"
#include "ui/compose/issue_card.h"
#include "ui/compose/list_editor.h"
#include "ui/compose/option_list.h"
#include "ui/compose/prompt_preview.h"
#include "ui/compose/sheet_row_header.h"
#include "ui/compose/template_edit.h"
#include "ui/kit/labels.h"
#include "ui/kit/start_time_card.h"
#include "ui/kit/toast.h"

#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollBar>
#include <QTest>
#include <QTimeEdit>

using namespace batchroom;
using namespace batchroom::test;

namespace {

QString label(const ComposeFixture& fixture, const char* name)
{
    return fixture.window->findChild<QLabel*>(QLatin1StringView(name))->text();
}

QAbstractButton* wayOut(const ComposeFixture& fixture, const QString& text)
{
    for (QAbstractButton* button : fixture.window->findChild<IssueCard*>()->findChildren<QAbstractButton*>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

QString toast(const ComposeFixture& fixture)
{
    const auto* shown = fixture.window->findChild<Toast*>(QStringLiteral("toast"));
    return shown ? shown->text() : QString();
}

} // namespace

class ComposePlaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // 1280 is the least anybody works at; the price is what one looks for before queueing.
    void aWindowOf1280ShowsEveryColumnOfASheet()
    {
        ComposeFixture fixture;
        Sheet sheet = firstStartSheet();
        while (sheet.rows.size() < 60) // so many that the list scrolls
            sheet.rows.append(sheet.rows.constFirst());
        fixture.keep(sheet);
        fixture.window->resize(1280 - 76, 800 - 80); // without rail, top bar and status line
        fixture.place->setGeometry(fixture.window->rect());
        QVERIFY(fixture.untilSheet());
        const SheetView* view = fixture.view();
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
        QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
        const QList<int> columns = view->shownColumns();
        QCOMPARE(columns.size(), 9); // campaign and name too
        for (const int column : columns) {
            const QRect cell = view->visualRect(fixture.sheet().index(0, column));
            QVERIFY2(cell.right() < view->viewport()->width(), qPrintable(fieldTitle(fixture.sheet().field(column))));
            QVERIFY(cell.width() >= 56);
        }
        const int prompt = view->columnWidth(fixture.sheet().columnOf(SheetColumn::Prompt));
        QVERIFY2(prompt >= 160, qPrintable(QString::number(prompt)));
        // What is gained goes to the prompt first.
        fixture.window->resize(1280 + 40, 800 - 80);
        fixture.place->setGeometry(fixture.window->rect());
        QTRY_VERIFY(view->columnWidth(fixture.sheet().columnOf(SheetColumn::Prompt)) > prompt + 60);
    }

    void thePriceStaysInViewInASheetWiderThanItsRoom()
    {
        ComposeFixture fixture;
        fixture.keep(firstStartSheet());
        fixture.window->resize(1280 - 76, 800 - 80);
        fixture.place->setGeometry(fixture.window->rect());
        QVERIFY(fixture.untilSheet());
        SheetView* view = fixture.view();
        const SheetModel& sheet = fixture.sheet();
        const QWidget* pin = fixture.window->findChild<QWidget*>(QStringLiteral("pricePin"));
        QVERIFY(!pin->isVisible());
        view->setColumnWanted(sheet.columnOf(SheetColumn::Seed), true);
        QTRY_COMPARE(view->horizontalScrollBar()->maximum(), 0); // the others make room for one more
        for (const SheetColumn column : {SheetColumn::NegativePrompt, SheetColumn::Palette, SheetColumn::MagicPrompt})
            view->setColumnWanted(sheet.columnOf(column), true);
        QTRY_VERIFY(view->horizontalScrollBar()->maximum() > 0);
        QVERIFY(pin->isVisible());
        const auto price = [&] { return view->visualRect(sheet.index(1, view->priceColumn())); };
        for (const int position : {0, view->horizontalScrollBar()->maximum()}) {
            view->horizontalScrollBar()->setValue(position);
            QVERIFY(view->viewport()->rect().contains(price()));
            QCOMPARE(view->indexAt(price().center()), sheet.index(1, view->priceColumn()));
        }
        // A cell one goes to is never under it.
        view->horizontalScrollBar()->setValue(0);
        for (const int column : view->shownColumns()) {
            view->goTo(sheet.index(1, column));
            const QRect cell = view->visualRect(view->currentIndex());
            QVERIFY2(
                column == view->priceColumn() || cell.right() < price().left(), qPrintable(QString::number(column)));
            QVERIFY(cell.left() >= 0);
        }
        view->horizontalScrollBar()->setValue(0);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, price().center());
        QCOMPARE(view->currentIndex(), sheet.index(1, view->priceColumn()));
        QCOMPARE(view->horizontalScrollBar()->value(), 0);
    }

    void tellsExpandedPromptsApartInTheNarrowList()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        const auto* preview = fixture.window->findChild<PromptPreview*>();
        QTRY_COMPARE(preview->prompts().size(), 10);
        QSet<QString> lines;
        for (int row = 0; row < 10; ++row) {
            const QString line = preview->shownPrompt(row, 300);
            QVERIFY2(line.contains(QChar(0x2026)), qPrintable(line)); // none of them fits
            QVERIFY2(line.contains(row % 2 == 0 ? QStringLiteral("coral") : QStringLiteral("sand")), qPrintable(line));
            lines.insert(line);
        }
        QCOMPARE(lines.size(), 10);
    }

    void initTestCase() { m_theme = std::make_unique<ThemeSource>(ThemeMode::Dark); }

    void beginsAnEmptyLibraryWithSamplesThatQueueOnce()
    {
        ComposeFixture fixture;
        QTRY_VERIFY(fixture.button("queueSampleButton")->isVisible());
        QCOMPARE(fixture.button("queueSampleButton")->text(), QStringLiteral("Queue 4 images · free"));
        QSignalSpy queued(fixture.place, &ComposePlace::queued);
        QTest::mouseClick(fixture.button("queueSampleButton"), Qt::LeftButton);
        QTest::mouseClick(fixture.button("queueSampleButton"), Qt::LeftButton);
        QTRY_COMPARE(queued.size(), 1);
        QCOMPARE(queued[0][0].toInt(), 4);
        const QueueSnapshot snapshot = fixture.library.snapshot();
        QCOMPARE(snapshot.batches.size(), 1);
        QCOMPARE(snapshot.jobs.size(), 4);
        QCOMPARE(snapshot.batches[0].campaignName, QStringLiteral("My first campaign"));
        QVERIFY(fixture.showsSheet());
        QCOMPARE(fixture.sheet().rowCount(), 4);
    }

    void opensTheSamplesAsASheet()
    {
        ComposeFixture fixture;
        QTRY_VERIFY(fixture.button("openSheetButton")->isVisible());
        QTest::mouseClick(fixture.button("openSheetButton"), Qt::LeftButton);
        QVERIFY(fixture.showsSheet());
        QCOMPARE(fixture.sheet().sheet(), firstStartSheet());
    }

    void doesNotShowTheFirstStartToALibraryWithJobs()
    {
        ComposeFixture fixture;
        fixture.closePlace();
        QVERIFY(fixture.library.enqueue(draftOf(1)));
        fixture.openPlace();
        QTRY_VERIFY(fixture.showsSheet());
    }

    void writesARowAndQueuesItOnce()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        fixture.type(QStringLiteral("A red {{lighthouse}}"));
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("A red {{lighthouse}}"));
        QCOMPARE(fixture.sheet().rowCount(), 2); // Enter in the last row makes the next
        QCOMPARE(fixture.button("queueNowButton")->text(), QStringLiteral("Queue 1 image · free"));
        QSignalSpy queued(fixture.place, &ComposePlace::queued);
        fixture.place->setCampaign(QStringLiteral("Harbour"));
        QTest::mouseClick(fixture.button("queueNowButton"), Qt::LeftButton);
        QTest::mouseClick(fixture.button("queueNowButton"), Qt::LeftButton);
        QTest::keyClick(fixture.view(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(queued.size(), 1);
        QCOMPARE(toast(fixture), QStringLiteral("1 image queued"));
        const QueueSnapshot snapshot = fixture.library.snapshot();
        QCOMPARE(snapshot.jobs.size(), 1);
        QCOMPARE(snapshot.jobs[0].prompt, QStringLiteral("A red {lighthouse}"));
        QCOMPARE(snapshot.batches[0].campaignName, QStringLiteral("Harbour"));
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("A red {{lighthouse}}")); // the sheet stays
        QVERIFY(fixture.button("queueNowButton")->isEnabled());
    }

    void asksBeforeItPaysForTheSameWorkAgain()
    {
        ComposeFixture fixture(QStringLiteral("ideogram"));
        fixture.keep({{rowOf(QStringLiteral("a"), QStringLiteral("3.0")),
            rowOf(QStringLiteral("b"), QStringLiteral("3.0")), rowOf(QStringLiteral("c"), QStringLiteral("3.0"))}});
        QVERIFY(fixture.untilSheet());
        QSignalSpy queued(fixture.place, &ComposePlace::queued);
        fixture.button("queueNowButton")->click();
        QTRY_COMPARE(queued.size(), 1);
        fixture.choose(1, SheetColumn::Prompt);
        fixture.type(QStringLiteral("another one"));
        QTRY_VERIFY(fixture.button("queueNowButton")->isEnabled());
        fixture.button("queueNowButton")->click();
        QTRY_VERIFY(fixture.window->findChild<DuplicateCard*>());
        QCOMPARE(label(fixture, "duplicateWords"),
            QStringLiteral(
                "2 of these 3 images are in the queue already (rows 1 and 3). Making them again costs $0.12."));
        QVERIFY(!fixture.button("queueNowButton")->isEnabled());
        QVERIFY2(fixture.button("queueNowButton")->text().startsWith(QStringLiteral("Queue 3 images")),
            qPrintable(fixture.button("queueNowButton")->text())); // nothing is queued before the answer
        QCOMPARE(fixture.button("queueOthersButton")->text(), QStringLiteral("Queue the other one"));
        // Escape queues nothing, and the sheet can be queued again.
        QTest::keyClick(fixture.window->findChild<DuplicateCard*>(), Qt::Key_Escape);
        QTRY_VERIFY(fixture.button("queueNowButton")->isEnabled());
        QCOMPARE(fixture.library.snapshot().jobs.size(), 3);
        QTRY_VERIFY(!fixture.window->findChild<DuplicateCard*>());
        fixture.button("queueNowButton")->click();
        QTRY_VERIFY(fixture.button("queueOthersButton") && fixture.button("queueOthersButton")->hasFocus());
        QTest::keyClick(fixture.button("queueOthersButton"), Qt::Key_Return);
        QCOMPARE(fixture.button("queueNowButton")->text(), QStringLiteral("Queuing…"));
        QVERIFY(!fixture.button("queueNowButton")->isEnabled());
        QTRY_COMPARE(queued.size(), 2);
        QVERIFY(fixture.button("queueNowButton")->text().startsWith(QStringLiteral("Queue 3 images")));
        QCOMPARE(queued[1][0].toInt(), 1);
        QCOMPARE(fixture.library.snapshot().jobs.size(), 4);
        QTRY_VERIFY(!fixture.window->findChild<DuplicateCard*>());
        fixture.button("queueNowButton")->click();
        QTRY_VERIFY(fixture.button("queueAllButton"));
        QVERIFY(label(fixture, "duplicateWords").startsWith(QStringLiteral("All 3 images are in the queue already")));
        QVERIFY(!fixture.button("queueOthersButton")->isVisible());
        fixture.button("queueAllButton")->click();
        QTRY_COMPARE(queued.size(), 3);
        QCOMPARE(fixture.library.snapshot().jobs.size(), 7);
    }

    void queuesForTheEvening()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a"))}});
        QVERIFY(fixture.untilSheet());
        QTRY_VERIFY(fixture.button("queueLaterButton")->isEnabled());
        QSignalSpy queued(fixture.place, &ComposePlace::queued);
        fixture.button("queueLaterButton")->click();
        auto* card = fixture.window->findChild<StartTimeCard*>();
        QVERIFY(card);
        QCOMPARE(queued.size(), 0);
        fixture.button("startChoiceButton")->click();
        QTRY_COMPARE(queued.size(), 1);
        QVERIFY2(toast(fixture).contains(QStringLiteral("at 22:00")), qPrintable(toast(fixture)));
        const BatchSummary batch = fixture.library.snapshot().batches.first();
        QVERIFY(batch.startMs > QDateTime::currentMSecsSinceEpoch());
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(batch.startMs).time(), QTime(22, 0));
        // A time that has passed is not offered.
        QTRY_VERIFY(!fixture.window->findChild<StartTimeCard*>());
        fixture.place->show();
        fixture.button("queueLaterButton")->click();
        auto* day = fixture.window->findChild<QComboBox*>(QStringLiteral("startDay"));
        auto* time = fixture.window->findChild<QTimeEdit*>(QStringLiteral("startTime"));
        QVERIFY(day && time);
        day->setCurrentIndex(0);
        time->setTime(QTime(0, 0));
        QVERIFY(!fixture.button("startThenButton")->isEnabled());
        day->setCurrentIndex(3);
        QVERIFY(fixture.button("startThenButton")->isEnabled());
        fixture.button("startThenButton")->click();
        // The same row again: it asks about that, and the day stays what was chosen.
        QTRY_VERIFY(fixture.button("queueAllButton"));
        fixture.button("queueAllButton")->click();
        QTRY_COMPARE(queued.size(), 2);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(fixture.library.snapshot().batches.first().startMs),
            QDateTime(QDate::currentDate().addDays(3), QTime(0, 0)));
    }

    void blocksQueueingWhileACellIsWrongAndLeadsToIt()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("one")),
            rowOf(QStringLiteral("two"), QStringLiteral("3.0"), QStringLiteral("Desing"))}});
        QVERIFY(fixture.untilSheet());
        QTRY_VERIFY(!fixture.button("queueNowButton")->isEnabled());
        QVERIFY(!(*fixture.actions)[ActionId::ComposeQueueNow]->isEnabled());
        QCOMPARE(fixture.button("errorsButton")->text(), QStringLiteral("1 cell to mend"));
        QTest::mouseClick(fixture.button("errorsButton"), Qt::LeftButton);
        QCOMPARE(
            fixture.view()->currentIndex(), fixture.sheet().index(1, fixture.sheet().columnOf(SheetColumn::Style)));
        QTRY_VERIFY(wayOut(fixture, QStringLiteral("Use Design")));
        QTest::mouseClick(wayOut(fixture, QStringLiteral("Use Design")), Qt::LeftButton);
        QCOMPARE(fixture.cell(1, SheetColumn::Style), QStringLiteral("Design"));
        QVERIFY(fixture.button("queueNowButton")->isEnabled());
        QCOMPARE(fixture.library.snapshot().jobs.size(), 0);
    }

    void warnsOfWhatTheModelCannotDoAndOffersWaysOut()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("Swim week"), QStringLiteral("4.5"), QStringLiteral("Anime"))}});
        QVERIFY(fixture.untilSheet());
        QTRY_COMPARE(fixture.button("warningsButton")->text(), QStringLiteral("1 warning"));
        QTest::mouseClick(fixture.button("warningsButton"), Qt::LeftButton);
        QTRY_VERIFY(fixture.window->findChild<IssueCard*>()->isVisible());
        QVERIFY(wayOut(fixture, QStringLiteral("Clear it")));
        QTest::mouseClick(wayOut(fixture, QStringLiteral("Put it in the prompt")), Qt::LeftButton);
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("Swim week, anime style"));
        QCOMPARE(fixture.cell(0, SheetColumn::Style), QString());
        QVERIFY(!fixture.window->findChild<IssueCard*>()->isVisible());
        QVERIFY(fixture.button("warningsButton")->isHidden());
    }

    void showsTheWholeCardWhenGoingFromOneIssueToTheNext()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a"), QStringLiteral("4.5"), QStringLiteral("Anime")),
            rowOf(QStringLiteral("b"), QStringLiteral("3.0"), QStringLiteral("Desing"))}});
        QVERIFY(fixture.untilSheet());
        auto* card = fixture.window->findChild<IssueCard*>();
        for (const int row : {0, 1, 0}) {
            fixture.choose(row, SheetColumn::Style);
            QTRY_VERIFY(card->isVisible());
            for (const QAbstractButton* button : card->findChildren<QAbstractButton*>()) {
                QVERIFY(button->isVisible());
                QVERIFY(card->rect().contains(QRect(button->mapTo(card, QPoint()), button->size())));
            }
            QVERIFY(!card->findChildren<QAbstractButton*>().isEmpty());
        }
    }

    void readsThePreviewedPromptsAsAList()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        auto* preview = fixture.window->findChild<QWidget*>(QStringLiteral("promptPreview"));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(preview);
        QCOMPARE(list->role(), QAccessible::List);
        QTRY_COMPARE(list->childCount(), 10);
        QCOMPARE(list->child(0)->role(), QAccessible::ListItem);
        QVERIFY(list->child(0)->text(QAccessible::Name).startsWith(QStringLiteral("Zest soda")));
        QTRY_VERIFY(list->rect().contains(list->child(9)->rect().center()));
    }

    void picksByKeyboardWhatTheModelOffers()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a"), QStringLiteral("3.0"), {}, QStringLiteral("1:1"))}});
        QVERIFY(fixture.untilSheet());
        fixture.choose(0, SheetColumn::Aspect);
        QTest::keyClick(fixture.view(), Qt::Key_F2);
        auto* options = fixture.window->findChild<OptionList*>();
        QVERIFY(options && options->isVisible());
        QCOMPARE(options->currentIndex().data().toString(), QStringLiteral("1:1"));
        QTest::keyClick(options, Qt::Key_Right);
        QTest::keyClick(options, Qt::Key_Return);
        QCOMPARE(fixture.cell(0, SheetColumn::Aspect), QStringLiteral("4:5"));
        QCOMPARE(QApplication::focusWidget(), fixture.view());
        fixture.choose(0, SheetColumn::Style);
        QTest::keyClick(fixture.view(), Qt::Key_R); // type-ahead
        QVERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget()->findChild<OptionList*>(), Qt::Key_Return);
        QCOMPARE(fixture.cell(0, SheetColumn::Style), QStringLiteral("Realistic"));
    }

    void opensAPickerWithADoubleClick()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a")), rowOf(QStringLiteral("b"))}});
        QVERIFY(fixture.untilSheet());
        fixture.choose(0, SheetColumn::Prompt);
        const QModelIndex cell = fixture.sheet().index(1, fixture.sheet().columnOf(SheetColumn::Aspect));
        QWidget* area = fixture.view()->viewport();
        const QPoint at = fixture.view()->visualRect(cell).center() - QPoint(8, 0);
        QTest::mouseClick(area, Qt::LeftButton, {}, at);
        QVERIFY(!QApplication::activePopupWidget());
        // As a window system sends it: the second press is another kind of event.
        QMouseEvent second(QEvent::MouseButtonDblClick, at, area->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(area, &second);
        QTest::mouseRelease(area, Qt::LeftButton, {}, at);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }

    void leavesAPickerWithEscapeUnchanged()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a"), QStringLiteral("3.0"))}});
        QVERIFY(fixture.untilSheet());
        for (const SheetColumn column :
            {SheetColumn::Model, SheetColumn::Style, SheetColumn::Aspect, SheetColumn::Speed, SheetColumn::Images,
                SheetColumn::MagicPrompt, SheetColumn::Palette, SheetColumn::Seed}) {
            fixture.choose(0, column);
            fixture.view()->editCurrent();
            QWidget* card = QApplication::activePopupWidget();
            QVERIFY(card);
            QTest::keyClick(card->focusWidget() ? card->focusWidget() : card, Qt::Key_Down);
            QTest::keyClick(card->focusWidget() ? card->focusWidget() : card, Qt::Key_Escape);
            QTRY_VERIFY(!QApplication::activePopupWidget());
        }
        QCOMPARE(fixture.sheet().sheet().rows[0], rowOf(QStringLiteral("a"), QStringLiteral("3.0")));
    }

    void fillsEveryChosenCellWithOnePick()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a")), rowOf(QStringLiteral("b")), rowOf(QStringLiteral("c"))}});
        QVERIFY(fixture.untilSheet());
        const int column = fixture.sheet().columnOf(SheetColumn::Model);
        fixture.view()->chooseCells(fixture.sheet().index(0, column), fixture.sheet().index(1, column));
        fixture.view()->editCurrent(QStringLiteral("Ideogram 3"));
        QTest::keyClick(fixture.window->findChild<OptionList*>(), Qt::Key_Return);
        QCOMPARE(fixture.cell(0, SheetColumn::Model), QStringLiteral("3.0"));
        QCOMPARE(fixture.cell(1, SheetColumn::Model), QStringLiteral("3.0"));
        QCOMPARE(fixture.cell(2, SheetColumn::Model), QString());
    }

    void pastesWhatASpreadsheetCopies()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        QGuiApplication::clipboard()->setText(
            QStringLiteral("\"Poster with \"\"SALE\"\"\nin two lines\"\t3.0\tDesign\t4:5\nSecond\t4.5\t\t16:9\n"));
        fixture.choose(0, SheetColumn::Prompt);
        QTest::keyClick(fixture.view(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(fixture.sheet().rowCount(), 2);
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("Poster with \"SALE\"\nin two lines"));
        QCOMPARE(fixture.cell(0, SheetColumn::Aspect), QStringLiteral("4:5"));
        QCOMPARE(fixture.cell(1, SheetColumn::Model), QStringLiteral("4.5"));
        QTest::keyClick(fixture.view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(
            readCells(QGuiApplication::clipboard()->text()).value(0).value(0), fixture.cell(0, SheetColumn::Prompt));
        (*fixture.actions)[ActionId::Undo]->trigger();
        QCOMPARE(fixture.sheet().rowCount(), 1);
        QVERIFY(fixture.sheet().isEmpty());
    }

    void pastesRowsByTheNamesInTheirFirstLine()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        QGuiApplication::clipboard()->setText(QStringLiteral("sku\tPrompt\tquality\nA-1\tA {sku} bottle\tturbo\n"));
        QTest::keyClick(fixture.view(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(fixture.sheet().rowCount(), 1);
        QCOMPARE(fixture.cell(0, SheetColumn::Speed), QStringLiteral("turbo"));
        QCOMPARE(fixture.sheet().sheet().rows[0].extras.value(QStringLiteral("sku")), QStringLiteral("A-1"));
        const int own = fixture.sheet().columnOf({SheetField::Kind::Extra, SheetColumn::Prompt, QStringLiteral("sku")});
        QVERIFY(own >= 0 && !fixture.view()->isColumnHidden(own));
    }

    void editsRowsWithTheKeysOfASpreadsheet()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a"), QStringLiteral("3.0")), rowOf(QStringLiteral("b")),
            rowOf(QStringLiteral("c"))}});
        QVERIFY(fixture.untilSheet());
        const auto prompts = [&] {
            QString all;
            for (const SheetRow& row : fixture.sheet().sheet().rows)
                all += row.cell(SheetColumn::Prompt);
            return all;
        };
        fixture.choose(0, SheetColumn::Prompt);
        QTest::keyClick(fixture.view(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(prompts(), QStringLiteral("bac"));
        QTest::keyClick(fixture.view(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(prompts(), QStringLiteral("baac"));
        fixture.choose(1, SheetColumn::Model);
        QTest::keyClick(fixture.view(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(fixture.cell(3, SheetColumn::Model), QStringLiteral("3.0"));
        fixture.choose(0, SheetColumn::Prompt);
        QTest::keyClick(fixture.view(), Qt::Key_Delete);
        QCOMPARE(prompts(), QStringLiteral("aac"));
        QTest::keyClick(fixture.view(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(fixture.sheet().rowCount(), 3);
        for (int step = 0; step < 5; ++step)
            QTest::keyClick(fixture.view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(prompts(), QStringLiteral("abc"));
        QTest::keyClick(fixture.view(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(prompts(), QStringLiteral("bac"));
    }

    void movesARowWithTheMouse()
    {
        ComposeFixture fixture;
        fixture.keep({{rowOf(QStringLiteral("a")), rowOf(QStringLiteral("b")), rowOf(QStringLiteral("c"))}});
        QVERIFY(fixture.untilSheet());
        QWidget* numbers = fixture.view()->rowHeader()->viewport();
        QTest::mousePress(numbers, Qt::LeftButton, {}, QPoint(20, 20));
        QTest::mouseMove(numbers, QPoint(20, 60));
        QTest::mouseMove(numbers, QPoint(20, 112));
        QTest::mouseRelease(numbers, Qt::LeftButton, {}, QPoint(20, 112));
        QCOMPARE(fixture.cell(2, SheetColumn::Prompt), QStringLiteral("a"));
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("b"));
    }

    void writesRowsFromABrief()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        QCOMPARE(label(fixture, "briefCount"), QStringLiteral("24 images"));
        QCOMPARE(label(fixture, "briefFactors"), QStringLiteral("3 products × 4 lines × 2 variants"));
        auto* products = fixture.window->findChild<ListEditor*>(QStringLiteral("listEditor_product"));
        QVERIFY(products);
        products->edit()->setFocus();
        fixture.type(QStringLiteral("Beach bag"));
        QCOMPARE(label(fixture, "briefCount"), QStringLiteral("32 images"));
        QGuiApplication::clipboard()->setText(QStringLiteral("Towel\r\nSandals\r\n"));
        QTest::keyClick(products->edit(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(products->values().size(), 6);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(products->edit(), Qt::Key_Backspace);
        QCOMPARE(fixture.button("addBriefRowsButton")->text(), QStringLiteral("Add 8 rows"));
        QTest::mouseClick(fixture.button("addBriefRowsButton"), Qt::LeftButton);
        QTRY_COMPARE(fixture.sheet().rowCount(), 8);
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt),
            QStringLiteral("Zest soda, “Cool down for less”, on coral paper, poster, no people, print grain"));
        QSignalSpy queued(fixture.place, &ComposePlace::queued);
        QTest::mouseClick(fixture.button("queueNowButton"), Qt::LeftButton);
        QTRY_COMPARE(queued.size(), 1);
        QCOMPARE(fixture.library.snapshot().batches[0].name, QStringLiteral("Halden summer"));
    }

    void showsEveryValueHoweverLowTheWindow()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        auto* lines = fixture.window->findChild<ListEditor*>(QStringLiteral("listEditor_line"));
        QVERIFY(lines);
        lines->edit()->setFocus();
        fixture.type(
            QStringLiteral("A very long line that no pane beside a sheet is ever wide enough for, until Sunday"));
        const auto chips = [&fixture] {
            QList<QWidget*> all = fixture.window->findChildren<QWidget*>(QStringLiteral("valueChip"));
            all.removeIf([](const QWidget* chip) { return chip->isHidden(); }); // of a list that was made anew
            return all;
        };
        // With a banner above, and lower still; a scroll bar appears, which makes the pane narrower.
        for (const int height : {820, 720, 680, 600, 540, 820}) {
            fixture.window->resize(1280 - 76, height);
            fixture.place->setGeometry(fixture.window->rect());
            QTRY_COMPARE(chips().size(), 8);
            for (const QWidget* chip : chips()) {
                const QWidget* box = chip->parentWidget();
                QTRY_VERIFY2(box->rect().contains(chip->geometry()), qPrintable(QString::number(height)));
                QVERIFY(box->width() < 360);
            }
            QTRY_VERIFY2(lines->edit()->geometry().bottom() < lines->edit()->parentWidget()->height(),
                qPrintable(QString::number(height)));
        }
    }

    void aClickBesideTheFieldsKeepsWhatWasTypedAndTheKeyboard()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        auto* products = fixture.window->findChild<ListEditor*>(QStringLiteral("listEditor_product"));
        products->edit()->setFocus();
        fixture.type(QStringLiteral("Beach bag"), Qt::Key_unknown);
        QTest::mouseClick(fixture.window->findChild<QWidget*>(QStringLiteral("briefCount")), Qt::LeftButton);
        QCOMPARE(products->values().constLast(), QStringLiteral("Beach bag"));
        QCOMPARE(QApplication::focusWidget(), products->edit());
        // The same beside the sheet.
        fixture.choose(0, SheetColumn::Prompt);
        fixture.type(QStringLiteral("a red lighthouse"), Qt::Key_unknown);
        QTest::mouseClick(fixture.window->findChild<QWidget*>(QStringLiteral("billImages")), Qt::LeftButton);
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("a red lighthouse"));
        QCOMPARE(QApplication::focusWidget(), fixture.view());
    }

    void saysWhatIsMissingInABrief()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        auto* text = fixture.window->findChild<TemplateEdit*>();
        text->setPlainText(QStringLiteral("{product} in {place}"));
        QVERIFY(label(fixture, "briefProblem").contains(QStringLiteral("place")));
        QVERIFY(!fixture.button("addBriefRowsButton")->isEnabled());
        QVERIFY(fixture.window->findChild<ListEditor*>(QStringLiteral("listEditor_place")));
    }

    void showsTheBillOfAChargedAccount()
    {
        ComposeFixture fixture(QStringLiteral("ideogram"), Money::fromMicros(20'000'000));
        fixture.keep({{rowOf(QStringLiteral("a"), QStringLiteral("3.0"), {}, QStringLiteral("1:1"),
                           QStringLiteral("Default"), QStringLiteral("4")),
            rowOf(QStringLiteral("b"), QStringLiteral("4.5"), {}, QStringLiteral("1:1"), QStringLiteral("Low"))}});
        QVERIFY(fixture.untilSheet());
        QCOMPARE(fixture.button("queueNowButton")->text(), QStringLiteral("Queue 5 images · $0.27"));
        QCOMPARE(label(fixture, "billLeftToday"), QStringLiteral("$20.00"));
        QVERIFY(label(fixture, "priceSource").startsWith(QStringLiteral("price list of")));
        QCOMPARE(fixture.window->findChild<QWidget*>(QStringLiteral("modelShares"))->accessibleName(),
            QStringLiteral("4.5 $0.03 3.0 $0.24"));
        QCOMPARE(
            fixture.sheet().index(0, fixture.sheet().columnCount() - 1).data().toString(), QStringLiteral("$0.24"));
    }

    void asksOneQuoteForEachSetOfOptions()
    {
        ComposeFixture fixture(QStringLiteral("ideogram"));
        fixture.keep(
            {{rowOf(QStringLiteral("a"), QStringLiteral("3.0")), rowOf(QStringLiteral("b"), QStringLiteral("3.0"))}});
        QList<GenerationRequest> asked;
        fixture.place->setQuoteSource([&](const QString&, const QList<GenerationRequest>& requests) {
            asked += requests;
            const Quote quote{.price = Money::fromMicros(70'000)};
            return QtFuture::makeReadyFuture(QList<Result<Quote>>(requests.size(), Result<Quote>(quote)));
        });
        QVERIFY(fixture.untilSheet());
        QTRY_COMPARE(label(fixture, "priceSource"), QStringLiteral("quoted"));
        QCOMPARE(asked.size(), 1);
        QCOMPARE(fixture.button("queueNowButton")->text(), QStringLiteral("Queue 2 images · $0.14"));
        QSignalSpy queued(fixture.place, &ComposePlace::queued);
        fixture.button("queueNowButton")->click();
        QTRY_COMPARE(queued.size(), 1);
        QCOMPARE(fixture.library.snapshot().jobs[0].price.micros(), 70'000);
    }

    void importsAFileAndShowsEverythingThatIsWrongWithIt()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("plan.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("prompt,model\nfirst,3.0\n\nsecond,4.5,surplus\n\"third,4.5\n");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter(QPoint(400, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(fixture.place, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(400, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(fixture.place, &drop);
        auto* problems = fixture.window->findChild<ImportProblems*>();
        QTRY_VERIFY(problems->isVisible());
        QCOMPARE(problems->count(), 2);
        QCOMPARE(problems->findChildren<QLabel*>(QStringLiteral("importProblem")).size(), 2);
        // As the spreadsheet program numbers them, which counts the names of the columns and the empty row.
        QStringList places;
        for (const QLabel* place : problems->findChildren<QLabel*>(QStringLiteral("importProblemPlace")))
            places.append(place->text());
        QCOMPARE(places, (QStringList{QStringLiteral("Row 4"), QStringLiteral("Row 5")}));
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("first"));
        QTest::mouseClick(fixture.button("dismissProblemsButton"), Qt::LeftButton);
        QVERIFY(!problems->isVisible());
    }

    void keepsWhatWasTypedWhenThePlaceGoes()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        fixture.type(QStringLiteral("first"));
        fixture.type(QStringLiteral("still being typed"), Qt::Key_unknown);
        fixture.closePlace();
        fixture.openPlace();
        QVERIFY(fixture.untilSheet());
        QCOMPARE(fixture.cell(0, SheetColumn::Prompt), QStringLiteral("first"));
        QCOMPARE(fixture.cell(1, SheetColumn::Prompt), QStringLiteral("still being typed"));
    }

    void takesRecipesBeforeAndAfterTheSheetIsThere()
    {
        ComposeFixture fixture;
        Recipe recipe;
        recipe.request = {.model = QStringLiteral("ideogram-3"),
            .prompt = QStringLiteral("A {brace}"),
            .negativePrompt = {},
            .style = QStringLiteral("design"),
            .aspect = QStringLiteral("4:5"),
            .resolution = {},
            .speed = QStringLiteral("turbo"),
            .magicPrompt = MagicPrompt::Auto,
            .seed = 42,
            .palette = {}};
        fixture.place->addRecipes({recipe});
        QTRY_COMPARE(fixture.sheet().rowCount(), 1);
        fixture.place->addRecipes({recipe, recipe});
        QCOMPARE(fixture.sheet().rowCount(), 3);
        QCOMPARE(fixture.view()->chosenRows(), (QList<int>{1, 2}));
        QCOMPARE(fixture.cell(0, SheetColumn::Seed), QString());
        const RowPlan plan = planRow(fixture.sheet().sheet().rows[0], 1, Catalog::builtIn(), {}, Billing::Free);
        QVERIFY(plan.issues.isEmpty());
        GenerationRequest expected = recipe.request;
        expected.seed.reset();
        QCOMPARE(plan.jobs.constFirst().request, expected);
    }

    void staysUsableWithTwentyThousandRows()
    {
        ComposeFixture fixture;
        QVERIFY(fixture.untilSheet());
        QString text;
        for (int row = 0; row < 20'000; ++row)
            text += QStringLiteral("Prompt %1\t3.0\tDesign\n").arg(row);
        QGuiApplication::clipboard()->setText(text);
        fixture.choose(0, SheetColumn::Prompt);
        QTest::keyClick(fixture.view(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(fixture.sheet().rowCount(), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.button("queueNowButton")->text(),
            QStringLiteral("Queue %1 images · free").arg(QLocale().toString(20'000)), 60'000);
        fixture.choose(19'999, SheetColumn::Images);
        fixture.type(QStringLiteral("2"));
        QCOMPARE(fixture.button("queueNowButton")->text(),
            QStringLiteral("Queue %1 images · free").arg(QLocale().toString(20'001)));
    }

private:
    std::unique_ptr<ThemeSource> m_theme;
};

QTEST_MAIN(ComposePlaceTest)
#include "compose_place_test.moc"
