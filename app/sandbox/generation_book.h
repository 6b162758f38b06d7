// SPDX-License-Identifier: GPL-3.0-or-later
// What the Sandbox remembers: generations, their images, the signed links, and how many images are being made. The
// server's thread only. Time decides about the state of a generation; nothing has to be told that it is finished.
#pragma once

#include "app/core/clock.h"
#include "app/sandbox/painter.h"

#include <QHash>
#include <QList>
#include <QQueue>

#include <optional>

namespace batchroom {

struct SandboxImage {
    QString id; // 22 characters
    PaintRequest paint;
    bool isWithheld = false;
};

struct SandboxGeneration {
    QString id;                      // 22 characters
    Clock::Milliseconds created{0};  // wall clock
    Clock::Milliseconds finishes{0}; // steady clock
    QString prompt;                  // as returned
    QString style;                   // as asked
    QString failure;                 // empty: it succeeds
    QList<SandboxImage> images;
    bool hasKind = false;
};

class GenerationBook {
public:
    explicit GenerationBook(const QByteArray& salt);

    QString newId();
    const SandboxGeneration& add(SandboxGeneration generation);
    const SandboxGeneration* generation(const QString& id) const;
    // The image and the time its generation was made.
    std::optional<std::pair<SandboxImage, Clock::Milliseconds>> image(const QString& id) const;
    int imagesInFlight(Clock::Milliseconds steadyNow);

    QString signature(const QString& imageId, qint64 expiry) const;

private:
    struct Running {
        Clock::Milliseconds finishes;
        int images;
    };
    const QByteArray m_salt;
    quint64 m_count = 0;
    QHash<QString, SandboxGeneration> m_generations;
    QHash<QString, QString> m_generationOfImage;
    QQueue<QString> m_order;
    QList<Running> m_running;
};

} // namespace batchroom
