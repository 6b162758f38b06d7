// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/stored_caps.h"

#include "app/settings/settings_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <filesystem>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StoredCaps", text);
}

Error unreadable(const QString& what, const QString& path)
{
    return {ErrorCode::FileAccess, what, tr("Preferences: %1").arg(QDir::toNativeSeparators(path))};
}

// A folder that may not be searched hides its files: that is not the same as "there is none".
bool isMissing(const QString& path)
{
    std::error_code failed;
    const auto status = std::filesystem::symlink_status(std::filesystem::path(path.toStdU16String()), failed);
    return status.type() == std::filesystem::file_type::not_found;
}

bool canBeOpened(const QString& path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly);
}

Result<std::optional<Money>> cap(const QSettings& file, QLatin1StringView key, const QString& name)
{
    if (!file.contains(key))
        return std::optional<Money>();
    const Result<Money> amount = Money::fromText(file.value(key).toString());
    if (amount)
        return std::optional(*amount);
    return unreadable(tr("Your spending limit %1 cannot be read, so nothing is paid for. Set it again in the settings "
                         "of Batchroom.")
                          .arg(name),
        file.fileName());
}

} // namespace

Result<Preferences::Caps> storedCaps()
{
    const QString path = settingsFilePath();
    if (isMissing(path))
        return Preferences::Caps();
    if (!canBeOpened(path))
        return unreadable(tr("The file with your spending limits cannot be opened, so nothing is paid for. Make it "
                             "readable again, or remove it if you want no limits."),
            path);
    const QSettings file(path, QSettings::IniFormat);
    if (isSettingsFileDamaged(path) || file.status() != QSettings::NoError)
        return unreadable(tr("The file with your spending limits is damaged, so nothing is paid for. Set the limits "
                             "again in the settings of Batchroom, or remove the file if you want none."),
            path);
    Preferences::Caps caps;
    const std::tuple<QLatin1StringView, QString, std::optional<Money>*> limits[] = {
        {batchCapKey, tr("for a batch"), &caps.batch},
        {dayCapKey, tr("for a day"), &caps.day},
        {monthCapKey, tr("for a month"), &caps.month},
    };
    for (const auto& [key, name, target] : limits) {
        const Result<std::optional<Money>> amount = cap(file, key, name);
        if (!amount)
            return amount.error();
        *target = *amount;
    }
    return caps;
}

} // namespace batchroom
