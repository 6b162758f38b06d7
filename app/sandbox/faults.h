// SPDX-License-Identifier: GPL-3.0-or-later
// Trouble on demand. Lives on the Sandbox's server thread once started.
//
// { "seed": 7,
//   "rules": [ { "match": {...}, "action": {...}, "times": 3 }, ... ] }
//
// The first rule that fires decides. match, all optional and all to be true:
//   "endpoint"     "generate" (paid POSTs of both dialects), "quote", "poll", "image", "usage"; absent: any
//   "prompt"       part of the prompt, any case
//   "nth"          only the nth request that fits (from 1)
//   "every"        every nth request that fits
//   "probability"  0 to 1, reproducible by "seed"
// times: how often the rule may fire; absent: without end.
// action: "type" and its fields; every type takes "delay_ms" before the answer.
//   "status"            "status" (100-599), "body" (object or text), "headers" (object)
//   "reset" "fin"       no answer; "after_accept": true when the generation runs (and is billed) all the same
//   "drop_after_accept" the same as "fin" with after_accept
//   "cut_header" "cut_body" "garbage" "empty_200"   the work is done, the answer is damaged
//   "slow"              the answer in pieces of "bytes" (16) every "interval_ms" (50)
//   "delay"             only delay_ms
//   "inflight_limit"    429; "max" (10) is max_inflight_requests
//   "insufficient_funds"  402
//   "generation_failed" the generation fails; "reason" (content_policy_violation)
//   "withheld"          the generation is billed, every image withheld
//   "truncated_image" "corrupt_image" "wrong_type_image" "huge_image" "wrong_size_image" "expired_link"   on "image"
#pragma once

#include "app/core/result.h"
#include "app/httpd/http_reply.h"

#include <optional>
#include <vector>

class QJsonObject;

namespace batchroom {

enum class FaultPlace { Generate, Quote, Poll, Image, Usage };

enum class FaultKind {
    Status,
    Reset,
    Fin,
    CutHeader,
    CutBody,
    Garbage,
    Empty200,
    Slow,
    Delay,
    InflightLimit,
    InsufficientFunds,
    GenerationFailed,
    Withheld,
    TruncatedImage,
    CorruptImage,
    WrongTypeImage,
    HugeImage,
    WrongSizeImage,
    ExpiredLink,
};

struct FaultAction {
    FaultKind kind = FaultKind::Delay;
    std::chrono::milliseconds delay{0};
    HttpResponse response; // Status
    bool afterAccept = false;
    Drip drip;
    int maxInFlight = 10;
    QString reason;
};

class SandboxFaults {
public:
    // An empty document means no faults. Errors name the rule and the field.
    static Result<SandboxFaults> fromJson(const QByteArray& json);
    // Counts the request and says what shall go wrong with it.
    std::optional<FaultAction> next(FaultPlace place, const QString& prompt);
    bool isEmpty() const { return m_rules.empty(); }

private:
    struct Rule {
        std::optional<FaultPlace> place;
        QString prompt;
        qint64 nth = 0;
        qint64 every = 0;
        double probability = 1;
        qint64 times = -1;
        FaultAction action;
        qint64 seen = 0;
        qint64 fired = 0;
    };
    static Result<Rule> readRule(const QJsonObject& object, int number);
    bool fires(Rule& rule, size_t index) const;

    qint64 m_seed = 0;
    std::vector<Rule> m_rules;
};

} // namespace batchroom
