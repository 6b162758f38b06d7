// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_loop.h"

#include "app/cli/options.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>

namespace batchroom::cli {

namespace {

constexpr std::chrono::milliseconds signalCheckInterval{50};

volatile std::sig_atomic_t stopRequested = 0;

void requestStop(int number)
{
    stopRequested = 1;
    std::signal(number, SIG_DFL);
}

} // namespace

int runUntilFinished(const std::function<void(const Finish&)>& begin)
{
    std::signal(SIGINT, &requestStop);
    std::signal(SIGTERM, &requestStop);
    QTimer signalCheck;
    QObject::connect(&signalCheck, &QTimer::timeout, &signalCheck, [] {
        if (stopRequested != 0)
            QCoreApplication::exit(interrupted);
    });
    signalCheck.start(signalCheckInterval);
    QTimer::singleShot(0, &signalCheck, [&begin] {
        begin([](int code) {
            // Queued, so that finishing from inside begin() also ends a loop that has only just started.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [code] { QCoreApplication::exit(code); }, Qt::QueuedConnection);
        });
    });
    return QCoreApplication::exec();
}

} // namespace batchroom::cli
