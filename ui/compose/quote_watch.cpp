// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/quote_watch.h"

#include "app/core/job.h"
#include "ui/models/sheet_model.h"

#include <chrono>

namespace batchroom {

namespace {

constexpr int mostRequests = 40; // of one question; the rest follows
constexpr std::chrono::seconds pauseAfterFailure{60};

} // namespace

QuoteWatch::QuoteWatch(SheetModel& sheet, QObject* parent)
    : QObject(parent)
    , m_sheet(sheet)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::milliseconds(700));
    connect(&m_timer, &QTimer::timeout, this, &QuoteWatch::ask);
    connect(&sheet, &SheetModel::billChanged, &m_timer, qOverload<>(&QTimer::start));
}

void QuoteWatch::setSource(Source source)
{
    m_source = std::move(source);
    m_notBefore = {};
    m_timer.start();
}

void QuoteWatch::setAccount(const QString& account)
{
    if (account == m_account)
        return;
    m_account = account;
    m_notBefore = {};
    m_sheet.setQuotes({});
}

void QuoteWatch::ask()
{
    if (!m_source || m_isAsking || !m_notBefore.hasExpired() || billingOf(m_account) == Billing::Free)
        return;
    const QList<GenerationRequest> requests = m_sheet.unquotedRequests(mostRequests);
    if (requests.isEmpty())
        return;
    m_isAsking = true;
    m_source(m_account, requests)
        .then(this,
            [this, account = m_account, requests](const QList<Result<Quote>>& answers) {
                m_isAsking = false;
                take(account, requests, answers);
            })
        .onCanceled(this, [this] { m_isAsking = false; });
}

void QuoteWatch::take(
    const QString& account, const QList<GenerationRequest>& requests, const QList<Result<Quote>>& answers)
{
    if (account != m_account)
        return;
    QuotedPrices quotes = m_sheet.quotes();
    bool isQuoted = false;
    for (qsizetype i = 0; i < std::min(requests.size(), answers.size()); ++i) {
        // An answer out of our own price list is not a quote.
        if (!answers[i] || answers[i]->fromTable)
            continue;
        quotes.insert(optionSet(requests[i]), answers[i]->price);
        isQuoted = true;
    }
    if (isQuoted)
        m_sheet.setQuotes(quotes);
    else
        m_notBefore.setRemainingTime(pauseAfterFailure);
}

} // namespace batchroom
