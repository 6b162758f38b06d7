// SPDX-License-Identifier: GPL-3.0-or-later
// What the person chose, as plain values with defaults in place. Stored by PreferencesStore (QSettings); secrets never.
#pragma once

#include "app/core/error.h"
#include "app/core/money.h"
#include "app/settings/quiet_hours.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace batchroom {

enum class ThemeChoice { System, Light, Dark };

struct Preferences {
    struct Appearance {
        ThemeChoice theme = ThemeChoice::System;
        bool operator==(const Appearance&) const = default;
    } appearance;
    struct Accounts {
        QString active = QStringLiteral("sandbox"); // "sandbox" or "ideogram"
        bool operator==(const Accounts&) const = default;
    } accounts;
    struct Caps {
        std::optional<Money> batch;
        std::optional<Money> day;
        std::optional<Money> month;
        bool operator==(const Caps&) const = default;
    } caps;
    struct Queue {
        int placeLimit = 10;
        bool operator==(const Queue&) const = default;
    } queue;
    // What is told on the desktop while the window is not in front, and when not.
    struct Notices {
        bool batchEnds = true;
        bool needsPerson = true;
        bool holds = true;
        bool failsElsewhere = true; // an event from outside says so
        bool exportEnds = true;
        bool hasSound = false;
        QuietHours quietHours{};
        qint64 quietUntilMs = 0; // asked for once, wall clock; past or 0: not
        bool operator==(const Notices&) const = default;
    } notices;
    struct Tray {
        bool isShown = true; // where the desktop has one
        bool operator==(const Tray&) const = default;
    } tray;
    // Taking in the webhooks of others, on this computer's own address only.
    struct Listener {
        bool isOn = false;
        int port = 8787;
        QString publicAddress; // https, of a tunnel or a reverse proxy that leads here; empty: none
        bool operator==(const Listener&) const = default;
    } listener;
    struct Export {
        QStringList presets{QStringLiteral("ig_sq"), QStringLiteral("og"), QStringLiteral("x_header")};
        QString folder; // empty: exports/ in the library
        QString format = QStringLiteral("jpeg");
        int quality = 85;
        QString nameTemplate = QStringLiteral("{campaign}_{name}_{preset}_{n:03}");
        bool writeRecipe = true;
        bool operator==(const Export&) const = default;
    } exporting;
    struct Library {
        QString folder; // empty: the default place
        bool operator==(const Library&) const = default;
    } library;
    bool operator==(const Preferences&) const = default;
};

// GUI thread.
class PreferencesStore : public QObject {
    Q_OBJECT
public:
    explicit PreferencesStore(QObject* parent = nullptr);
    const Preferences& current() const { return m_current; }
    // What is kept on disk says nothing sure about the spending limits: all of them count as 0 until something is
    // saved.
    const std::optional<Error>& capsTrouble() const { return m_capsTrouble; }
    void save(const Preferences& preferences);

Q_SIGNALS:
    // They last until the program ends.
    void notSaved(const batchroom::Error& error);
    void changed(const batchroom::Preferences& before, const batchroom::Preferences& after);

private:
    Preferences m_current;
    std::optional<Error> m_capsTrouble;
};

// The end of the quiet `moment` lies in, be it one of the daily hours or one that was asked for once; none: messages
// may be shown.
std::optional<QDateTime> quietUntil(const Preferences::Notices& notices, const QDateTime& moment);
// The library used when nothing else is said: <pictures or home>/Batchroom.
QString defaultLibraryFolder();

} // namespace batchroom
