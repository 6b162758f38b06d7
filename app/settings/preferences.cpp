// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/preferences.h"

#include "app/settings/settings_file.h"
#include "app/settings/stored_caps.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace batchroom {

namespace {

Q_LOGGING_CATEGORY(preferencesLog, "batchroom.settings")

using Key = QLatin1StringView;

constexpr Key themeKey("appearance/theme");
constexpr Key accountKey("accounts/active");
constexpr Key placeLimitKey("queue/place_limit");
constexpr Key batchEndsKey("notices/batch_ends");
constexpr Key needsPersonKey("notices/needs_person");
constexpr Key holdsKey("notices/holds");
constexpr Key failsElsewhereKey("notices/fails_elsewhere");
constexpr Key exportEndsKey("notices/export_ends");
constexpr Key soundKey("notices/sound");
constexpr Key quietHoursKey("notices/quiet_hours");
constexpr Key quietFromKey("notices/quiet_from");
constexpr Key quietToKey("notices/quiet_to");
constexpr Key quietUntilKey("notices/quiet_until");
constexpr Key trayKey("tray/shown");
constexpr Key listenerOnKey("listener/on");
constexpr Key listenerPortKey("listener/port");
constexpr Key listenerAddressKey("listener/publicAddress");
constexpr Key exportPresetsKey("export/presets");
constexpr Key exportFolderKey("export/folder");
constexpr Key exportFormatKey("export/format");
constexpr Key exportQualityKey("export/quality");
constexpr Key exportNameKey("export/name_template");
constexpr Key exportRecipeKey("export/write_recipe");
constexpr Key libraryFolderKey("library/folder");

const QStringList themeNames{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};

QString word(const QSettings& file, Key key, const QString& fallback, const QStringList& allowed)
{
    const QString value = file.value(key, fallback).toString();
    return allowed.contains(value) ? value : fallback;
}

QString textOr(const QSettings& file, Key key, const QString& fallback)
{
    const QVariant value = file.value(key);
    // A comma in a line edited by hand makes a list of it.
    const QString text = value.typeId() == QMetaType::QStringList ? value.toStringList().join(u',') : value.toString();
    return text.trimmed().isEmpty() ? fallback : text;
}

int number(const QSettings& file, Key key, int fallback, int least, int most)
{
    bool ok = false;
    const int value = file.value(key, fallback).toInt(&ok);
    return ok && value >= least && value <= most ? value : fallback;
}

bool flag(const QSettings& file, Key key, bool fallback)
{
    const QString value = file.value(key).toString();
    if (value == QLatin1StringView("true"))
        return true;
    return value == QLatin1StringView("false") ? false : fallback;
}

const QString timeFormat = QStringLiteral("HH:mm");

QTime timeOfDay(const QSettings& file, Key key, QTime fallback)
{
    const QTime time = QTime::fromString(file.value(key).toString(), timeFormat);
    return time.isValid() ? time : fallback;
}

// A cap that is there but cannot be read must not turn into "no cap": nothing is spent until the person looks.
std::optional<Money> cap(const QSettings& file, Key key)
{
    if (!file.contains(key))
        return std::nullopt;
    const Result<Money> amount = Money::fromText(file.value(key).toString());
    if (!amount)
        qCWarning(preferencesLog, "The cap %s cannot be read; it counts as 0.", key.data());
    return amount.valueOr(Money());
}

QStringList presets(const QSettings& file, const QStringList& fallback)
{
    if (!file.contains(exportPresetsKey))
        return fallback;
    QStringList names;
    for (const QString& name : textOr(file, exportPresetsKey, {}).split(u',', Qt::SkipEmptyParts))
        names.append(name.trimmed());
    return names;
}

Preferences::Notices notices(const QSettings& file, const Preferences::Notices& defaults)
{
    Preferences::Notices read;
    read.batchEnds = flag(file, batchEndsKey, defaults.batchEnds);
    read.needsPerson = flag(file, needsPersonKey, defaults.needsPerson);
    read.holds = flag(file, holdsKey, defaults.holds);
    read.failsElsewhere = flag(file, failsElsewhereKey, defaults.failsElsewhere);
    read.exportEnds = flag(file, exportEndsKey, defaults.exportEnds);
    read.hasSound = flag(file, soundKey, defaults.hasSound);
    read.quietHours = {flag(file, quietHoursKey, defaults.quietHours.isOn),
        timeOfDay(file, quietFromKey, defaults.quietHours.from), timeOfDay(file, quietToKey, defaults.quietHours.to)};
    read.quietUntilMs = file.value(quietUntilKey).toLongLong();
    return read;
}

Preferences read(const QSettings& file)
{
    const Preferences defaults;
    Preferences read;
    read.appearance.theme = static_cast<ThemeChoice>(
        std::max<qsizetype>(0, themeNames.indexOf(word(file, themeKey, themeNames.front(), themeNames))));
    read.accounts.active =
        word(file, accountKey, defaults.accounts.active, {QStringLiteral("sandbox"), QStringLiteral("ideogram")});
    read.caps = {cap(file, batchCapKey), cap(file, dayCapKey), cap(file, monthCapKey)};
    read.queue.placeLimit = number(file, placeLimitKey, defaults.queue.placeLimit, 1, 100);
    read.notices = notices(file, defaults.notices);
    read.tray.isShown = flag(file, trayKey, defaults.tray.isShown);
    read.listener = {flag(file, listenerOnKey, defaults.listener.isOn),
        number(file, listenerPortKey, defaults.listener.port, 1024, 65'535), file.value(listenerAddressKey).toString()};
    read.exporting.presets = presets(file, defaults.exporting.presets);
    read.exporting.folder = textOr(file, exportFolderKey, defaults.exporting.folder);
    read.exporting.format = word(file, exportFormatKey, defaults.exporting.format,
        {QStringLiteral("jpeg"), QStringLiteral("png"), QStringLiteral("webp")});
    read.exporting.quality = number(file, exportQualityKey, defaults.exporting.quality, 1, 100);
    read.exporting.nameTemplate = textOr(file, exportNameKey, defaults.exporting.nameTemplate);
    read.exporting.writeRecipe = flag(file, exportRecipeKey, defaults.exporting.writeRecipe);
    read.library.folder = textOr(file, libraryFolderKey, defaults.library.folder);
    return read;
}

void write(QSettings& file, Key key, const std::optional<Money>& cap)
{
    if (cap)
        file.setValue(key, cap->toDecimal());
    else
        file.remove(key);
}

void write(QSettings& file, const Preferences::Notices& notices)
{
    file.setValue(batchEndsKey, notices.batchEnds);
    file.setValue(needsPersonKey, notices.needsPerson);
    file.setValue(holdsKey, notices.holds);
    file.setValue(failsElsewhereKey, notices.failsElsewhere);
    file.setValue(exportEndsKey, notices.exportEnds);
    file.setValue(soundKey, notices.hasSound);
    file.setValue(quietHoursKey, notices.quietHours.isOn);
    file.setValue(quietFromKey, notices.quietHours.from.toString(timeFormat));
    file.setValue(quietToKey, notices.quietHours.to.toString(timeFormat));
    file.setValue(quietUntilKey, notices.quietUntilMs);
}

void write(QSettings& file, const Preferences& preferences)
{
    file.setValue(themeKey, themeNames[static_cast<qsizetype>(preferences.appearance.theme)]);
    file.setValue(accountKey, preferences.accounts.active);
    write(file, batchCapKey, preferences.caps.batch);
    write(file, dayCapKey, preferences.caps.day);
    write(file, monthCapKey, preferences.caps.month);
    file.setValue(placeLimitKey, preferences.queue.placeLimit);
    write(file, preferences.notices);
    file.setValue(trayKey, preferences.tray.isShown);
    file.setValue(listenerOnKey, preferences.listener.isOn);
    file.setValue(listenerPortKey, preferences.listener.port);
    file.setValue(listenerAddressKey, preferences.listener.publicAddress);
    file.setValue(exportPresetsKey, preferences.exporting.presets.join(u','));
    file.setValue(exportFolderKey, preferences.exporting.folder);
    file.setValue(exportFormatKey, preferences.exporting.format);
    file.setValue(exportQualityKey, preferences.exporting.quality);
    file.setValue(exportNameKey, preferences.exporting.nameTemplate);
    file.setValue(exportRecipeKey, preferences.exporting.writeRecipe);
    file.setValue(libraryFolderKey, preferences.library.folder);
}

// What cannot be parsed would be lost with the next save; the person may want to look at it.
void keepDamagedFile(const QString& path)
{
    const QString copy = path + QStringLiteral(".damaged");
    QFile::remove(copy);
    QFile::copy(path, copy);
    qCWarning(preferencesLog,
        "The preferences are damaged; defaults are used where they cannot be read. A copy is in %s.",
        qUtf8Printable(copy));
}

} // namespace

PreferencesStore::PreferencesStore(QObject* parent)
    : QObject(parent)
{
    const QString path = settingsFilePath();
    if (isSettingsFileDamaged(path))
        keepDamagedFile(path);
    const QSettings file(path, QSettings::IniFormat);
    m_current = read(file);
    if (const Result<Preferences::Caps> caps = storedCaps(); !caps) {
        m_capsTrouble = caps.error();
        m_current.caps = {Money(), Money(), Money()};
    }
}

void PreferencesStore::save(const Preferences& preferences)
{
    if (preferences == m_current && !m_capsTrouble)
        return;
    const Preferences before = m_current;
    m_current = preferences;
    QSettings file(settingsFilePath(), QSettings::IniFormat);
    write(file, preferences);
    file.sync();
    if (file.status() != QSettings::NoError) {
        qCWarning(preferencesLog, "The preferences cannot be written to %s; they last until the program ends.",
            qUtf8Printable(file.fileName()));
        Q_EMIT notSaved({ErrorCode::FileAccess,
            tr("Your settings, your spending limits among them, cannot be written to “%1”. They hold until Batchroom "
               "closes; make room on the disk or make the folder writable, then change them again.")
                .arg(QDir::toNativeSeparators(file.fileName())),
            {}});
    } else {
        m_capsTrouble.reset();
    }
    Q_EMIT changed(before, m_current);
}

std::optional<QDateTime> quietUntil(const Preferences::Notices& notices, const QDateTime& moment)
{
    // Longer is not offered: it is a clock that was put back, or a file written by hand.
    constexpr qint64 longest = 2LL * 24 * 60 * 60 * 1000;
    const qint64 left = notices.quietUntilMs - moment.toMSecsSinceEpoch();
    if (left <= 0 || left > longest)
        return quietUntil(notices.quietHours, moment);
    const QDateTime end = moment.addMSecs(left);
    return quietUntil(notices.quietHours, end).value_or(end);
}

// Always the same answer on one machine, whether the pictures folder exists yet or not: a library must not move.
QString defaultLibraryFolder()
{
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    return QDir(pictures.isEmpty() ? QDir::homePath() : pictures).filePath(QStringLiteral("Batchroom"));
}

} // namespace batchroom
