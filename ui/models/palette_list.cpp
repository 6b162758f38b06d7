// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/palette_list.h"

#include <QCoreApplication>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int mostRecent = 5;
constexpr int mostHere = 6;
constexpr int mostCampaigns = 6;
constexpr int mostHits = 12;

QString headOf(PaletteGroup group)
{
    switch (group) {
    case PaletteGroup::Pictures: return QCoreApplication::translate("PaletteList", "Pictures");
    case PaletteGroup::Recent: return QCoreApplication::translate("PaletteList", "Used last");
    case PaletteGroup::Here: return QCoreApplication::translate("PaletteList", "In this place");
    case PaletteGroup::Actions: return QCoreApplication::translate("PaletteList", "Actions");
    case PaletteGroup::Places: return QCoreApplication::translate("PaletteList", "Places");
    case PaletteGroup::Campaigns: return QCoreApplication::translate("PaletteList", "Campaigns");
    }
    return {};
}

// Keeps the length, so that marks fall on the letters of the title: "é" is found by "e".
QString folded(const QString& text)
{
    QString result = text;
    for (QChar& letter : result) {
        if (letter.decompositionTag() == QChar::Canonical)
            letter = letter.decomposition().at(0);
        letter = letter.toCaseFolded();
    }
    return result;
}

bool beginsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

QList<int> run(qsizetype from, qsizetype length)
{
    QList<int> marks;
    for (qsizetype i = 0; i < length; ++i)
        marks.append(static_cast<int>(from + i));
    return marks;
}

std::optional<PaletteMatch> matchPart(const QString& word, const QString& text)
{
    qsizetype found = -1;
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (beginsWord(text, at))
            return PaletteMatch{at == 0 ? 100 : 80, run(at, word.size())};
        if (found < 0)
            found = at;
    }
    if (found < 0)
        return std::nullopt;
    return PaletteMatch{50, run(found, word.size())};
}

// Letters in order, each either next to the one before or at the start of a word: "dupr" finds "Duplicate rows".
std::optional<PaletteMatch> matchLetters(const QString& word, const QString& text)
{
    if (word.size() < 2)
        return std::nullopt;
    PaletteMatch match{25, {}};
    qsizetype at = -1;
    for (const QChar letter : word) {
        qsizetype next = at + 1;
        if (at < 0 || next >= text.size() || text.at(next) != letter) {
            while (next < text.size() && !(text.at(next) == letter && beginsWord(text, next)))
                ++next;
        }
        if (next >= text.size())
            return std::nullopt;
        match.marks.append(static_cast<int>(next));
        at = next;
    }
    return match;
}

struct Hit {
    PaletteRow row;
    int score = 0;
};

void appendGroup(QList<PaletteRow>& rows, PaletteGroup group, const QList<PaletteRow>& members)
{
    if (members.isEmpty())
        return;
    rows.append({group, std::nullopt, {}});
    rows.append(members);
}

QList<PaletteRow> startingRows(const QList<PaletteEntry>& entries, const QStringList& recentIds)
{
    QList<PaletteRow> recent;
    for (const QString& id : recentIds) {
        const auto known =
            std::find_if(entries.begin(), entries.end(), [&id](const PaletteEntry& entry) { return entry.id == id; });
        if (known != entries.end() && recent.size() < mostRecent)
            recent.append({PaletteGroup::Recent, *known, {}});
    }
    QList<PaletteRow> here;
    QList<PaletteRow> places;
    QList<PaletteRow> campaigns;
    for (const PaletteEntry& entry : entries) {
        const bool isRecent = std::any_of(
            recent.begin(), recent.end(), [&entry](const PaletteRow& row) { return row.entry->id == entry.id; });
        if (entry.group == PaletteGroup::Actions && entry.isHere && !isRecent && here.size() < mostHere)
            here.append({PaletteGroup::Here, entry, {}});
        else if (entry.group == PaletteGroup::Places)
            places.append({PaletteGroup::Places, entry, {}});
        else if (entry.group == PaletteGroup::Campaigns && campaigns.size() < mostCampaigns)
            campaigns.append({PaletteGroup::Campaigns, entry, {}});
    }
    QList<PaletteRow> rows;
    appendGroup(rows, PaletteGroup::Recent, recent);
    appendGroup(rows, PaletteGroup::Here, here);
    appendGroup(rows, PaletteGroup::Places, places);
    appendGroup(rows, PaletteGroup::Campaigns, campaigns);
    return rows;
}

