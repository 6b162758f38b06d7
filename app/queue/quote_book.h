// SPDX-License-Identifier: GPL-3.0-or-later
// What one image costs: asked once per distinct option set and run, remembered, compared with what was agreed.
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

    // Whether this much may be paid for a job that was agreed at `agreed`. What is too dear is remembered until the
    // person accepts it.
    bool isAgreed(const QString& account, const GenerationRequest& request, Money price, Money agreed);
    // The person goes on although the provider asks for more; all quotes are asked again.
    void acceptDearer(const QString& account);

private:
    struct Ceiling {
        Money seen;     // the highest that was refused
        Money accepted; // by the person
    };

    std::mutex m_mutex;
    QHash<QByteArray, std::shared_future<Result<Quote>>> m_quotes;
    QHash<QByteArray, Ceiling> m_ceilings;
};

} // namespace batchroom
