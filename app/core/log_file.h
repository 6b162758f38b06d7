// SPDX-License-Identifier: GPL-3.0-or-later
// The log on disk: lines are queued and written by a thread of its own, so nobody ever waits for a slow or a full disk.
// What does not fit is counted and said later. Rolls over by size. Any thread.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace batchroom {

struct LogLine {
    qint64 atMs = 0; // wall clock
    QtMsgType level = QtInfoMsg;
    QByteArray category;
    QString message;
    QJsonObject fields;
};

struct LogLimits {
    qint64 bytes = 5 * 1024 * 1024; // of one file
    int files = 5;
    size_t waiting = 4096;   // lines
    size_t beforePath = 500; // lines kept until it is known where they go
};

// Appends whole lines; "x.log" becomes "x.log.1" when it is full. One thread.
class RollingFile {
public:
    explicit RollingFile(const LogLimits& limits);
    // False: nothing of it was written.
    bool append(const QString& path, const QByteArray& line);
    void close() { m_file.close(); }

private:
    bool open();
    bool roll();

    const LogLimits m_limits;
    QFile m_file;
};

class LogFile {
public:
    using Format = std::function<QByteArray(const LogLine&)>; // called on the writing thread
    explicit LogFile(Format format, const LogLimits& limits = {});
    ~LogFile(); // writes what waits
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    // What was added before goes to the path of that time. Empty: the file is closed and lines wait for a path.
    void setPath(const QString& path);
    void add(LogLine line);
    // False when the patience ended first.
    bool flush(std::chrono::milliseconds patience);

private:
    void run(std::stop_token stop);
    void write(const QString& path, const std::deque<LogLine>& lines, qint64 lost);

    const Format m_format;
    const LogLimits m_limits;
    RollingFile m_file; // the writing thread's
    std::mutex m_mutex;
    std::condition_variable_any m_more;
    std::condition_variable_any m_idle;
    std::deque<LogLine> m_waiting;
    QString m_path;
    qint64 m_lost = 0;
    bool m_isWriting = false;
    bool m_mustClose = false;
    std::jthread m_writer;
};

// Those of the log at `path` that exist, newest first.
QStringList logFiles(const QString& path, const LogLimits& limits = {});

} // namespace batchroom
