// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/callback_list.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

// With the day where it is another one.
QString timeText(qint64 ms)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms);
    const QString clock = QLocale().toString(time.time(), QStringLiteral("HH:mm:ss"));
    return time.date() == QDate::currentDate() ? clock
                                               : QLocale().toString(time.date(), QLocale::ShortFormat) + u' ' + clock;
}

} // namespace

void CallbackList::show(const QList<OutboxMessage>& messages, const QSet<QString>& served)
{
    m_served = served;
    const auto isSameRow = [](const OutboxMessage& a, const OutboxMessage& b) { return a.id == b.id; };
    if (std::equal(messages.cbegin(), messages.cend(), m_messages.cbegin(), m_messages.cend(), isSameRow)) {
        m_messages = messages;
        if (!m_messages.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_messages = messages;
    endResetModel();
}

int CallbackList::rowOf(OutboxId id) const
{
    const auto found = std::find_if(
        m_messages.cbegin(), m_messages.cend(), [&](const OutboxMessage& message) { return message.id == id; });
    return found == m_messages.cend() ? -1 : static_cast<int>(found - m_messages.cbegin());
}

QString CallbackList::words(const OutboxMessage& message, bool isServed)
{
    const QString tries = tr("%n time(s)", nullptr, message.tries);
    switch (message.state) {
    case OutboxState::Delivered: return message.tries > 1 ? tr("Delivered, tried %1").arg(tries) : tr("Delivered");
    case OutboxState::Waiting:
        if (!isServed)
            return tr("Waits for a rule, or for a run with --callback, that names this address");
        if (message.tries == 0)
            return tr("Waits for its turn");
        return tr("Tried %1, next at %2. %3").arg(tries, timeText(message.nextTryMs), message.lastMessage);
    case OutboxState::Dead: return tr("Given up, tried %1. %2").arg(tries, message.lastMessage);
    case OutboxState::Disabled: return tr("Not sent: the receiver said that it is gone for good.");
    }
    return {};
}

QString CallbackList::wordsAt(int row) const
{
    return words(m_messages[row], m_served.contains(m_messages[row].endpoint));
}

int CallbackList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_messages.size());
}

int CallbackList::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CallbackList::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const OutboxMessage& shown = message(index.row());
    if (role == StateRole)
        return static_cast<int>(shown.state);
    if (role == Qt::AccessibleTextRole)
        return shown.type + QStringLiteral(": ") + wordsAt(index.row());
    if (role == Qt::ToolTipRole && index.column() == What)
        return wordsAt(index.row());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return timeText(shown.createdMs);
    case Type: return shown.type;
    case To: return shown.endpoint;
    default: return wordsAt(index.row());
    }
}

QVariant CallbackList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Type: return tr("Type");
    case To: return tr("To");
    default: return tr("What became of it");
    }
}

} // namespace batchroom
