// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/money.h"

#include <QCoreApplication>

namespace batchroom {

Result<Money> Money::fromText(QStringView text)
{
    QStringView digits = text.trimmed();
    if (digits.startsWith(QLatin1Char('$')))
        digits = digits.mid(1).trimmed();
    const auto bad = [&] {
        return Result<Money>(ErrorCode::BadInput,
            QCoreApplication::translate("Money", "“%1” is not an amount in dollars. Write it like 2.50.")
                .arg(text.toString()));
    };
    const qsizetype point = digits.indexOf(QLatin1Char('.'));
    const QStringView whole = point < 0 ? digits : digits.left(point);
    const QStringView part = point < 0 ? QStringView() : digits.mid(point + 1);
    if ((whole.isEmpty() && part.isEmpty()) || whole.size() > 12 || part.size() > 6)
        return bad();
    qint64 micros = 0;
    for (const QChar c : whole) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return bad();
        micros = micros * 10 + (c.unicode() - u'0');
    }
    for (qsizetype i = 0; i < 6; ++i) {
        const QChar c = i < part.size() ? part[i] : QLatin1Char('0');
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return bad();
        micros = micros * 10 + (c.unicode() - u'0');
    }
    return Money(micros);
}

QString Money::toDecimal() const
{
    const qint64 absolute = m_micros < 0 ? -m_micros : m_micros;
    QString fraction = QString::number(absolute % 1'000'000).rightJustified(6, QLatin1Char('0'));
    while (fraction.size() > 2 && fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    return (m_micros < 0 ? QStringLiteral("-") : QString()) + QString::number(absolute / 1'000'000) + QLatin1Char('.')
        + fraction;
}

QString Money::toText() const
{
    return m_micros < 0 ? QStringLiteral("-$") + toDecimal().mid(1) : QLatin1Char('$') + toDecimal();
}

} // namespace batchroom
