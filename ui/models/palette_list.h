// SPDX-License-Identifier: GPL-3.0-or-later
// What the search of the top bar offers: actions, places and campaigns, ranked by what was typed. An entry is words and
// an id; what it does is known to the shell. Ranking is a pure function. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace batchroom {

enum class PaletteGroup { Pictures, Recent, Here, Actions, Places, Campaigns };

struct PaletteEntry {
    QString id;
    PaletteGroup group = PaletteGroup::Actions; // Actions, Places or Campaigns
    QString title;                              // "Duplicate rows"
    QString where;                              // "Compose"; may be empty
    QString keys;                               // "Ctrl D"
    int icon = -1;                              // an IconId, -1: none
    bool isHere = false;                        // belongs to the place in view
    bool isDanger = false;
};

// A head (no entry) or an entry with the letters of its title that were found.
struct PaletteRow {
    PaletteGroup group = PaletteGroup::Actions;
    std::optional<PaletteEntry> entry;
    QList<int> marks;
};

struct PaletteMatch {
    int score = 0; // more is better
    QList<int> marks;
};
// Every word must be found in the title or in the place: whole words, parts, or letters in order ("dupr").
std::optional<PaletteMatch> matchPalette(const QString& query, const PaletteEntry& entry);

// Nothing typed: what was used last, what this place offers, places, campaigns. Else the pictures first, then the
// groups in the order of their best hit. A ">" at the start leaves only actions.
QList<PaletteRow> rankPalette(const QList<PaletteEntry>& entries, const QString& typed, const QStringList& recentIds);

class PaletteList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        GroupRole,
        IsHeadRole,
        WhereRole,
        KeysRole,
        IconRole,
        MarksRole,
        DangerRole
    };
    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry>& entries, const QStringList& recentIds);
    void setTyped(const QString& typed);
    // The row Enter acts on before an arrow was pressed: the pictures, or the first action after ">". -1: none.
    int firstChoice() const;
    // The next row that can be chosen from here, going round at the ends; -1 when there is none.
    int nextChoice(int row, int step) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void rank();

    QList<PaletteEntry> m_entries;
    QStringList m_recentIds;
    QString m_typed;
    QList<PaletteRow> m_rows;
};

} // namespace batchroom
