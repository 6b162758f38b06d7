// SPDX-License-Identifier: GPL-3.0-or-later
// Hands pictures and options to the exporter and says how it went: the toast at the end, the folder, the paths. GUI
// thread.
#pragma once

#include "app/core/asset.h"
#include "app/delivery/exporter.h"

#include <QObject>

class QWidget;

namespace batchroom {

class DeliverPictures;
class DeliverRun;
class Toast;

class ExportDesk : public QObject {
    Q_OBJECT
public:
    // Toasts appear in the window of `place`, which owns the desk.
    ExportDesk(Exporter& exporter, DeliverPictures& pictures, DeliverRun& run, QWidget* place);

    void begin(const ExportOptions& options);
    bool isPreparing() const { return m_isPreparing; }
    void stop();
    void openFolder(const QString& chosen); // that of the last export, else the chosen one
    void copyPaths();
    void say(const QString& sentence);
    void warn(const QString& sentence);

Q_SIGNALS:
    void preparingChanged();

private:
    void tellEnd();
    Toast& toast();

    Exporter& m_exporter;
    DeliverPictures& m_pictures;
    DeliverRun& m_run;
    QWidget* m_place;
    Toast* m_toast = nullptr;
    QString m_folder; // of the last export
    bool m_isPreparing = false;
};

} // namespace batchroom
