// SPDX-License-Identifier: GPL-3.0-or-later
// "1 row", "24 rows". Pure.
#pragma once

#include <QLocale>
#include <QString>

namespace batchroom {

// `many` holds %1 for the number.
inline QString counted(qint64 number, const QString& one, const QString& many)
{
    return number == 1 ? one : many.arg(QLocale().toString(number));
}

} // namespace batchroom
