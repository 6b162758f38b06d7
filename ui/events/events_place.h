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
class ListenerStrip;
class SegmentedControl;
class TextLabel;

class EventsPlace : public QWidget {
    Q_OBJECT
public:
    EventsPlace(
        JobQueue& queue, AssetIndex& assets, Exporter& exporter, ActionCatalog& actions, QWidget* parent = nullptr);
    void noteIncoming(const IncomingEvent& event) { m_log->noteIncoming(event); }
    ListenerStrip& listener() const { return *m_listener; }
    CallbackPane& callbacks() const { return *m_callbacks; }

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
    QWidget* m_list = nullptr;
    QWidget* m_empty = nullptr;
};

} // namespace batchroom
