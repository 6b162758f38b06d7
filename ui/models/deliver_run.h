// SPDX-License-Identifier: GPL-3.0-or-later
// The export that runs, or the last one: how far it is and a row a file, failed ones on top, else the newest first.
// Follows the Exporter's signals, at most 20 changes a second. GUI thread.
#pragma once

#include "app/delivery/exporter.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace batchroom {

class DeliverRun : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State { Idle, Running, Stopping, Finished, Failed };
    enum Role {
        HasFailedRole = Qt::UserRole + 1,
        NoteRole,    // "412 kB", or why it failed
        PathRole,    // of the file
        EnlargedRole // "1.4×"; empty: not enlarged
    };

    explicit DeliverRun(Exporter& exporter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running || m_state == State::Stopping; }
    int total() const { return m_total; }
    int done() const { return m_done; }
    int failedFiles() const { return m_failed; }
    std::chrono::milliseconds remaining() const;               // 0: not known yet
    const ExportSummary& summary() const { return m_summary; } // of the last finished one
    const Error& error() const { return m_error; }             // why nothing could begin
    bool isFolderAtFault() const; // ended without a file, and another folder may be the way on
    QStringList paths() const;    // of what the last one wrote
    // How a preset is called in a row; the id alone unless told.
    void setPresetNames(const QHash<QString, QString>& names) { m_presetNames = names; }
    void noteStopping();

Q_SIGNALS:
    void progressed();
    void stateChanged();

private:
    struct File {
        QString name;
        QString note;
        QString path;
        bool hasFailed = false;
        QString enlarged;
        QString words() const;
    };
    void begin(int files);
    void collect(const VariantResult& result);
    void flush();
    void finish(const ExportSummary& summary);
    void fail(const Error& error);
    void addRows(int at, QList<File> files);
    void cutTo(int first, int most, int count);
    File fileOf(const VariantResult& result) const;

    QList<File> m_files; // the failed ones first
    int m_failedRows = 0;
    QList<VariantResult> m_pending;
    QTimer m_flush;
    QElapsedTimer m_clock;
    State m_state = State::Idle;
    int m_total = 0;
    int m_done = 0;
    int m_failed = 0;
    ExportSummary m_summary;
    Error m_error;
    QHash<QString, QString> m_presetNames;
};

} // namespace batchroom
