// SPDX-License-Identifier: GPL-3.0-or-later
// The delivery log of callbacks: every one with its tries, its body when it is chosen, and “Send again”. GUI thread.
#pragma once

#include "app/store/outbox_repository.h"

#include <QSet>
#include <QWidget>

class QPlainTextEdit;
class QTableView;

namespace batchroom {

class Button;
class CallbackList;
class TextLabel;

class CallbackPane : public QWidget {
    Q_OBJECT
public:
    explicit CallbackPane(QWidget* parent = nullptr);
    void show(const QList<OutboxMessage>& messages, const QSet<QString>& served); // see CallbackList
    int count() const;

Q_SIGNALS:
    void sendAgainRequested(const QList<batchroom::OutboxId>& ids);
    void shown(); // it came into sight: what it shows may be old

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTable();
    QWidget* makeBody();
    void showChosen();
    QList<OutboxId> chosen() const;

    CallbackList* m_list;
    QTableView* m_table = nullptr;
    QWidget* m_bodyPane = nullptr;
    TextLabel* m_title = nullptr;
    TextLabel* m_words = nullptr;
    QPlainTextEdit* m_body = nullptr;
    Button* m_again = nullptr;
    QWidget* m_log = nullptr;
    QWidget* m_empty = nullptr;
};

} // namespace batchroom
