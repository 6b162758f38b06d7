// SPDX-License-Identifier: GPL-3.0-or-later
// What is told to others, newest first: to whom, how often it was tried, when it is tried next. GUI thread.
#pragma once

#include "app/store/outbox_repository.h"

#include <QAbstractTableModel>
#include <QSet>

namespace batchroom {

class CallbackList : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Type, To, What, ColumnCount };
    enum Role { StateRole = Qt::UserRole + 1 }; // OutboxState
    using QAbstractTableModel::QAbstractTableModel;

    // served: the addresses that this program sends to; to others goes what a later run names them for.
    void show(const QList<OutboxMessage>& messages, const QSet<QString>& served);
    const OutboxMessage& message(int row) const { return m_messages[row]; }
    int rowOf(OutboxId id) const; // -1: not shown
    // "Tried 3 times, next at 14:05:10. The receiver answered with status 500."
    static QString words(const OutboxMessage& message, bool isServed);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString wordsAt(int row) const;

    QList<OutboxMessage> m_messages;
    QSet<QString> m_served;
};

} // namespace batchroom
