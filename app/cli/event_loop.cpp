// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_loop.h"

#include "app/cli/options.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <utility>

namespace batchroom::cli {

namespace {

constexpr std::chrono::milliseconds signalCheckInterval{50};

constexpr std::chrono::milliseconds lastWordsPatience{2000};

volatile std::sig_atomic_t stopRequested = 0;
std::function<void()> lastWords;

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
    QObject::connect(&signalCheck, &QTimer::timeout, &signalCheck, [&signalCheck] {
        if (stopRequested == 0)
            return;
        signalCheck.stop();
        const auto speak = std::exchange(lastWords, {});
        QTimer::singleShot(speak ? lastWordsPatience : std::chrono::milliseconds(0), &signalCheck,
            [] { QCoreApplication::exit(interrupted); });
        if (speak)
            speak();
    });
    signalCheck.start(signalCheckInterval);
    QTimer::singleShot(0, &signalCheck, [&begin] {
        begin([](int code) {
            // Queued, so that finishing from inside begin() also ends a loop that has only just started.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [code] { QCoreApplication::exit(code); }, Qt::QueuedConnection);
        });
    });
    const int code = QCoreApplication::exec();
    lastWords = {};
    return code;
}

void setLastWords(std::function<void()> speak)
{
    lastWords = std::move(speak);
}

} // namespace batchroom::cli
