// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/strict_json.h"

#include <QDate>

#include <cmath>

namespace batchroom {

StrictObject::StrictObject(QJsonObject object, QString where, QStringList& problems)
    : m_object(std::move(object))
    , m_where(std::move(where))
    , m_problems(&problems)
{
}

QJsonValue StrictObject::take(QLatin1StringView field)
{
    m_asked.insert(field);
    const QJsonValue value = m_object.value(field);
    if (value.isUndefined())
        problem(field, QStringLiteral("is missing"));
    return value;
}

void StrictObject::problem(QLatin1StringView field, const QString& what)
{
    m_problems->append(QStringLiteral("%1: field \"%2\" %3.").arg(m_where, field, what));
}

void StrictObject::finish()
{
    for (const QString& key : m_object.keys()) {
        if (!m_asked.contains(key))
            m_problems->append(QStringLiteral("%1: field \"%2\" is unknown.").arg(m_where, key));
    }
}

QString StrictObject::textOrEmpty(QLatin1StringView field)
{
    const QJsonValue value = take(field);
    if (!value.isString() && !value.isUndefined())
        problem(field, QStringLiteral("is not a text"));
    return value.toString();
}

QString StrictObject::text(QLatin1StringView field)
{
    const QString text = textOrEmpty(field);
    if (m_object.value(field).isString() && text.trimmed().isEmpty())
        problem(field, QStringLiteral("is empty"));
    return text;
}

QStringList StrictObject::texts(QLatin1StringView field)
{
    const QJsonValue value = take(field);
    if (!value.isArray() && !value.isUndefined())
        problem(field, QStringLiteral("is not a list"));
    QStringList texts;
    for (const QJsonValue& item : value.toArray()) {
        if (item.toString().isEmpty())
            problem(field, QStringLiteral("holds something that is not a text"));
        else
            texts.append(item.toString());
    }
    return texts;
}

qint64 StrictObject::number(QLatin1StringView field, qint64 least, qint64 most)
{
    const QJsonValue value = take(field);
    if (value.isUndefined())
        return least;
    const double number = value.toDouble();
    if (!value.isDouble() || std::floor(number) != number) {
        problem(field, QStringLiteral("is not a whole number"));
        return least;
    }
    if (number < static_cast<double>(least) || number > static_cast<double>(most)) {
        problem(field, QStringLiteral("is not between %1 and %2").arg(least).arg(most));
        return least;
    }
    return value.toInteger();
}

bool StrictObject::flag(QLatin1StringView field)
{
    const QJsonValue value = take(field);
    if (!value.isBool() && !value.isUndefined())
        problem(field, QStringLiteral("is neither true nor false"));
    return value.toBool();
}

Money StrictObject::price(QLatin1StringView field)
{
    const QString text = textOrEmpty(field);
    const Result<Money> money = Money::fromText(text);
    if (m_object.value(field).isString() && (!money || money->isZero() || text.startsWith(u'$')))
        problem(field, QStringLiteral("is not a price above zero like \"0.06\""));
    return money.valueOr({});
}

QString StrictObject::date(QLatin1StringView field)
{
    const QString text = textOrEmpty(field);
    if (m_object.value(field).isString() && (text.size() != 10 || !QDate::fromString(text, Qt::ISODate).isValid()))
        problem(field, QStringLiteral("is not a date like \"2026-11-24\""));
    return text;
}

QSize StrictObject::parsedSize(QLatin1StringView field, const QString& text)
{
    const qsizetype cross = text.indexOf(u'x');
    const QSize size(text.left(cross).toInt(), cross < 0 ? 0 : text.mid(cross + 1).toInt());
    if (size.width() < 1 || size.height() < 1 || size.width() > 20000 || size.height() > 20000) {
        problem(field, QStringLiteral("is not a size like \"1024x768\" (%1)").arg(text));
        return {};
    }
    return size;
}

QSize StrictObject::size(QLatin1StringView field)
{
    const QString text = textOrEmpty(field);
    return m_object.value(field).isString() ? parsedSize(field, text) : QSize();
}

QList<QSize> StrictObject::sizes(QLatin1StringView field)
{
    QList<QSize> sizes;
    for (const QString& text : texts(field)) {
        const QSize size = parsedSize(field, text);
        if (sizes.contains(size))
            problem(field, QStringLiteral("says %1 twice").arg(text));
        sizes.append(size);
    }
    return sizes;
}

int StrictObject::word(QLatin1StringView field, const QStringList& words)
{
    const QString text = textOrEmpty(field);
    const qsizetype index = words.indexOf(text);
    if (index < 0 && m_object.value(field).isString())
        problem(field, QStringLiteral("is none of: %1").arg(words.join(QStringLiteral(", "))));
    return index < 0 ? 0 : static_cast<int>(index);
}

StrictObject StrictObject::object(QLatin1StringView field)
{
    const QJsonValue value = take(field);
    if (!value.isObject() && !value.isUndefined())
        problem(field, QStringLiteral("is not an object"));
    return StrictObject(value.toObject(), QStringLiteral("%1, %2").arg(m_where, field), *m_problems);
}

std::vector<StrictObject> StrictObject::objects(QLatin1StringView field)
{
    const QJsonValue value = take(field);
    if (!value.isArray() && !value.isUndefined())
        problem(field, QStringLiteral("is not a list"));
    std::vector<StrictObject> objects;
    int number = 0;
    for (const QJsonValue& item : value.toArray()) {
        ++number;
        if (!item.isObject()) {
            problem(field, QStringLiteral("entry %1 is not an object").arg(number));
            continue;
        }
        const QString id = item.toObject().value(QLatin1StringView("id")).toString();
        objects.emplace_back(item.toObject(),
            QStringLiteral("%1, %2 %3").arg(m_where, field, id.isEmpty() ? QString::number(number) : id), *m_problems);
    }
    return objects;
}

} // namespace batchroom
