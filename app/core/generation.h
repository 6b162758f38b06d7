// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a provider for ONE image, and every way its answer can be told.
#pragma once

#include "app/core/money.h"

#include <QList>
#include <QMetaType>
#include <QSize>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <variant>

namespace batchroom {

enum class MagicPrompt { Auto, On, Off };

struct PaletteColor {
    QString hex;                  // "#RRGGBB"
    std::optional<double> weight; // 0.05 to 1
    friend bool operator==(const PaletteColor&, const PaletteColor&) = default;
};

struct Palette {
    QString name; // a provider's preset, or empty with members
    QList<PaletteColor> members;
    bool isEmpty() const { return name.isEmpty() && members.isEmpty(); }
    friend bool operator==(const Palette&, const Palette&) = default;
};

// All parameters in catalogue words (ids of models.json), never in wire spelling.
struct GenerationRequest {
    QString model;
    QString prompt;
    QString negativePrompt;
    QString style;    // empty: the model has none, or its default
    QString aspect;   // "16:9"; "auto" where the model offers it
    QSize resolution; // set only when the person asked for exact pixels
    QString speed;
    MagicPrompt magicPrompt = MagicPrompt::Auto;
    std::optional<qint64> seed;
    Palette palette;
    friend bool operator==(const GenerationRequest&, const GenerationRequest&) = default;
};

QByteArray toJson(const GenerationRequest& request);
Result<GenerationRequest> generationRequestFromJson(const QByteArray& json);
// Equal for requests that cost the same: everything but the words and the seed. One quote is asked for each.
QByteArray optionSet(GenerationRequest request);

struct ReturnedImage {
    QUrl url;         // empty: withheld
    QString prompt;   // as the provider used it
    QSize resolution; // as the provider says; invalid when it does not
    std::optional<qint64> seed;
    bool isSafe = true;
    bool isWithheld() const { return !isSafe || url.isEmpty(); }
};

// --- The outcome of one paid POST (design: the outcome table decides what each means for money) ---
struct NotSent {
    QString message;
}; // provably no request byte left this machine
struct AnswerLost {
    QString message;
    QString generationId{}; // when what came of the answer names one: it can be asked about for free
};                          // bytes left, no trustworthy answer came
struct Accepted {
    QString generationId;
    std::optional<qint64> seed;
};
struct ImagesReturned {
    QString generationId;
    QList<ReturnedImage> images;
};
struct Throttled { // 429
    QString message;
    std::optional<int> maxInFlight;
    std::optional<std::chrono::milliseconds> retryAfter;
};
enum class AccountProblem { OutOfCredit, KeyRefused, NotAllowed, KeyMissing };
struct AccountRefused {
    AccountProblem problem;
    QString message;
}; // 402, 401, 403; KeyMissing: nothing was sent
struct RequestRejected {
    int status = 0;
    QString message;
    bool bySafetyCheck = false;
}; // 400, 404, 405, 413, 414, 415, 422
struct ServerFault {
    int status = 0;
    QString message;
    QString generationId{}; // when the answer names one
};                          // 5xx, 408 and every other status of which it is not known that nothing was made
using SendOutcome = std::variant<NotSent, AnswerLost, Accepted, ImagesReturned, Throttled, AccountRefused,
    RequestRejected, ServerFault>;

// --- The outcome of one poll; polls are free and may be repeated ---
struct StillPending {
    std::optional<std::chrono::milliseconds> retryAfter;
};
struct GenerationCompleted {
    QList<ReturnedImage> images;
    std::optional<Money> charged;
};
struct GenerationFailed {
    QString reason;
}; // not billed
struct GenerationGone {
    QString message;
}; // 400, 404, 410
struct PollFault {
    QString message;
    std::optional<std::chrono::milliseconds> retryAfter;
}; // ask again later
using PollOutcome =
    std::variant<StillPending, GenerationCompleted, GenerationFailed, GenerationGone, PollFault, AccountRefused>;

// --- The outcome of one download ---
struct Downloaded {
    QByteArray bytes;
};
struct LinkExpired {
    QString message;
}; // 403, 404, 410: so says the host; only the link's age tells whether that is so
struct DownloadFault {
    QString message;
    std::optional<std::chrono::milliseconds> retryAfter;
};
using DownloadOutcome = std::variant<Downloaded, LinkExpired, DownloadFault>;

struct Quote {
    Money price;            // for one image
    bool isExact = true;    // false: an estimate
    bool fromTable = false; // true: the dated table of models.json, not the provider
    QString warning{};      // for the person, when asking for the price was not what it should be
};

} // namespace batchroom
