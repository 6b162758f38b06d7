// SPDX-License-Identifier: GPL-3.0-or-later
// A key or password. Wiped when the last copy dies, never printed, never compared by accident. Any thread.
#pragma once

#include <QByteArray>

#include <memory>

namespace batchroom {

class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);

    bool isEmpty() const { return !m_bytes || m_bytes->isEmpty(); }
    // A deep copy for the moment of use; the caller wipes or drops it at once.
    QByteArray reveal() const;
    // First four characters and dots: what may be shown.
    QString hint() const;

private:
    std::shared_ptr<const QByteArray> m_bytes;
};

} // namespace batchroom
