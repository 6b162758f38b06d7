// SPDX-License-Identifier: GPL-3.0-or-later
// What one image costs: asked once per distinct option set and run, remembered.
// Any thread; several that need the same answer wait for one question.
#pragma once

#include "app/core/generation.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <future>
#include <mutex>

namespace batchroom {

class QuoteBook {
public:
    using Ask = std::function<Result<Quote>()>;
    // Errors are told to everybody who waits and not kept; what is wrong with one request is told to nobody else.
    Result<Quote> quote(const QString& account, const GenerationRequest& request, const Ask& ask);

    // Asked elsewhere, by optionSet().
    void keep(const QString& account, const QHash<QByteArray, Money>& prices);

    // The person goes on although the provider asks for more: the quotes are asked again. What was accepted stands in
    // the jobs (AccountRepository::release), so that another process knows it too.
    void forget(const QString& account);

private:
    std::mutex m_mutex;
    QHash<QByteArray, std::shared_future<Result<Quote>>> m_quotes;
};

} // namespace batchroom
