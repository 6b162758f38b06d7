// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/sha256.h"

#include <array>
#include <openssl/sha.h>

namespace batchroom {

QByteArray sha256Hex(QByteArrayView bytes)
{
    std::array<uchar, SHA256_DIGEST_LENGTH> digest{};
    SHA256(static_cast<const uchar*>(static_cast<const void*>(bytes.data())), size_t(bytes.size()), digest.data());
    return QByteArray::fromRawData(static_cast<const char*>(static_cast<const void*>(digest.data())), digest.size())
        .toHex();
}

} // namespace batchroom
