// SPDX-License-Identifier: GPL-3.0-or-later
// One press of "Queue": plans the whole sheet away from the GUI thread, asks once more that nothing is wrong, hands the
// batches to the queue. A second press before the answer does nothing. GUI thread.
#pragma once

#include "app/catalog/catalog.h"
#include "app/compose/sheet.h"
#include "app/core/job.h"
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
    };
    QueuePress(const Catalog& catalog, JobQueue& queue, QObject* parent);
    void press(const Order& order);
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void busyChanged();
    void queued(int images);
    void failed(const batchroom::Error& error);

private:
    void enqueue(const QList<BatchDraft>& drafts);
    void finish();
    const Catalog& m_catalog;
    JobQueue& m_queue;
    bool m_isBusy = false;
};

// The batches of a sheet, one a campaign; what is wrong with it otherwise. Any thread.
Result<QList<BatchDraft>> batchesOf(const QueuePress::Order& order, const Catalog& catalog);

} // namespace batchroom
