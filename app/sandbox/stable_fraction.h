// SPDX-License-Identifier: GPL-3.0-or-later
// From 0 up to 1, the same for the same text on every machine and in every version of Qt (qHash promises neither).
#pragma once

#include <QCryptographicHash>
#include <QtEndian>

namespace batchroom {

inline double stableFraction(const QByteArray& text)
{
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return static_cast<double>(qFromBigEndian<quint32>(hash.constData())) / 4294967296.0;
}

inline size_t stableChoice(const QString& text, size_t options)
{
    return static_cast<size_t>(stableFraction(text.toUtf8()) * static_cast<double>(options));
}

} // namespace batchroom
