// SPDX-License-Identifier: GPL-3.0-or-later
// The ini file behind the preferences. For app/settings only; any thread.
#pragma once

#include <QString>

namespace batchroom {

inline constexpr QLatin1StringView batchCapKey("caps/batch");
inline constexpr QLatin1StringView dayCapKey("caps/day");
inline constexpr QLatin1StringView monthCapKey("caps/month");

QString settingsFilePath();
// QSettings 6.4 reads garbage without a complaint (its status stays NoError).
bool isSettingsFileDamaged(const QString& path);

} // namespace batchroom
