// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/brief_book.h"

#include "app/compose/samples.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace batchroom {

namespace {

constexpr qsizetype longestName = 80;

qsizetype listIndex(const Brief& brief, const QString& name)
{
    const auto found = std::find_if(brief.lists.begin(), brief.lists.end(),
        [&](const BriefList& list) { return list.name.trimmed().compare(name, Qt::CaseInsensitive) == 0; });
    return found == brief.lists.end() ? -1 : found - brief.lists.begin();
}

} // namespace

BriefBook::BriefBook(QObject* parent)
    : QObject(parent)
    , m_briefs({haldenSummerBrief()})
{
}

bool BriefBook::isSample() const
{
    return m_briefs.size() == 1 && m_briefs.constFirst() == haldenSummerBrief();
}

QString BriefBook::freeName(const QString& wanted) const
{
    const QString base = wanted.simplified().left(longestName);
    const auto isTaken = [&](const QString& name) {
        return std::any_of(m_briefs.begin(), m_briefs.end(),
            [&](const Brief& brief) { return brief.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    QString name = base;
    for (int n = 2; isTaken(name); ++n)
        name = QStringLiteral("%1 %2").arg(base).arg(n);
    return name;
}

void BriefBook::choose(int index)
{
    if (index < 0 || index >= m_briefs.size() || index == m_current)
        return;
    m_current = index;
    Q_EMIT bookChanged();
}

void BriefBook::addNew()
{
    m_briefs.append({freeName(tr("New brief")), {}, {}});
    m_current = static_cast<int>(m_briefs.size()) - 1;
    Q_EMIT bookChanged();
}

void BriefBook::duplicate()
{
    Brief copy = current();
    copy.name = freeName(copy.name);
    m_briefs.insert(m_current + 1, copy);
    ++m_current;
    Q_EMIT bookChanged();
}

void BriefBook::rename(const QString& name)
{
    if (name.simplified().isEmpty() || name.simplified() == current().name)
        return;
    open().name.clear();
    open().name = freeName(name);
    Q_EMIT bookChanged();
}

void BriefBook::remove()
{
    m_briefs.removeAt(m_current);
    if (m_briefs.isEmpty())
        m_briefs.append({tr("New brief"), {}, {}});
    m_current = std::min(m_current, static_cast<int>(m_briefs.size()) - 1);
    Q_EMIT bookChanged();
}

void BriefBook::restore(const Brief& brief, int index)
{
    m_current = std::clamp(index, 0, static_cast<int>(m_briefs.size()));
    m_briefs.insert(m_current, brief);
    Q_EMIT bookChanged();
}

void BriefBook::setText(const QString& text)
{
    if (text == current().text)
        return;
    open().text = text;
    // A list that is still empty leaves with its {placeholder}: half-typed names would pile up.
    const QStringList used = placeholders(text);
    open().lists.removeIf(
        [&](const BriefList& list) { return list.values.isEmpty() && !used.contains(list.name, Qt::CaseInsensitive); });
    for (const QString& name : used) {
        if (listIndex(current(), name) < 0)
            open().lists.append({name, {}});
    }
    Q_EMIT changed();
}

void BriefBook::setValues(const QString& list, const QStringList& values)
{
    const qsizetype index = listIndex(current(), list);
    if (index < 0)
        open().lists.append({list, values});
    else if (open().lists[index].values == values)
        return;
    else
        open().lists[index].values = values;
    Q_EMIT changed();
}

QByteArray BriefBook::toDocument() const
{
    QJsonArray briefs;
    for (const Brief& brief : m_briefs)
        briefs.append(QJsonDocument::fromJson(toJson(brief)).object());
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("open"), m_current},
                             {QStringLiteral("briefs"), briefs}})
        .toJson(QJsonDocument::Compact);
}

Result<void> BriefBook::load(const QByteArray& document)
{
    const QJsonObject object = QJsonDocument::fromJson(document).object();
    QList<Brief> briefs;
    for (const QJsonValue& item : object.value(QLatin1StringView("briefs")).toArray()) {
        const Result<Brief> brief = briefFromJson(QJsonDocument(item.toObject()).toJson());
        if (!brief)
            return brief.error();
        briefs.append(*brief);
    }
    if (briefs.isEmpty() || object.value(QLatin1StringView("format")).toInt() != 1)
        return Error{ErrorCode::BadInput, tr("The saved briefs cannot be read. They are kept as they are."), {}};
    m_briefs = briefs;
    m_current = std::clamp(object.value(QLatin1StringView("open")).toInt(), 0, static_cast<int>(m_briefs.size()) - 1);
    Q_EMIT bookChanged();
    return {};
}

QList<BriefList> shownLists(const Brief& brief)
{
    QList<BriefList> shown;
    const QStringList used = placeholders(brief.text);
    for (const QString& name : used) {
        const qsizetype index = listIndex(brief, name);
        shown.append(index < 0 ? BriefList{name, {}} : brief.lists[index]);
    }
    for (const BriefList& list : brief.lists) {
        if (!used.contains(list.name.trimmed(), Qt::CaseInsensitive) && !list.values.isEmpty())
            shown.append(list);
    }
    return shown;
}

QString factorText(const BriefCount& count)
{
    QStringList parts;
    for (const BriefFactor& factor : count.factors) {
        const bool isAlternatives = factor.name.contains(u'|');
        // Names of lists are the person's own words: an s makes most of them plural, in any language of theirs.
        const QString name = isAlternatives                   ? QCoreApplication::translate("Brief", "variants")
            : factor.count == 1 || factor.name.endsWith(u's') ? factor.name
                                                              : factor.name + u's';
        parts.append(QStringLiteral("%1 %2").arg(factor.count).arg(name));
    }
    return parts.join(QStringLiteral(" × "));
}

} // namespace batchroom
