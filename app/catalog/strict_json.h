// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an object field by field and notes everything that is missing, ill-typed or left over.
#pragma once

#include "app/core/money.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QSize>
#include <QStringList>

namespace batchroom {

class StrictObject {
public:
    // `where` names file and entry in sentences; `problems` outlives this.
    StrictObject(QJsonObject object, QString where, QStringList& problems);

    QString text(QLatin1StringView field); // not empty
    QString textOrEmpty(QLatin1StringView field);
    QStringList texts(QLatin1StringView field);
    qint64 number(QLatin1StringView field, qint64 least, qint64 most);
    bool flag(QLatin1StringView field);
    Money price(QLatin1StringView field);
    QString date(QLatin1StringView field);
    QSize size(QLatin1StringView field); // "1024x768"
    QList<QSize> sizes(QLatin1StringView field);
    // Index in `words`, 0 when it is none of them.
    int word(QLatin1StringView field, const QStringList& words);
    StrictObject object(QLatin1StringView field);
    std::vector<StrictObject> objects(QLatin1StringView field);

    bool has(QLatin1StringView field) const { return m_object.contains(field); }
    const QString& where() const { return m_where; }
    void problem(QLatin1StringView field, const QString& what);
    // Call last: whatever was not asked for is unknown.
    void finish();

private:
    QJsonValue take(QLatin1StringView field);
    QSize parsedSize(QLatin1StringView field, const QString& text);

    QJsonObject m_object;
    QString m_where;
    QSet<QString> m_asked;
    QStringList* m_problems;
};

} // namespace batchroom
