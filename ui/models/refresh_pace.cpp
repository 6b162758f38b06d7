// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/refresh_pace.h"

namespace batchroom {

RefreshPace::RefreshPace(std::chrono::milliseconds pause, QObject* parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &RefreshPace::tellIfDue);
}

void RefreshPace::touch()
{
    m_isStale = true;
    if (m_isWatched && !m_pause.isActive())
        m_pause.start();
}

void RefreshPace::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    tellIfDue();
}

void RefreshPace::tellIfDue()
{
    if (!m_isWatched || !m_isStale || m_pause.isActive())
        return;
    m_isStale = false;
    Q_EMIT due();
}

} // namespace batchroom
