// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/faults.h"

#include "app/sandbox/stable_fraction.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace batchroom {

namespace {

struct KindName {
    QLatin1StringView name;
    FaultKind kind;
    bool afterAccept;
};

constexpr KindName kindNames[] = {
    {QLatin1StringView("status"), FaultKind::Status, false},
    {QLatin1StringView("reset"), FaultKind::Reset, false},
    {QLatin1StringView("fin"), FaultKind::Fin, false},
    {QLatin1StringView("drop_after_accept"), FaultKind::Fin, true},
    {QLatin1StringView("cut_header"), FaultKind::CutHeader, true},
    {QLatin1StringView("cut_body"), FaultKind::CutBody, true},
    {QLatin1StringView("garbage"), FaultKind::Garbage, true},
    {QLatin1StringView("empty_200"), FaultKind::Empty200, true},
    {QLatin1StringView("slow"), FaultKind::Slow, true},
    {QLatin1StringView("delay"), FaultKind::Delay, true},
    {QLatin1StringView("inflight_limit"), FaultKind::InflightLimit, false},
    {QLatin1StringView("insufficient_funds"), FaultKind::InsufficientFunds, false},
    {QLatin1StringView("generation_failed"), FaultKind::GenerationFailed, true},
    {QLatin1StringView("withheld"), FaultKind::Withheld, true},
    {QLatin1StringView("truncated_image"), FaultKind::TruncatedImage, true},
    {QLatin1StringView("corrupt_image"), FaultKind::CorruptImage, true},
    {QLatin1StringView("wrong_type_image"), FaultKind::WrongTypeImage, true},
    {QLatin1StringView("huge_image"), FaultKind::HugeImage, true},
    {QLatin1StringView("wrong_size_image"), FaultKind::WrongSizeImage, true},
    {QLatin1StringView("expired_link"), FaultKind::ExpiredLink, true},
};

Error badFaults(const QString& what)
{
    return {ErrorCode::BadInput,
        QCoreApplication::translate("SandboxFaults", "The faults file cannot be used: %1").arg(what), {}};
}

Error badRule(int number, const QString& what)
{
    return badFaults(QCoreApplication::translate("SandboxFaults", "rule %1: %2").arg(number).arg(what));
}

HttpResponse responseFrom(const QJsonObject& action)
{
    HttpResponse response;
    response.status = action.value(QStringLiteral("status")).toInt();
    const QJsonValue body = action.value(QStringLiteral("body"));
    response.contentType = body.isObject() ? "application/json" : "text/html";
    response.body =
        body.isObject() ? QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact) : body.toString().toUtf8();
    const QJsonObject headers = action.value(QStringLiteral("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        response.headers.append(HttpHeader{it.key().toUtf8(), it->toVariant().toString().toUtf8()});
    return response;
}

Result<FaultAction> readAction(const QJsonObject& object, int number)
{
    const QString type = object.value(QStringLiteral("type")).toString();
    const auto* known = std::find_if(
        std::begin(kindNames), std::end(kindNames), [&type](const KindName& entry) { return entry.name == type; });
    if (known == std::end(kindNames))
        return badRule(number, QCoreApplication::translate("SandboxFaults", "there is no action “%1”").arg(type));
    FaultAction action;
    action.kind = known->kind;
    action.afterAccept = object.value(QStringLiteral("after_accept")).toBool(known->afterAccept);
    action.delay = std::chrono::milliseconds(object.value(QStringLiteral("delay_ms")).toInteger());
    action.drip.bytes = object.value(QStringLiteral("bytes")).toInt(action.drip.bytes);
    action.drip.interval =
        std::chrono::milliseconds(object.value(QStringLiteral("interval_ms")).toInteger(action.drip.interval.count()));
    action.maxInFlight = object.value(QStringLiteral("max")).toInt(action.maxInFlight);
    action.reason = object.value(QStringLiteral("reason")).toString(QStringLiteral("content_policy_violation"));
    if (action.kind != FaultKind::Status)
        return action;
    action.response = responseFrom(object);
    if (action.response.status < 100 || action.response.status > 599)
        return badRule(
            number, QCoreApplication::translate("SandboxFaults", "“status” must be a number from 100 to 599"));
    return action;
}

std::optional<FaultPlace> placeNamed(const QString& name)
{
    if (name == QLatin1StringView("generate"))
        return FaultPlace::Generate;
    if (name == QLatin1StringView("quote"))
        return FaultPlace::Quote;
    if (name == QLatin1StringView("poll"))
        return FaultPlace::Poll;
    if (name == QLatin1StringView("usage"))
        return FaultPlace::Usage;
    return name == QLatin1StringView("image") ? std::optional(FaultPlace::Image) : std::nullopt;
}

// Neither the platform's random numbers nor its hash: the same file gives the same run everywhere.
double fraction(qint64 seed, size_t rule, qint64 count)
{
    const QByteArray text = QByteArray::number(seed) + '/' + QByteArray::number(static_cast<qulonglong>(rule)) + '/'
        + QByteArray::number(count);
    return stableFraction(text);
}

} // namespace

Result<SandboxFaults> SandboxFaults::fromJson(const QByteArray& json)
{
    SandboxFaults faults;
    if (json.trimmed().isEmpty())
        return faults;
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return badFaults(problem.error == QJsonParseError::NoError
                ? QCoreApplication::translate("SandboxFaults", "it must be a JSON object with “rules”")
                : QCoreApplication::translate("SandboxFaults", "no valid JSON at byte %1 (%2)")
                      .arg(problem.offset)
                      .arg(problem.errorString()));
    const QJsonValue rules = document.object().value(QStringLiteral("rules"));
    if (!rules.isArray())
        return badFaults(QCoreApplication::translate("SandboxFaults", "“rules” must be a list"));
    faults.m_seed = document.object().value(QStringLiteral("seed")).toInteger();
    int number = 0;
    for (const QJsonValue rule : rules.toArray()) {
        Result<Rule> read = readRule(rule.toObject(), ++number);
        if (!read)
            return read.error();
        faults.m_rules.push_back(std::move(*read));
    }
    return faults;
}

Result<SandboxFaults::Rule> SandboxFaults::readRule(const QJsonObject& object, int number)
{
    const QJsonObject match = object.value(QStringLiteral("match")).toObject();
    Result<FaultAction> action = readAction(object.value(QStringLiteral("action")).toObject(), number);
    if (!action)
        return action.error();
    Rule rule;
    rule.action = std::move(*action);
    const QString place = match.value(QStringLiteral("endpoint")).toString();
    rule.place = placeNamed(place);
    if (!place.isEmpty() && place != QLatin1StringView("any") && !rule.place)
        return badRule(number, QCoreApplication::translate("SandboxFaults", "there is no endpoint “%1”").arg(place));
    rule.prompt = match.value(QStringLiteral("prompt")).toString();
    rule.nth = match.value(QStringLiteral("nth")).toInteger();
    rule.every = match.value(QStringLiteral("every")).toInteger();
    rule.probability = match.value(QStringLiteral("probability")).toDouble(1);
    rule.times = object.value(QStringLiteral("times")).toInteger(-1);
    if (rule.nth < 0 || rule.every < 0 || rule.probability < 0 || rule.probability > 1)
        return badRule(number,
            QCoreApplication::translate(
                "SandboxFaults", "“nth” and “every” must not be negative, “probability” must be from 0 to 1"));
    return rule;
}

std::optional<FaultAction> SandboxFaults::next(FaultPlace place, const QString& prompt)
{
    std::optional<FaultAction> decided;
    for (size_t i = 0; i < m_rules.size(); ++i) {
        Rule& rule = m_rules[i];
        if (rule.place.value_or(place) != place || !prompt.contains(rule.prompt, Qt::CaseInsensitive))
            continue;
        ++rule.seen;
        if (decided || !fires(rule, i))
            continue;
        ++rule.fired;
        decided = rule.action;
    }
    return decided;
}

bool SandboxFaults::fires(Rule& rule, size_t index) const
{
    if (rule.times >= 0 && rule.fired >= rule.times)
        return false;
    if (rule.nth > 0 && rule.seen != rule.nth)
        return false;
    if (rule.every > 0 && rule.seen % rule.every != 0)
        return false;
    return rule.probability >= 1 || fraction(m_seed, index, rule.seen) < rule.probability;
}

} // namespace batchroom
