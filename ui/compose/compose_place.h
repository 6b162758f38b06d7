// SPDX-License-Identifier: GPL-3.0-or-later
// Compose: the sheet, the brief that writes rows, the bill, the one button. Everything typed is kept in the library.
#pragma once

#include "app/core/asset.h"
#include "app/core/job.h"
#include "ui/compose/quote_watch.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <optional>

class QStackedWidget;

namespace batchroom {

class ActionCatalog;
class BillBar;
class BriefBook;
class BriefPane;
class Catalog;
class DocumentShelf;
class FirstStart;
class ImportProblems;
class JobQueue;
class PreferencesStore;
class QueuePress;
class SheetBar;
class SheetEditing;
class SheetFiles;
class SheetKeeper;
class SheetModel;
class SheetView;
class Toast;
struct Preferences;
struct QueueSnapshot;
struct SheetReading;
struct SheetRow;
struct Sheet;

class ComposePlace : public QWidget {
    Q_OBJECT
public:
    ComposePlace(const Catalog& catalog, JobQueue& queue, DocumentShelf& shelf, PreferencesStore& preferences,
        ActionCatalog& actions, QWidget* parent = nullptr);
    ~ComposePlace() override;
    void setQuoteSource(QuoteWatch::Source source);

public Q_SLOTS:
    // "More like this": rows behind the last one, chosen.
    void addRecipes(const QList<batchroom::Recipe>& recipes);
    void setCampaign(const QString& name);

Q_SIGNALS:
    void queued(int images);
    void openSettingsRequested();
    void importFailed(const batchroom::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeSheetPane();
    void connectSheet();
    void connectFiles();
    void connectBrief();
    void connectFirstStart();
    void begin();
    void takeSnapshot(const QueueSnapshot& snapshot);
    void showRightPage();
    void openSheet(const QList<SheetRow>& rows);
    void refreshBill();
    void refreshUndo();
    void applyPreferences(const Preferences& preferences);
    void noteSpend(const SpendSummary& spend);
    void connectPress();
    void askForStart();
    void askAboutDuplicates(const DuplicateWork& found, int images);
    void queueSheet(qint64 startMs);
    bool isSheetRight(); // goes to the first wrong cell else
    void queueSamples();
    void queueNow(const Sheet& sheet, const QString& name, qint64 startMs = 0);
    void takeReading(const QString& fileName, const SheetReading& reading);
    void addBriefRows(bool isReplacing);
    void say(const QString& text, bool canUndo);
    void complain(const Error& error);

    const Catalog& m_catalog;
    JobQueue& m_queue;
    PreferencesStore& m_preferences;
    ActionCatalog& m_actions;
    SheetModel* m_sheet;
    BriefBook* m_briefs;
    SheetKeeper* m_keeper;
    QuoteWatch* m_quotes;
    QueuePress* m_press;
    SheetFiles* m_files;
    SheetView* m_view;
    SheetEditing* m_editing;
    BillBar* m_bill;
    SheetBar* m_bar;
    ImportProblems* m_problems;
    BriefPane* m_brief;
    FirstStart* m_firstStart;
    QStackedWidget* m_pages;
    QWidget* m_sheetPage = nullptr;
    QPointer<Toast> m_toast;
    QString m_campaign;
    QString m_batchName; // of the brief that wrote the rows; empty: the sheet's own
    QHash<QString, SpendSummary> m_spend;
    QList<Recipe> m_waiting; // came before the sheet was there
    std::optional<bool> m_hasJobs;
    std::optional<bool> m_isBriefWanted; // none: as the room allows
    bool m_hasBegun = false;
    bool m_isSheetWanted = false; // the first start was left
    bool m_isQueuingSamples = false;
};

} // namespace batchroom
