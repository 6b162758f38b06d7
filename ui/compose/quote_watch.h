// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for real prices while the sheet is composed: a moment after the last change, once for every set of options.
// Without a source, or when the answer does not come, the price list stands. GUI thread.
#pragma once

#include "app/core/generation.h"

#include <QDeadlineTimer>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <functional>

namespace batchroom {

class SheetModel;

class QuoteWatch : public QObject {
    Q_OBJECT
public:
    using Source =
        std::function<QFuture<QList<Result<Quote>>>(const QString& account, const QList<GenerationRequest>& requests)>;
    QuoteWatch(SheetModel& sheet, QObject* parent);
    void setSource(Source source);
    void setAccount(const QString& account);

private:
    void ask();
    void take(const QString& account, const QList<GenerationRequest>& requests, const QList<Result<Quote>>& answers);
    SheetModel& m_sheet;
    Source m_source;
    QString m_account;
    QTimer m_timer;
    bool m_isAsking = false;
    QDeadlineTimer m_notBefore; // not at every key press when it does not work
};

} // namespace batchroom
