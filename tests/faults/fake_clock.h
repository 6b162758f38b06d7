// SPDX-License-Identifier: GPL-3.0-or-later
// Another time of day for a child process, by libfaketime (package faketime). The monotonic clock stays real, as it
// does when a real clock is put.
#pragma once

#include <QFile>
#include <QMap>
#include <QTemporaryDir>

#include <cstdio>

namespace batchroom::test {

inline QString libraryOfFakeTime()
{
    for (const QString& folder : {QStringLiteral("/usr/lib/x86_64-linux-gnu/faketime"),
             QStringLiteral("/usr/lib/aarch64-linux-gnu/faketime"), QStringLiteral("/usr/lib/faketime")})
        if (const QString path = folder + QStringLiteral("/libfaketimeMT.so.1"); QFile::exists(path))
            return path;
    return {};
}

// The wall clock of one child process, which can be put at any moment.
class FakeClock {
public:
    FakeClock() { put(0); }
    void put(qint64 seconds)
    {
        // Replaced in one step: the program reads it at every look at the clock.
        QFile file(path() + QStringLiteral(".next"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no clock");
        file.write((seconds < 0 ? QByteArray() : QByteArray("+")) + QByteArray::number(seconds) + '\n');
        file.close();
        if (::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path()).constData()) != 0)
            qFatal("the clock does not move");
    }
    QMap<QString, QString> environment(const QString& zone) const
    {
        return {{QStringLiteral("LD_PRELOAD"), libraryOfFakeTime()},
            {QStringLiteral("FAKETIME_TIMESTAMP_FILE"), path()},
            {QStringLiteral("FAKETIME_NO_CACHE"), QStringLiteral("1")},
            {QStringLiteral("FAKETIME_DONT_FAKE_MONOTONIC"), QStringLiteral("1")},
            {QStringLiteral("DONT_FAKE_MONOTONIC"), QStringLiteral("1")},
            {QStringLiteral("NO_FAKE_STAT"), QStringLiteral("1")}, {QStringLiteral("TZ"), zone}};
    }

private:
    QString path() const { return m_folder.filePath(QStringLiteral("offset")); }
    QTemporaryDir m_folder;
};

} // namespace batchroom::test
