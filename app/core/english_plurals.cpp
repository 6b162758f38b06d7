// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/english_plurals.h"

namespace batchroom {

QString EnglishPlurals::translate(const char*, const char* text, const char*, int n) const
{
    QString source = QString::fromUtf8(text);
    if (n < 0 || !source.contains(QLatin1StringView("(s)")))
        return {};
    return source.replace(QLatin1StringView("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace batchroom
