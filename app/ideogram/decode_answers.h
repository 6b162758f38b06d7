// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's answers as outcomes. Tolerant of what is unknown, strict where money is decided: an id or a link that
// cannot be trusted never makes a call count as answered. Pure; any thread.
#pragma once

#include "app/core/generation.h"
#include "app/net/http_message.h"

namespace batchroom {

// `answer` came over HTTP in full. Never NotSent.
SendOutcome decodeSubmit(const ReceivedAnswer& answer, const QUrl& apiBase);
PollOutcome decodePoll(const ReceivedAnswer& answer, const QString& generationId, const QUrl& apiBase);
// The provider's quote for the whole request, which asks for one image; nothing when the answer is no price.
std::optional<Quote> decodeQuote(const ReceivedAnswer& answer);
// True when a dry run was answered with a real generation: the route ignores dry_run.
bool isRealGeneration(const ReceivedAnswer& answer);
DownloadOutcome decodeDownload(ReceivedAnswer answer);
// What a status that is not 2xx means for a paid call.
SendOutcome decodeRefusal(int status, const ReceivedAnswer& answer);
// A success that was lost on the way; names the generation when the fragment does.
AnswerLost lostAnswer(const HttpAnswerLost& lost);

} // namespace batchroom
