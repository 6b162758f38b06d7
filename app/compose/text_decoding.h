// SPDX-License-Identifier: GPL-3.0-or-later
// Text out of bytes of unknown encoding: byte order mark, else UTF-8 when it is valid, else Windows-1252. Pure.
#pragma once

#include <QByteArray>
#include <QString>

namespace batchroom {

QString decodedText(const QByteArray& bytes);

} // namespace batchroom
