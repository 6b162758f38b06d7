// SPDX-License-Identifier: GPL-3.0-or-later
// One press of "Queue": plans the whole sheet away from the GUI thread, asks once more that nothing is wrong, hands the
// batches to the queue. What is in the library already is asked about first. A second press before the answer does
// nothing. GUI thread.
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/sheet.h"
#include "app/core/job.h"
#include "ui/compose/duplicate_card.h"
#include "ui/models/sheet_bill.h"

#include <QObject>

namespace batchroom {

class JobQueue;

class QueuePress : public QObject {
    Q_OBJECT
public:
    struct Order {
        Sheet sheet;
        QString name;
        QString campaign; // chosen above; empty: the sheet's own column decides
        QString account;
        std::optional<Money> cap; // of the batch
        QuotedPrices quotes;
        qint64 startMs = 0; // 0: at once
    };
    QueuePress(const Catalog& catalog, JobQueue& queue, QObject* parent);
    void press(const Order& order);
    bool isBusy() const { return m_step != Step::None; }
    bool isQueuing() const { return m_step == Step::Queuing; } // nothing is left to ask
    // After duplicatesFound().
    void answer(DuplicateAnswer answer);

Q_SIGNALS:
    void stepChanged(); // of isBusy() and isQueuing()
    void queued(int images, qint64 startMs);
    void duplicatesFound(const batchroom::DuplicateWork& found, int images);
    void stopped(); // the person wants none of it
    void failed(const batchroom::Error& error);

private:
    void lookForDuplicates(const QList<BatchDraft>& drafts);
    void enqueue(const QList<BatchDraft>& drafts);
    enum class Step { None, Planning, Asking, Queuing };
    void goTo(Step step);
    const Catalog& m_catalog;
    JobQueue& m_queue;
    Step m_step = Step::None;
    QList<BatchDraft> m_asked; // wait for an answer
    DuplicateWork m_found;
};

// The batches of a sheet, one a campaign; what is wrong with it otherwise. Any thread.
Result<QList<BatchDraft>> batchesOf(const QueuePress::Order& order, const Catalog& catalog);
// Without what was found; a limit on them stays as it was.
QList<BatchDraft> withoutDuplicates(QList<BatchDraft> drafts, const DuplicateWork& found);

} // namespace batchroom
