// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/wal_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QtEndian>

namespace batchroom {

namespace {

constexpr qsizetype headerSize = 32;
constexpr qsizetype checkedOfHeader = 24;
constexpr qsizetype frameHeaderSize = 24;
constexpr qsizetype checkedOfFrameHeader = 8;
constexpr quint32 magic = 0x377f0682; // the lowest bit: checksums over big-endian words
constexpr quint32 largestPage = 65536;

quint32 number(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

class Checksum {
public:
    explicit Checksum(bool isBigEndian)
        : m_isBigEndian(isBigEndian)
    {
    }
    void add(const QByteArray& bytes, qsizetype count)
    {
        for (qsizetype at = 0; at + 8 <= count; at += 8) {
            m_first += word(bytes.constData() + at) + m_second;
            m_second += word(bytes.constData() + at + 4) + m_first;
        }
    }
    bool isAt(const QByteArray& bytes, qsizetype at) const
    {
        return number(bytes, at) == m_first && number(bytes, at + 4) == m_second;
    }

private:
    quint32 word(const char* at) const
    {
        return m_isBigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at);
    }
    bool m_isBigEndian;
    quint32 m_first = 0;
    quint32 m_second = 0;
};

} // namespace

Result<std::optional<bool>> firstTransactionHolds(const QString& walPath, QByteArrayView bytes)
{
    QFile file(walPath);
    if (!file.exists())
        return std::optional<bool>();
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileAccess,
            QCoreApplication::translate("Store", "The file %1 cannot be read. Check that you may read it.")
                .arg(QDir::toNativeSeparators(walPath)),
            file.errorString()};
    const QByteArray header = file.read(headerSize);
    if (header.size() < headerSize || (number(header, 0) & ~1U) != magic)
        return std::optional<bool>();
    Checksum checksum((number(header, 0) & 1U) != 0);
    checksum.add(header, checkedOfHeader);
    const quint32 pageSize = number(header, 8);
    if (!checksum.isAt(header, checkedOfHeader) || pageSize == 0 || pageSize > largestPage)
        return std::optional<bool>();
    const QByteArray salts = header.mid(16, 8);
    for (bool holds = false;;) {
        const QByteArray frame = file.read(frameHeaderSize);
        const QByteArray page = file.read(pageSize);
        if (page.size() < qsizetype(pageSize) || frame.mid(8, 8) != salts)
            return std::optional<bool>();
        checksum.add(frame, checkedOfFrameHeader);
        checksum.add(page, page.size());
        if (!checksum.isAt(frame, 16))
            return std::optional<bool>();
        holds = holds || page.contains(bytes);
        const bool isCommit = number(frame, 4) != 0;
        if (isCommit)
            return std::optional(holds);
    }
}

} // namespace batchroom
