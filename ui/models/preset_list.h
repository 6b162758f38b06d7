// SPDX-License-Identifier: GPL-3.0-or-later
// The sizes to choose from, by platform: a heading row a platform, a row a preset, filtered by words or figures. GUI
// thread.
#pragma once

#include "app/core/preset.h"

#include <QAbstractListModel>

#include <vector>

namespace batchroom {

class Catalog;

class PresetList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IsHeadingRole = Qt::UserRole + 1,
        IdRole,
        SizeRole,    // QSize
        LossRole,    // double: share of the shown picture that is cropped away
        ChosenRole,  // headings: how many of the platform are chosen
        AllRole,     // headings: how many there are
        PlatformRole // QString
    };

    explicit PresetList(const Catalog& catalog, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void setSearch(const QString& text);
    // Ids or aliases, also own sizes ("1200x800"); what is unknown is left out.
    void setChosen(const QStringList& ids);
    QStringList chosen() const;
    QList<Preset> chosenPresets() const;
    const Preset* preset(const QString& id) const;
    bool isChosen(const QString& id) const;
    void setIsChosen(const QString& id, bool isChosen);
    // The picture whose loss is told; invalid: none.
    void setPicture(QSize size);
    // Also chosen at once. The id it has.
    QString addOwnSize(QSize size);
    QModelIndex indexOf(const QString& id) const; // invalid when the search hides it

Q_SIGNALS:
    void chosenChanged();

private:
    struct Choice {
        Preset preset;
        bool isChosen = false;
    };
    struct Row {
        QString platform; // of a heading
        int choice = -1;  // -1: heading
    };

    QVariant headingData(const Row& row, int role) const;
    QVariant choiceData(const Choice& choice, int role) const;
    std::vector<Row> wantedRows() const;
    void refreshRows();
    void tellChange(int choice);
    int choiceOf(const QString& id) const;
    int ensureOwnSize(QSize size);

    std::vector<Choice> m_choices; // own sizes first, then as in the catalogue
    std::vector<Row> m_rows;
    QString m_search;
    QSize m_picture;
};

// "1200x800" -> the size; invalid when it is none that can be made.
QSize ownSize(const QString& presetId);
// Everything known about a preset as sentences, one a line.
QString presetFacts(const Preset& preset);

} // namespace batchroom
