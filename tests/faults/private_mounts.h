// SPDX-License-Identifier: GPL-3.0-or-later
// Folders that only one child process sees differently. Only root may do this; `whyNot` says so otherwise. Linux only.
#pragma once

#include <QByteArray>
#include <QProcess>

#include <functional>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>
#endif

namespace batchroom::test {

enum class Writable { No, Yes };

// For ClientSetup::inChild: `shown` stands where `place` is.
inline std::function<void()> showInPlace(const QByteArray& shown, const QByteArray& place, Writable writable)
{
#ifdef Q_OS_LINUX
    return [shown, place, writable] {
        const char* to = place.constData();
        const bool done = ::unshare(CLONE_NEWNS) == 0
            && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && ::mount(shown.constData(), to, nullptr, MS_BIND, nullptr) == 0
            && (writable == Writable::Yes
                || ::mount(nullptr, to, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0);
        if (!done)
            ::_exit(99);
    };
#else
    Q_UNUSED(shown)
    Q_UNUSED(place)
    Q_UNUSED(writable)
    return {};
#endif
}

// Empty when it can be done here.
inline QByteArray whyNoPrivateMounts()
{
    QProcess trial;
    trial.start(QStringLiteral("unshare"), {QStringLiteral("--mount"), QStringLiteral("true")});
    const bool done = trial.waitForFinished() && trial.exitStatus() == QProcess::NormalExit && trial.exitCode() == 0;
    return done ? QByteArray() : "no mounts of our own: " + trial.readAllStandardError().trimmed();
}

} // namespace batchroom::test
