// SPDX-License-Identifier: GPL-3.0-or-later
// An amount in US dollars, held as integer micro-dollars. Never floating point.
#pragma once

#include "app/core/result.h"

#include <QMetaType>

#include <compare>

namespace batchroom {

class Money {
public:
    constexpr Money() = default;
    static constexpr Money fromMicros(qint64 micros) { return Money(micros); }
    // "0.06", "1.5", "$2"; at most six decimals.
    static Result<Money> fromText(QStringView text);

    constexpr qint64 micros() const { return m_micros; }
    constexpr bool isZero() const { return m_micros == 0; }

    // Dollars with two decimals, three when the third is not zero ("0.06", "0.025"); for machines and the ledger.
    QString toDecimal() const;
    // The same with a dollar sign, as shown to people.
    QString toText() const;

    friend constexpr Money operator+(Money a, Money b) { return Money(a.m_micros + b.m_micros); }
    friend constexpr Money operator-(Money a, Money b) { return Money(a.m_micros - b.m_micros); }
    friend constexpr Money operator*(Money a, qint64 n) { return Money(a.m_micros * n); }
    Money& operator+=(Money other)
    {
        m_micros += other.m_micros;
        return *this;
    }
    friend constexpr auto operator<=>(Money, Money) = default;

private:
    explicit constexpr Money(qint64 micros)
        : m_micros(micros)
    {
    }
    qint64 m_micros = 0;
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::Money)
