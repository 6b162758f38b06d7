// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture_pool.h"

#include "app/imaging/picture_buffers.h"

#include <algorithm>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace batchroom {

namespace {

constexpr int idleMs = 2000;

class PictureThread {
public:
    PictureThread()
    {
#ifdef Q_OS_LINUX
        // Thread priorities of Qt do nothing under Linux's normal scheduler; niceness there belongs to the thread.
        constexpr int niceness = 10;
        (void)setpriority(PRIO_PROCESS, 0, niceness);
#endif
    }

private:
    KeepPictureBuffers m_buffers;
};

} // namespace

PicturePool::PicturePool()
{
    m_pool.setExpiryTimeout(idleMs); // its buffers go with the thread
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 4));
#ifndef Q_OS_LINUX
    m_pool.setThreadPriority(QThread::LowPriority);
#endif
}

void PicturePool::rest()
{
    constexpr int untilLastOneIsIdle = 20;
    (void)m_pool.waitForDone(untilLastOneIsIdle);
}

void PicturePool::settleThread()
{
    thread_local PictureThread thread;
    (void)thread;
}

} // namespace batchroom
