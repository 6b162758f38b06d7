// SPDX-License-Identifier: GPL-3.0-or-later
// Where jobs are sent. Implemented by app/ideogram, called by app/queue, put together by app/studio.
// One instance belongs to the worker thread that made it; all calls block and return early when stop is requested,
// except submit(), which is never cut short by stop: a paid call is not abandoned half way.
#pragma once

#include "app/core/generation.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace batchroom {

enum class SubmitMode { Asynchronous, Synchronous };

class ImageProvider {
public:
    virtual ~ImageProvider() = default;
    // Free: asks the provider where it can quote, else the table of models.json.
    virtual Result<Quote> quote(const GenerationRequest& request, std::stop_token stop) = 0;
    // Makes the connection for the submit() that follows, without waiting for it; sends nothing.
    virtual void connectAhead(const GenerationRequest& /*request*/) { }
    // Paid, sent exactly once. Synchronous where the model cannot do otherwise.
    virtual SendOutcome submit(const GenerationRequest& request, SubmitMode mode) = 0;
    virtual PollOutcome poll(const QString& generationId, std::stop_token stop) = 0;
    // Bounded in bytes; the picture itself is checked by app/library.
    virtual DownloadOutcome download(const QUrl& url, std::stop_token stop) = 0;
};

// Called on the thread that will use the provider.
using ImageProviderFactory = std::function<std::unique_ptr<ImageProvider>(const QString& account)>;

} // namespace batchroom
