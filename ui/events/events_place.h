// SPDX-License-Identifier: GPL-3.0-or-later
// Events: what happened since the window opened; the body folds out. GUI thread.
#pragma once

#include "ui/actions/action_catalog.h"
#include "ui/models/event_log.h"

#include <QWidget>

class QPlainTextEdit;
class QSortFilterProxyModel;
class QStackedLayout;
class QTableView;

namespace batchroom {

class AssetIndex;
class CallbackPane;
class FailureLane;
class ImportBar;
struct ImportState;
class ListenerStrip;
class SegmentedControl;
class TextLabel;

class EventsPlace : public QWidget {
    Q_OBJECT
public:
    EventsPlace(
        JobQueue& queue, AssetIndex& assets, Exporter& exporter, ActionCatalog& actions, QWidget* parent = nullptr);
    void noteIncoming(const IncomingEvent& event) { m_log->noteIncoming(event); }
    void noteWork(const IncomingEvent& event) { m_log->noteWork(event); }
    ListenerStrip& listener() const { return *m_listener; }
    CallbackPane& callbacks() const { return *m_callbacks; }
    FailureLane& failures() const { return *m_failures; }
    ImportBar& importBar() const { return *m_import; }
    // What failed elsewhere and nobody has seen, newest first.
    void showFailures(const QList<InboxEvent>& events);
    // Ignored unless that event is the one that is unfolded.
    void showImport(const ImportState& state);
    InboxId unfoldedEvent() const;
    bool isShown(InboxId event) const { return m_log->rowOf(event) >= 0; }
    void unfold(InboxId event);

Q_SIGNALS:
    // An event of the inbox was unfolded: whether its pictures can be imported is to be shown.
    void importStateWanted(batchroom::InboxId event);
    // It is to be unfolded, but came too long ago to be in the list.
    void eventWanted(batchroom::InboxId event);

private:
    QWidget* makeBar();
    QWidget* makeList();
    QWidget* makeBody();
    void filter(int segment);
    void showBody();
    void showText(const QByteArray& body);
    void refresh();

    AssetIndex& m_assets;
    ActionCatalog& m_actions;
    EventLog* m_log;
    QSortFilterProxyModel* m_shown;
    TextLabel* m_count = nullptr;
    SegmentedControl* m_segments = nullptr;
    QTableView* m_table = nullptr;
    QWidget* m_bodyPane = nullptr;
    TextLabel* m_bodyTitle = nullptr;
    QPlainTextEdit* m_body = nullptr;
    ListenerStrip* m_listener;
    CallbackPane* m_callbacks;
    FailureLane* m_failures;
    ImportBar* m_import;
    QWidget* m_needs = nullptr;
    QWidget* m_list = nullptr;
    QWidget* m_empty = nullptr;
};

} // namespace batchroom
