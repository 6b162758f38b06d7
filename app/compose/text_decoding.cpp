// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/text_decoding.h"

#include <QStringDecoder>

#include <algorithm>

namespace batchroom {

namespace {

// 0x80 to 0x9F; the five holes stay what Latin-1 says.
constexpr char16_t windows1252[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030,
    0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

QString fromWindows1252(const QByteArray& bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar& c : text) {
        if (c >= QChar(0x80) && c <= QChar(0x9F))
            c = QChar(windows1252[c.unicode() - 0x80]);
    }
    return text;
}

// Some programs write UTF-16 without a mark; every second byte of mostly Latin text is then NUL.
std::optional<QStringConverter::Encoding> unmarkedUtf16(const QByteArray& bytes)
{
    const qsizetype looked = std::min<qsizetype>(bytes.size() & ~qsizetype(1), 2000);
    if (looked < 8)
        return std::nullopt;
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < looked; ++i) {
        if (bytes[i] == '\0')
            ++zeros[i % 2];
    }
    const qsizetype most = looked * 2 / 5;
    if (zeros[1] >= most && zeros[0] * 10 <= zeros[1])
        return QStringConverter::Utf16LE;
    if (zeros[0] >= most && zeros[1] * 10 <= zeros[0])
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

} // namespace

QString decodedText(const QByteArray& bytes)
{
    std::optional<QStringConverter::Encoding> encoding = QStringConverter::encodingForData(bytes);
    if (!encoding)
        encoding = unmarkedUtf16(bytes);
    if (encoding && *encoding != QStringConverter::Utf8)
        return QStringDecoder(*encoding).decode(bytes);
    QStringDecoder utf8(QStringConverter::Utf8);
    const QString text = utf8.decode(bytes);
    return utf8.hasError() ? fromWindows1252(bytes) : text;
}

} // namespace batchroom
