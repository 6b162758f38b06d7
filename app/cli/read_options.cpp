// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/read_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace batchroom::cli {

Error usageError(const QString& what)
{
    return {ErrorCode::BadInput, what, {}};
}

Result<qint64> number(const QCommandLineParser& parser, const char* option, qint64 least, qint64 most)
{
    bool isNumber = false;
    const QString text = parser.value(QString::fromLatin1(option));
    const qint64 value = text.toLongLong(&isNumber);
    if (isNumber && value >= least && value <= most)
        return value;
    return usageError(QCoreApplication::translate("CommandLine", "--%1 takes a whole number from %2 to %3, not “%4”.")
                          .arg(QString::fromLatin1(option))
                          .arg(least)
                          .arg(most)
                          .arg(text));
}

} // namespace batchroom::cli
