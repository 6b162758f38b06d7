// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/secret.h"

#include <QString>

namespace batchroom {

namespace {

void wipe(QByteArray* bytes)
{
    volatile char* data = bytes->data();
    for (qsizetype i = 0; i < bytes->size(); ++i)
        data[i] = 0;
    delete bytes;
}

} // namespace

Secret::Secret(QByteArrayView bytes)
    : m_bytes(new QByteArray(bytes.data(), bytes.size()), &wipe)
{
}

QByteArray Secret::reveal() const
{
    return m_bytes ? QByteArray(m_bytes->constData(), m_bytes->size()) : QByteArray();
}

QString Secret::hint() const
{
    return isEmpty() ? QString() : QString::fromLatin1(m_bytes->left(4)) + QStringLiteral("…");
}

} // namespace batchroom
