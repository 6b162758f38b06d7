// SPDX-License-Identifier: GPL-3.0-or-later
// Spreadsheets in and out. Files are read and written away from the GUI thread; the dialogs do not block.
#pragma once

#include "app/compose/sheet_file.h"

#include <QObject>
#include <QPointer>

class QFileDialog;
class QWidget;

namespace batchroom {

class SheetFiles : public QObject {
    Q_OBJECT
public:
    explicit SheetFiles(QWidget* window);
    void askForImport();
    void askForExport(const Sheet& sheet, const QString& suggestedName);
    void read(const QString& path);
    static bool looksLikeSheet(const QString& path);

Q_SIGNALS:
    void sheetRead(const QString& fileName, const batchroom::SheetReading& reading);
    void sheetWritten(const QString& fileName);
    void failed(const QString& fileName, const batchroom::Error& error);

private:
    void write(const Sheet& sheet, const QString& path);
    QWidget* m_window;
    QPointer<QFileDialog> m_dialog;
};

} // namespace batchroom
