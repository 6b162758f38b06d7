// SPDX-License-Identifier: GPL-3.0-or-later
// When something is asked for again: soon after it changed, not for each of 300 changes, and only while somebody looks.
// GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

namespace batchroom {

class RefreshPace : public QObject {
    Q_OBJECT
public:
    explicit RefreshPace(std::chrono::milliseconds pause, QObject* parent = nullptr);
    void touch(); // it changed
    void setWatched(bool isWatched);

Q_SIGNALS:
    void due();

private:
    void tellIfDue();
    QTimer m_pause;
    bool m_isStale = true; // it was never asked for
    bool m_isWatched = false;
};

} // namespace batchroom
