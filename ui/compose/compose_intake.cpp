// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that come from elsewhere: files, the brief, pictures.
#include "app/compose/brief.h"
#include "app/compose/sheet_builder.h"
#include "app/compose/sheet_file.h"
#include "ui/actions/action_catalog.h"
#include "ui/compose/brief_pane.h"
#include "ui/compose/compose_place.h"
#include "ui/compose/counted.h"
#include "ui/compose/import_problems.h"
#include "ui/compose/recipe_rows.h"
#include "ui/compose/sheet_bar.h"
#include "ui/compose/sheet_editing.h"
#include "ui/compose/sheet_files.h"
#include "ui/compose/sheet_keeper.h"
#include "ui/compose/sheet_view.h"
#include "ui/kit/toast.h"
#include "ui/models/brief_book.h"
#include "ui/models/sheet_cell_look.h"
#include "ui/models/sheet_model.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QtConcurrentRun>

namespace batchroom {

void ComposePlace::connectFiles()
{
    connect(m_actions[ActionId::ComposeImport], &QAction::triggered, m_files, &SheetFiles::askForImport);
    connect(m_actions[ActionId::ComposeExport], &QAction::triggered, this,
        [this] { m_files->askForExport(m_sheet->sheet(), m_campaign.isEmpty() ? tr("Sheet") : m_campaign); });
    connect(m_files, &SheetFiles::sheetRead, this, &ComposePlace::takeReading);
    connect(m_files, &SheetFiles::sheetWritten, this,
        [this](const QString& name) { say(tr("Saved as “%1”").arg(name), false); });
    connect(m_files, &SheetFiles::failed, this, [this](const QString&, const Error& error) {
        complain(error);
        Q_EMIT importFailed(error);
    });
}

void ComposePlace::connectBrief()
{
    connect(m_brief, &BriefPane::addRowsRequested, this, [this] { addBriefRows(false); });
    connect(m_brief, &BriefPane::replaceSheetRequested, this, [this] { addBriefRows(true); });
    connect(m_brief, &BriefPane::said, this, [this](const QString& text, const std::function<void()>& undo) {
        say({}, false);
        m_toast->show(text, tr("Undo"), undo);
    });
    connect(m_bar, &SheetBar::briefToggled, this, [this](bool isShown) {
        m_isBriefWanted = isShown;
        m_brief->setVisible(isShown);
        m_bar->setBriefShown(isShown);
    });
}

void ComposePlace::takeReading(const QString& fileName, const SheetReading& reading)
{
    const int added = m_editing->appendRows(reading.sheet.rows, tr("import of %1").arg(fileName));
    m_isSheetWanted = true;
    showRightPage();
    if (!reading.problems.isEmpty())
        m_problems->show(fileName, reading);
    else
        m_problems->hide();
    const auto leftOut = static_cast<int>(reading.sheet.rows.size()) - added;
    if (leftOut > 0)
        say(counted(leftOut, tr("A sheet holds %L2 rows; 1 row of “%3” was left out"),
                tr("A sheet holds %L2 rows; %1 rows of “%3” were left out"))
                .arg(static_cast<int>(maxSheetRows))
                .arg(fileName),
            true);
    else
        say(counted(added, tr("1 row from “%2”"), tr("%1 rows from “%2”")).arg(fileName), true);
    m_view->setFocus(Qt::OtherFocusReason);
}

// A large brief is expanded away from the GUI thread.
void ComposePlace::addBriefRows(bool isReplacing)
{
    const Brief brief = m_briefs->current();
    const qint64 room = maxSheetRows - (isReplacing ? 0 : m_sheet->rowCount());
    QtConcurrent::run([brief, room] {
        QList<SheetRow> rows;
        const Result<QStringList> prompts = expandBrief(brief, room);
        for (const QString& prompt : prompts ? *prompts : QStringList()) {
            rows.append(SheetRow());
            rows.back().cell(SheetColumn::Prompt) = promptCell(prompt);
        }
        return rows;
    }).then(this, [this, name = brief.name, isReplacing](const QList<SheetRow>& rows) {
        m_batchName = name;
        m_isSheetWanted = true;
        if (isReplacing) {
            m_sheet->replaceRows(rows, tr("replace sheet"));
            m_view->chooseRows(0, 1);
        } else {
            m_editing->appendRows(rows, tr("rows of the brief"));
        }
        showRightPage();
        say(counted(static_cast<int>(rows.size()), tr("1 row from “%2”"), tr("%1 rows from “%2”")).arg(name), true);
    });
}

void ComposePlace::addRecipes(const QList<Recipe>& recipes)
{
    if (recipes.isEmpty())
        return;
    if (!m_keeper->isLoaded()) {
        m_waiting += recipes;
        return;
    }
    QList<SheetRow> rows;
    for (const Recipe& recipe : recipes)
        rows.append(recipeRow(recipe, m_catalog));
    m_isSheetWanted = true;
    showRightPage();
    const int added = m_editing->appendRows(rows, tr("more like this"));
    m_view->setFocus(Qt::OtherFocusReason);
    say(counted(added, tr("1 row like your picture added. The seed is free, so new ones come."),
            tr("%1 rows like your picture added. The seed is free, so new ones come.")),
        true);
}

void ComposePlace::dragEnterEvent(QDragEnterEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile() && SheetFiles::looksLikeSheet(url.toLocalFile())) {
            event->acceptProposedAction();
            return;
        }
    }
}

void ComposePlace::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile() && SheetFiles::looksLikeSheet(url.toLocalFile()))
            m_files->read(url.toLocalFile());
    }
    event->acceptProposedAction();
}

} // namespace batchroom
