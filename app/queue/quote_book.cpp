// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/quote_book.h"

namespace batchroom {

namespace {

QByteArray accountPrefix(const QString& account)
{
    return account.toUtf8() + '\n';
}

QByteArray keyOf(const QString& account, const GenerationRequest& request)
{
    return accountPrefix(account) + optionSet(request);
}

} // namespace

Result<Quote> QuoteBook::quote(const QString& account, const GenerationRequest& request, const Ask& ask)
{
    const QByteArray key = keyOf(account, request);
    std::promise<Result<Quote>> answer;
    std::shared_future<Result<Quote>> pending;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_quotes.constFind(key); known != m_quotes.constEnd())
            pending = *known;
        else
            m_quotes.insert(key, answer.get_future().share());
    }
    if (pending.valid()) {
        const Result<Quote> told = pending.get();
        // A refused prompt says nothing about the others.
        return told || told.error().code != ErrorCode::BadInput ? told : ask();
    }

    Result<Quote> quote = ask();
    {
        const std::lock_guard lock(m_mutex);
        if (!quote)
            m_quotes.remove(key);
    }
    answer.set_value(quote);
    return quote;
}

void QuoteBook::keep(const QString& account, const QHash<QByteArray, Money>& prices)
{
    const std::lock_guard lock(m_mutex);
    for (auto it = prices.cbegin(); it != prices.cend(); ++it) {
        Quote quote;
        quote.price = it.value();
        std::promise<Result<Quote>> answer;
        answer.set_value(quote);
        m_quotes.insert(accountPrefix(account) + it.key(), answer.get_future().share());
    }
}

void QuoteBook::forget(const QString& account)
{
    const QByteArray prefix = accountPrefix(account);
    const std::lock_guard lock(m_mutex);
    m_quotes.removeIf([&prefix](const auto& entry) { return entry.key().startsWith(prefix); });
}

} // namespace batchroom
