// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/log_file.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStringList>

#include <utility>

namespace batchroom {

namespace {

QString numbered(const QString& path, int number)
{
    return number == 0 ? path : path + QLatin1Char('.') + QString::number(number);
}

LogLine lostLine(qint64 lost)
{
    return {QDateTime::currentMSecsSinceEpoch(), QtWarningMsg, "batchroom.log",
        QStringLiteral("lines were lost: the disk was full or too slow"), QJsonObject{{QStringLiteral("lost"), lost}}};
}

} // namespace

RollingFile::RollingFile(const LogLimits& limits)
    : m_limits(limits)
{
}

bool RollingFile::open()
{
    // Only its own folder: what that is in may be a disk that was pulled.
    QDir().mkdir(QFileInfo(m_file.fileName()).path());
    const bool isNew = !m_file.exists();
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return false;
    if (isNew)
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return true;
}

bool RollingFile::roll()
{
    const QString path = m_file.fileName();
    m_file.close();
    QFile::remove(numbered(path, m_limits.files - 1));
    for (int number = m_limits.files - 2; number >= 0; --number)
        QFile::rename(numbered(path, number), numbered(path, number + 1));
    // What cannot be moved must not grow for ever.
    if (QFile::exists(path) && !QFile::remove(path))
        return false;
    return open();
}

bool RollingFile::append(const QString& path, const QByteArray& line)
{
    // A person may have tidied up the folder meanwhile.
    if (m_file.isOpen() && (m_file.fileName() != path || !QFile::exists(path)))
        m_file.close();
    if (!m_file.isOpen()) {
        m_file.setFileName(path);
        if (!open())
            return false;
    }
    if (m_file.size() > 0 && m_file.size() + line.size() > m_limits.bytes && !roll())
        return false;
    const qint64 before = m_file.size();
    if (m_file.write(line) == line.size())
        return true;
    m_file.resize(before);
    return false;
}

LogFile::LogFile(Format format, const LogLimits& limits)
    : m_format(std::move(format))
    , m_limits(limits)
    , m_file(limits)
{
}

LogFile::~LogFile() = default; // the thread is asked to stop first, and empties the queue before it does

void LogFile::setPath(const QString& path)
{
    flush(std::chrono::seconds(1));
    std::unique_lock lock(m_mutex);
    m_path = path;
    if (!m_writer.joinable()) {
        if (!path.isEmpty())
            m_writer = std::jthread([this](std::stop_token stop) { run(stop); });
        return;
    }
    m_mustClose = true;
    m_more.notify_all();
    m_idle.wait_for(lock, std::chrono::seconds(1), [this] { return !m_mustClose; });
}

void LogFile::add(LogLine line)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() >= (m_path.isEmpty() ? m_limits.beforePath : m_limits.waiting)) {
            ++m_lost;
            return;
        }
        m_waiting.push_back(std::move(line));
    }
    m_more.notify_one();
}

bool LogFile::flush(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (m_path.isEmpty())
        return true;
    return m_idle.wait_for(lock, patience, [this] { return m_waiting.empty() && !m_isWriting; });
}

void LogFile::run(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (true) {
        const auto hasWork = [this] { return !m_path.isEmpty() && !m_waiting.empty(); };
        m_more.wait(lock, stop, [&] { return m_mustClose || hasWork(); });
        if (std::exchange(m_mustClose, false)) {
            m_file.close();
            m_idle.notify_all();
            continue;
        }
        if (!hasWork())
            return; // only when asked to stop
        const std::deque<LogLine> lines = std::exchange(m_waiting, {});
        const qint64 lost = std::exchange(m_lost, 0);
        const QString path = m_path;
        m_isWriting = true;
        lock.unlock();
        write(path, lines, lost);
        lock.lock();
        m_isWriting = false;
        m_idle.notify_all();
    }
}

void LogFile::write(const QString& path, const std::deque<LogLine>& lines, qint64 lost)
{
    if (lost > 0 && m_file.append(path, m_format(lostLine(lost))))
        lost = 0;
    for (const LogLine& line : lines)
        if (!m_file.append(path, m_format(line)))
            ++lost;
    if (lost > 0) {
        const std::lock_guard lock(m_mutex);
        m_lost += lost;
    }
}

QStringList logFiles(const QString& path, const LogLimits& limits)
{
    QStringList files;
    for (int number = 0; number < limits.files; ++number)
        if (QFile::exists(numbered(path, number)))
            files.append(numbered(path, number));
    return files;
}

} // namespace batchroom
