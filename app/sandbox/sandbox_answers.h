// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's answers, word by word. Free functions; any thread.
#pragma once

#include "app/core/money.h"
#include "app/httpd/http_message.h"
#include "app/sandbox/generation_book.h"

namespace batchroom {

HttpResponse errorAnswer(int status, const QString& message);
HttpResponse generationErrorAnswer(int status, const QString& message, const QString& reason);
HttpResponse inflightAnswer(int maxInFlight, bool isFast);
HttpResponse priceQuoteAnswer(const QString& billingIdentifier, int quantity, Money price, bool isEstimate);
HttpResponse tooManyPollsAnswer(int seconds);

QString resolutionText(QSize size);
QString wireTime(Clock::Milliseconds wallClock);
// What the magic prompt makes of it: the same text with one more sentence, always the same for the same text.
QString expandedPrompt(const QString& prompt);

} // namespace batchroom
