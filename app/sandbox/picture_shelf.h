// SPDX-License-Identifier: GPL-3.0-or-later
// Paints and keeps the Sandbox's pictures as PNG, on a small pool of its own so that neither the server thread waits
// nor many large pictures exist at once. Any thread; the destructor waits for the strokes under way.
#pragma once

#include "app/sandbox/painter.h"

#include <QByteArray>
#include <QHash>
#include <QThreadPool>

#include <functional>
#include <mutex>
#include <vector>

namespace batchroom {

class PictureShelf {
public:
    using Paint = std::function<QImage(const PaintRequest&)>;
    using Ready = std::function<void(const QByteArray& png)>;

    explicit PictureShelf(Paint paint, qint64 maxBytes = 48LL * 1024 * 1024, int painters = 2);
    ~PictureShelf();
    PictureShelf(const PictureShelf&) = delete;
    PictureShelf& operator=(const PictureShelf&) = delete;

    // Starts painting ahead of the download, as long as few others wait.
    void prepare(const QString& id, const PaintRequest& request);
    // ready is called once: at once when the picture stands on the shelf, else from a painter's thread. An empty array
    // means that it could not be painted.
    void fetch(const QString& id, const PaintRequest& request, Ready ready);

private:
    struct Entry {
        QByteArray png;
        std::vector<Ready> waiting;
        quint64 lastUse = 0;
        bool isPainting = false;
    };
    void startPainting(const QString& id, const PaintRequest& request, int priority);
    void store(const QString& id, const QByteArray& png);
    void dropOldest();

    const Paint m_paint;
    const qint64 m_maxBytes;
    std::mutex m_mutex;
    QHash<QString, Entry> m_entries;
    qint64 m_bytes = 0;
    quint64 m_uses = 0;
    int m_painting = 0;
    QThreadPool m_painters;
};

} // namespace batchroom
