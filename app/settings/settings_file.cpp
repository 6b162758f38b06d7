// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/settings_file.h"

#include <QFile>
#include <QSettings>

#include <algorithm>

namespace batchroom {

QString settingsFilePath()
{
    const QSettings location(
        QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Batchroom"), QStringLiteral("batchroom"));
    return location.fileName();
}

bool isSettingsFileDamaged(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    if (file.size() == 0) // torn off while it was written: nobody stores nothing
        return true;
    const QList<QByteArray> lines = file.read(1024 * 1024).split('\n');
    return std::any_of(lines.begin(), lines.end(), [](const QByteArray& line) {
        const QByteArray text = line.trimmed();
        const bool isFine = text.isEmpty() || text.startsWith(';') || (text.startsWith('[') && text.endsWith(']'))
            || text.contains('=');
        return !isFine || text.contains('\0');
    });
}

} // namespace batchroom
