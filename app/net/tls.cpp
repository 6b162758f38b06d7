// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/tls.h"

#include <QSslSocket>

namespace batchroom {

QString tlsDescription()
{
    return QSslSocket::supportsSsl() ? QSslSocket::sslLibraryVersionString() : QString();
}

} // namespace batchroom