QList<Hit> hitsIn(
    PaletteGroup group, const QList<PaletteEntry>& entries, const QString& query, const QStringList& recentIds)
{
    QList<Hit> hits;
    for (const PaletteEntry& entry : entries) {
        if (entry.group != group)
            continue;
        const std::optional<PaletteMatch> match = matchPalette(query, entry);
        if (!match)
            continue;
        const int bonus = (entry.isHere ? 8 : 0) + (recentIds.contains(entry.id) ? 12 : 0);
        hits.append({{group, entry, match->marks}, match->score + bonus});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    return hits;
}

void appendHits(QList<PaletteRow>& rows, PaletteGroup group, const QList<Hit>& hits, qsizetype most)
{
    QList<PaletteRow> members;
    for (qsizetype i = 0; i < std::min(most, hits.size()); ++i)
        members.append(hits[i].row);
    appendGroup(rows, group, members);
}

PaletteRow picturesRow(const QString& typed)
{
    PaletteEntry entry;
    entry.group = PaletteGroup::Pictures;
    entry.title = QCoreApplication::translate("PaletteList", "Search pictures for “%1”").arg(typed);
    return {PaletteGroup::Pictures, entry, {}};
}

} // namespace

std::optional<PaletteMatch> matchPalette(const QString& query, const PaletteEntry& entry)
{
    const QString title = folded(entry.title);
    const QString where = folded(entry.where);
    PaletteMatch whole;
    const QStringList words = folded(query).split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        std::optional<PaletteMatch> match = matchPart(word, title);
        if (!match) {
            match = matchPart(word, where);
            if (match)
                *match = {match->score / 3, {}};
        }
        if (!match)
            match = matchLetters(word, title);
        if (!match)
            return std::nullopt;
        whole.score += match->score;
        whole.marks += match->marks;
    }
    if (words.isEmpty())
        return whole; // everything, in the order it came
    whole.score /= static_cast<int>(words.size());
    if (title == folded(query.trimmed()))
        whole.score += 50;
    // Of two that match alike the shorter one is meant more often.
    whole.score -= std::min(9, static_cast<int>(title.size()) / 6);
    std::sort(whole.marks.begin(), whole.marks.end());
    whole.marks.erase(std::unique(whole.marks.begin(), whole.marks.end()), whole.marks.end());
    return whole;
}

QList<PaletteRow> rankPalette(const QList<PaletteEntry>& entries, const QString& typed, const QStringList& recentIds)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return startingRows(entries, recentIds);
    QList<PaletteRow> rows;
    if (text.startsWith(u'>')) {
        const QList<Hit> hits = hitsIn(PaletteGroup::Actions, entries, text.mid(1), recentIds);
        appendHits(rows, PaletteGroup::Actions, hits, hits.size());
        return rows;
    }
    struct Found {
        PaletteGroup group;
        qsizetype most;
        QList<Hit> hits;
        int best() const { return hits.isEmpty() ? 0 : hits.constFirst().score; }
    };
    QList<Found> groups{{PaletteGroup::Actions, mostHits, {}}, {PaletteGroup::Places, mostHits, {}},
        {PaletteGroup::Campaigns, mostCampaigns, {}}};
    for (Found& found : groups)
        found.hits = hitsIn(found.group, entries, text, recentIds);
    std::stable_sort(groups.begin(), groups.end(), [](const Found& a, const Found& b) { return a.best() > b.best(); });
    rows.append(picturesRow(text));
    for (const Found& found : std::as_const(groups))
        appendHits(rows, found.group, found.hits, found.most);
    return rows;
}

void PaletteList::setEntries(const QList<PaletteEntry>& entries, const QStringList& recentIds)
{
    m_entries = entries;
    m_recentIds = recentIds;
    rank();
}

void PaletteList::setTyped(const QString& typed)
{
    if (typed == m_typed)
        return;
    m_typed = typed;
    rank();
}

void PaletteList::rank()
{
    beginResetModel();
    m_rows = rankPalette(m_entries, m_typed, m_recentIds);
    endResetModel();
}

int PaletteList::firstChoice() const
{
    return m_typed.trimmed().isEmpty() ? -1 : nextChoice(-1, 1);
}

int PaletteList::nextChoice(int row, int step) const
{
    const int count = static_cast<int>(m_rows.size());
    int at = row < 0 && step < 0 ? count : row;
    for (int tried = 0; tried < count; ++tried) {
        at = (at + step + count) % count;
        if (m_rows[at].entry)
            return at;
    }
    return -1;
}

int PaletteList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteRow& row = m_rows[index.row()];
    if (role == IsHeadRole)
        return !row.entry;
    if (role == GroupRole)
        return static_cast<int>(row.group);
    if (!row.entry)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? headOf(row.group) : QVariant();
    switch (role) {
    case Qt::DisplayRole: return row.entry->title;
    case Qt::AccessibleTextRole:
        return QStringList{row.entry->title, row.entry->where, row.entry->keys}.join(u' ').simplified();
    case IdRole: return row.entry->id;
    case WhereRole: return row.group == PaletteGroup::Here ? QString() : row.entry->where;
    case KeysRole: return row.entry->keys;
    case IconRole: return row.entry->icon;
    case MarksRole: return QVariant::fromValue(row.marks);
    case DangerRole: return row.entry->isDanger;
    default: return {};
    }
}

Qt::ItemFlags PaletteList::flags(const QModelIndex& index) const
{
    if (!index.isValid() || !m_rows[index.row()].entry)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace batchroom
