// SPDX-License-Identifier: GPL-3.0-or-later
// The Queue: what is being made, what it costs, what needs a person. GUI thread.
#pragma once

#include "ui/actions/action_catalog.h"
#include "ui/models/queue_list.h"
#include "ui/models/queue_troubles.h"

#include <QWidget>

class QMenu;
class QStackedWidget;
class QVBoxLayout;

namespace batchroom {

class ApprovedCounts;
class AssetIndex;
class AssetStore;
class EmptyState;
class NeedsYouLane;
class QueueBar;
class QueueView;
class RowPictures;
class Toast;
enum class TroubleAnswer;

class QueuePlace : public QWidget {
    Q_OBJECT
public:
    QueuePlace(const Catalog& catalog, JobQueue& queue, AssetIndex& index, AssetStore& originals,
        ActionCatalog& actions, QWidget* parent = nullptr);
    const QueueList& list() const { return *m_list; }
    void setFilter(QueueFilter filter);
    // See NeedsYouLane.
    void setUsageQuestion(
        std::function<void(QObject*, const std::function<void(const Result<QStringList>&)>&)> question);
    void showBatch(BatchId batch); // among all, unfolded, current
    void showNeedsYou();           // its lane and nothing else

Q_SIGNALS:
    void showAssetRequested(batchroom::AssetId asset);
    void openSettingsRequested();
    void openComposeRequested();
    // Jobs that wait for an answer, and accounts that are held.
    void needsPersonChanged(int jobs);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void followList();
    void showWanted();
    void refreshContent();
    void refreshFigures();
    void refreshTroubles();
    void refreshPossible();

    // --- queue_actions.cpp: what a person does ---
    void connectActions();
    void on(ActionId action, void (QueuePlace::*run)());
    std::optional<BatchId> chosenBatch() const;
    void retryChosen();
    void cancelChosen();
    void cancelChosenBatch();
    void moveChosenToFront();
    // --- queue_plan_actions.cpp: order, priority, start, prompts ---
    void connectPlanning();
    void refreshPlanning();
    enum class Step { Up, Down };
    void stepChosen(Step step);
    void moveJobs(const QList<JobId>& jobs, JobId before);
    void offerOldOrder(const QString& words, const QList<JobId>& jobs, const QList<JobId>& order);
    void restoreOrder(const QList<JobId>& jobs, const QList<JobId>& order);
    void setPriority(BatchPriority priority);
    void askForStart(BatchId batch);
    void startNow(BatchId batch);
    void addPlanning(QMenu& menu, const QueueBatch& batch);
    void editPrompt(JobId job);
    void savePrompt(const JobRow& job, const QString& prompt);
    void closeEditor();
    void watchEditor();
    void editChosenPrompt();
    void showChosenPicture();
    void copyChosenPrompts();
    void answerChosen(TroubleAnswer answer);
    void toggleBatch(BatchId batch);
    void openBatchMenu(BatchId batch, const QPoint& at);
    void openJobMenu(const QPoint& at);
    void answer(const Trouble& trouble, TroubleAnswer answer, const QString& prompt);
    void cancel(const QList<JobId>& jobs, const QRect& anchor);
    void cancelWaiting(const QList<JobId>& jobs);
    // A toast with Undo, which Ctrl+Z does too as long as nothing newer can be taken back.
    void offerUndo(const QString& words, std::function<void()> undo, IconId icon);
    void undoLast();
    void showUndo();
    void askForLimit(BatchId batch);
    void askToWriteOff(const QList<JobId>& jobs, Money possible);
    void drop(const QList<JobId>& jobs);
    void retry(const QList<JobId>& jobs);
    void retryFailed(std::optional<BatchId> batch); // none: all
    void offerRetryBack(const QList<JobId>& jobs);
    void takeBack(QList<JobId> jobs);
    void writeOff(const QList<JobId>& jobs);
    QList<JobId> chosenIn(bool (*wanted)(JobState)) const;
    Toast* toast();

    JobQueue& m_queue;
    ActionCatalog& m_actions;
    QueueList* m_list;
    ApprovedCounts* m_approved;
    RowPictures* m_pictures;
    QueueBar* m_bar;
    NeedsYouLane* m_lane;
    QueueView* m_view;
    QVBoxLayout* m_laneRow = nullptr; // room above the lane, while there is one
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    EmptyState* m_nothingHere; // of the chosen filter
    std::function<void()> m_undo;
    QList<JobId> m_chosen;      // selected jobs
    QList<JobId> m_orderBefore; // what an Undo of the moves in view goes back to
    QList<JobId> m_lastMoved;
    std::optional<BatchId> m_menuBatch;
    std::optional<BatchId> m_wantedBatch; // to be shown once the list is there
    int m_needed = -1;
    bool m_isAsked = false;
};

} // namespace batchroom
