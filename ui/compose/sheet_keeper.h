// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps sheet and briefs in the library: loads them once, saves shortly after each change and at the end. Nothing typed
// is lost. GUI thread; large sheets are turned into text on another one.
#pragma once

#include "app/core/error.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace batchroom {

class BriefBook;
class DocumentShelf;
class SheetModel;

class SheetKeeper : public QObject {
    Q_OBJECT
public:
    SheetKeeper(DocumentShelf& shelf, SheetModel& sheet, BriefBook& briefs, QObject* parent);
    ~SheetKeeper() override;
    void load();
    bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void loaded();
    void failed(const batchroom::Error& error);

private:
    void loadBriefs();
    void takeSheet(const QByteArray& document);
    void finishLoading();
    void saveSheet();
    void saveBriefs();
    DocumentShelf& m_shelf;
    SheetModel& m_sheet;
    BriefBook& m_briefs;
    QThreadPool m_pool; // one thread: the newest text is saved last
    QTimer m_sheetTimer;
    QTimer m_briefTimer;
    int m_writing = 0; // texts being made
    bool m_isLoaded = false;
};

} // namespace batchroom
