// SPDX-License-Identifier: GPL-3.0-or-later
// A real file system of a few megabytes to fill up. Only root may mount one; without it `reason` says why there is
// none.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace batchroom::test {

class SmallDisk {
public:
    explicit SmallDisk(int megabytes)
    {
        QProcess mount;
        mount.start(QStringLiteral("mount"),
            {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                QStringLiteral("size=%1m").arg(megabytes), QStringLiteral("batchroom-test"), m_folder.path()});
        m_isMounted = mount.waitForFinished() && mount.exitStatus() == QProcess::NormalExit && mount.exitCode() == 0;
        m_reason = QStringLiteral("no small disk: ") + QString::fromLocal8Bit(mount.readAllStandardError()).trimmed();
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            QProcess::execute(QStringLiteral("umount"), {m_folder.path()});
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool isMounted() const { return m_isMounted; }
    QByteArray reason() const { return m_reason.toLocal8Bit(); }
    QString path() const { return m_folder.path(); }
    // Takes every byte that is left.
    void fill()
    {
        QFile file(path() + QStringLiteral("/filler"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return;
        for (qint64 size = 65536; size > 0; size /= 2)
            while (file.write(QByteArray(static_cast<qsizetype>(size), 'x')) == size) { }
    }
    void giveBack() { QFile::remove(path() + QStringLiteral("/filler")); }

private:
    QTemporaryDir m_folder;
    QString m_reason;
    bool m_isMounted = false;
};

} // namespace batchroom::test
