// SPDX-License-Identifier: GPL-3.0-or-later
// The Queue: what is being made, what it costs, what needs a person. GUI thread.
#pragma once

#include "ui/actions/action_catalog.h"
#include "ui/models/queue_list.h"
#include "ui/models/queue_troubles.h"

#include <QWidget>

class QStackedWidget;
class QVBoxLayout;

namespace batchroom {

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

Q_SIGNALS:
    void showAssetRequested(batchroom::AssetId asset);
    void openSettingsRequested();
    void openComposeRequested();
    // Jobs that wait for an answer, and accounts that are held.
    void needsPersonChanged(int jobs);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void followList();
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
    void drop(const QList<JobId>& jobs);
    void writeOff(const QList<JobId>& jobs);
    QList<JobId> chosenIn(bool (*wanted)(JobState)) const;
    Toast* toast();

    JobQueue& m_queue;
    ActionCatalog& m_actions;
    QueueList* m_list;
    RowPictures* m_pictures;
    QueueBar* m_bar;
    NeedsYouLane* m_lane;
    QueueView* m_view;
    QVBoxLayout* m_laneRow = nullptr; // room above the lane, while there is one
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    EmptyState* m_nothingHere; // of the chosen filter
    QList<JobId> m_chosen;     // selected jobs
    std::optional<BatchId> m_menuBatch;
    int m_needed = -1;
    bool m_isAsked = false;
};

} // namespace batchroom
