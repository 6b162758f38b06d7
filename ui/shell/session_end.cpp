// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/session_end.h"

#include "app/core/log.h"

#include <QGuiApplication>
#include <QSocketNotifier>

#if defined(Q_OS_UNIX)
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace batchroom {

#if defined(Q_OS_UNIX)

namespace {

constexpr int endSignals[] = {SIGTERM, SIGINT, SIGHUP};

// A signal may come on any thread and in the middle of anything: its handler only writes a byte here.
int writeEnd = -1;
int readEnd = -1;

void wakeUp(int)
{
    const int before = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
    errno = before;
}

} // namespace

void SessionEnd::listenForSignals()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        qWarning("No socket for the signals of the system: being killed will not close the library properly.");
        return;
    }
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    writeEnd = ends[0];
    readEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SessionEnd::read);
    struct sigaction action = {};
    action.sa_handler = wakeUp;
    ::sigemptyset(&action.sa_mask);
    for (const int signal : endSignals) {
        // Who started us with a signal ignored (nohup) means it. A second Ctrl+C ends at once; a session's end may
        // send the others more than once.
        struct sigaction known = {};
        if (::sigaction(signal, nullptr, &known) == 0 && known.sa_handler == SIG_IGN)
            continue;
        action.sa_flags = SA_RESTART | (signal == SIGINT ? static_cast<int>(SA_RESETHAND) : 0);
        ::sigaction(signal, &action, nullptr);
    }
}

void SessionEnd::read()
{
    char bytes[16];
    while (::read(readEnd, bytes, sizeof bytes) > 0) { }
    Q_EMIT requested();
}

// The handlers stay: a signal while the library is being closed must not end that. Nobody reads the bytes any more.
SessionEnd::~SessionEnd() = default;

#else

void SessionEnd::listenForSignals() { }
void SessionEnd::read() { }
SessionEnd::~SessionEnd() = default;

#endif

SessionEnd::SessionEnd()
{
    listenForSignals();
    // Within the signal the program may not end; everything is on disk already, so closing needs no question.
    connect(
        qGuiApp, &QGuiApplication::commitDataRequest, this, [this] { Q_EMIT requested(); }, Qt::QueuedConnection);
}

} // namespace batchroom
