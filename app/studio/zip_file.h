// SPDX-License-Identifier: GPL-3.0-or-later
// Packs texts into one .zip file, written whole or not at all. Blocks; worker threads.
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QList>

namespace batchroom {

struct ZipEntry {
    QString name; // "logs/batchroom.log"
    QByteArray content;
};

Result<void> writeZip(const QString& path, const QList<ZipEntry>& entries);

} // namespace batchroom
