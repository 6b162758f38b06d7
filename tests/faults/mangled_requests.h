// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that went wrong somewhere, by dice.
#pragma once

#include <QByteArrayList>
#include <QList>
#include <QRandomGenerator>

namespace batchroom::test {

// Of all the answers in a row.
inline QList<int> statusesIn(const QByteArray& answers)
{
    QList<int> statuses;
    for (qsizetype at = 0; (at = answers.indexOf("HTTP/1.1 ", at)) >= 0; at += 9)
        statuses.append(answers.mid(at + 9, 3).toInt());
    return statuses;
}

// A delivery with some of its bytes, lines or lengths changed.
inline QByteArray mutated(QByteArray bytes, QRandomGenerator& dice)
{
    static const QByteArrayList tricks{"\r\n", "\r\n\r\n", "\n", QByteArray(1, 0), ":", " ", "Content-Length: 0\r\n",
        "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "99999999999999999999", "-1", "%00", "\xff\xfe", "\t"};
    const auto at = [&] { return static_cast<qsizetype>(dice.bounded(static_cast<quint32>(bytes.size()))); };
    for (int changes = static_cast<int>(dice.bounded(6)); changes > 0 && !bytes.isEmpty(); --changes) {
        switch (dice.bounded(6)) {
        case 0: bytes[at()] = static_cast<char>(dice.bounded(256)); break;
        case 1: bytes.remove(at(), 1 + static_cast<qsizetype>(dice.bounded(20U))); break;
        case 2: bytes.insert(at(), tricks.at(dice.bounded(static_cast<int>(tricks.size())))); break;
        case 3: bytes.truncate(at()); break;
        case 4: bytes.insert(at(), bytes.mid(at(), static_cast<qsizetype>(dice.bounded(200U)))); break;
        default: bytes[at()] = static_cast<char>(bytes[at()] ^ 0x20); break; // the other case
        }
    }
    return bytes;
}

// No request at all.
inline QByteArray noise(QRandomGenerator& dice)
{
    QByteArray bytes(static_cast<qsizetype>(dice.bounded(1U, 2000U)), Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(dice.bounded(256));
    return bytes;
}

} // namespace batchroom::test
