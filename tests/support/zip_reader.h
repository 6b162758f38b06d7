// SPDX-License-Identifier: GPL-3.0-or-later
// What a stranger finds in a zip file. Link with the target that names minizip.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QMap>

#include <minizip/unzip.h>

namespace batchroom::test {

inline QMap<QString, QByteArray> contentOfZip(const QString& path)
{
    QMap<QString, QByteArray> content;
    const unzFile zip = unzOpen64(QFile::encodeName(path).constData());
    for (int more = zip ? unzGoToFirstFile(zip) : UNZ_PARAMERROR; more == UNZ_OK; more = unzGoToNextFile(zip)) {
        char name[256] = {};
        unz_file_info64 info{};
        unzGetCurrentFileInfo64(zip, &info, name, sizeof name - 1, nullptr, 0, nullptr, 0);
        QByteArray bytes(static_cast<qsizetype>(info.uncompressed_size), '\0');
        if (unzOpenCurrentFile(zip) == UNZ_OK) {
            unzReadCurrentFile(zip, bytes.data(), static_cast<unsigned>(bytes.size()));
            if (unzCloseCurrentFile(zip) == UNZ_OK) // checks the CRC
                content.insert(QString::fromUtf8(name), bytes);
        }
    }
    if (zip)
        unzClose(zip);
    return content;
}

} // namespace batchroom::test
