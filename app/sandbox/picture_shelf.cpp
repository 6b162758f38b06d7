// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/picture_shelf.h"

#include "app/imaging/picture.h"

namespace batchroom {

namespace {

constexpr int maxPrepared = 16;

} // namespace

PictureShelf::PictureShelf(Paint paint, qint64 maxBytes, int painters)
    : m_paint(std::move(paint))
    , m_maxBytes(maxBytes)
{
    m_painters.setMaxThreadCount(painters);
}

PictureShelf::~PictureShelf()
{
    m_painters.clear();
    m_painters.waitForDone();
}

void PictureShelf::prepare(const QString& id, const PaintRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (m_painting < maxPrepared && !m_entries.contains(id))
        startPainting(id, request, 0);
}

void PictureShelf::fetch(const QString& id, const PaintRequest& request, Ready ready)
{
    QByteArray png;
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[id];
        entry.lastUse = ++m_uses;
        if (entry.png.isEmpty()) {
            entry.waiting.push_back(std::move(ready));
            if (!entry.isPainting)
                startPainting(id, request, 1);
            return;
        }
        png = entry.png;
    }
    ready(png);
}

void PictureShelf::startPainting(const QString& id, const PaintRequest& request, int priority)
{
    Entry& entry = m_entries[id];
    entry.isPainting = true;
    entry.lastUse = ++m_uses;
    ++m_painting;
    m_painters.start(
        [this, id, request] {
            const Result<QByteArray> png = encodePicture(m_paint(request), {PictureFormat::Png, 85, false});
            store(id, png ? *png : QByteArray());
        },
        priority);
}

void PictureShelf::store(const QString& id, const QByteArray& png)
{
    std::vector<Ready> waiting;
    {
        const std::lock_guard lock(m_mutex);
        Entry& entry = m_entries[id];
        waiting = std::exchange(entry.waiting, {});
        entry.isPainting = false;
        entry.png = png;
        entry.lastUse = ++m_uses;
        m_bytes += png.size();
        --m_painting;
        if (png.isEmpty())
            m_entries.remove(id);
        while (m_bytes > m_maxBytes)
            dropOldest();
    }
    for (const Ready& ready : waiting)
        ready(png);
}

void PictureShelf::dropOldest()
{
    auto oldest = m_entries.end();
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (!it->png.isEmpty() && (oldest == m_entries.end() || it->lastUse < oldest->lastUse))
            oldest = it;
    }
    if (oldest == m_entries.end())
        return;
    m_bytes -= oldest->png.size();
    m_entries.erase(oldest);
}

} // namespace batchroom
