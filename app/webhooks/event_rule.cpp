// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/webhooks/event_rule.h"

#include "app/webhooks/callback_body.h"
#include "app/webhooks/callback_endpoint.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace batchroom {

namespace {

using Text = QLatin1StringView;

const QString anyOfGitHub = QStringLiteral("github.*");

QString tr(const char* text)
{
    return QCoreApplication::translate("EventRule", text);
}

struct ActionWord {
    RuleAction action;
    QLatin1StringView word;
};
constexpr std::array actionWords{ActionWord{RuleAction::Notify, Text("notify")},
    ActionWord{RuleAction::Export, Text("export")}, ActionWord{RuleAction::Tell, Text("tell")}};

QStringList textsFrom(const QJsonArray& list)
{
    QStringList texts;
    for (const QJsonValue& value : list)
        if (value.isString())
            texts.append(value.toString());
    return texts;
}

QJsonObject toObject(const EventRule& rule)
{
    return {{Text("id"), rule.id}, {Text("on"), rule.isOn}, {Text("type"), rule.type},
        {Text("campaign"), rule.campaign}, {Text("action"), ruleActionName(rule.action)},
        {Text("presets"), QJsonArray::fromStringList(rule.presets)}, {Text("folder"), rule.folder},
        {Text("address"), rule.address.toString(QUrl::FullyEncoded)}, {Text("signed"), rule.isSigned},
        {Text("own_network"), rule.reach == CallbackReach::OwnNetwork}, {Text("since_ms"), rule.sinceMs}};
}

std::optional<EventRule> ruleFrom(const QJsonObject& object)
{
    const auto action = std::find_if(actionWords.begin(), actionWords.end(),
        [&](const ActionWord& known) { return known.word == object.value(Text("action")).toString(); });
    if (action == actionWords.end() || object.value(Text("id")).toString().isEmpty())
        return std::nullopt;
    return EventRule{
        .id = object.value(Text("id")).toString(),
        .isOn = object.value(Text("on")).toBool(),
        .type = object.value(Text("type")).toString(),
        .campaign = object.value(Text("campaign")).toString(),
        .action = action->action,
        .presets = textsFrom(object.value(Text("presets")).toArray()),
        .folder = object.value(Text("folder")).toString(),
        .address = QUrl(object.value(Text("address")).toString()),
        .isSigned = object.value(Text("signed")).toBool(),
        .reach = object.value(Text("own_network")).toBool() ? CallbackReach::OwnNetwork : CallbackReach::Public,
        .sinceMs = object.value(Text("since_ms")).toInteger(),
    };
}

Error unusable(const QString& sentence)
{
    return {ErrorCode::BadInput, sentence, {}};
}

} // namespace

QString ruleActionName(RuleAction action)
{
    for (const ActionWord& known : actionWords)
        if (known.action == action)
            return known.word;
    return {};
}

QStringList ruleTypes()
{
    return {callbackTypeName(CallbackType::BatchCompleted), callbackTypeName(CallbackType::GenerationCompleted),
        callbackTypeName(CallbackType::GenerationFailed), callbackTypeName(CallbackType::ImageReady), anyOfGitHub};
}

QString ruleTypeText(const QString& type)
{
    if (type == callbackTypeName(CallbackType::BatchCompleted))
        return tr("a batch is done");
    if (type == callbackTypeName(CallbackType::GenerationCompleted))
        return tr("a picture is made");
    if (type == callbackTypeName(CallbackType::GenerationFailed))
        return tr("a picture fails");
    if (type == callbackTypeName(CallbackType::ImageReady))
        return tr("files are exported");
    return type == anyOfGitHub ? tr("GitHub sends something") : tr("“%1” comes in").arg(type);
}

bool hasCampaign(const QString& type)
{
    return type != anyOfGitHub;
}

bool canExport(const QString& type)
{
    return type == callbackTypeName(CallbackType::BatchCompleted)
        || type == callbackTypeName(CallbackType::GenerationCompleted);
}

bool matches(const EventRule& rule, const EventFact& fact)
{
    if (!rule.isOn || fact.atMs < rule.sinceMs)
        return false;
    const bool isType = rule.type == anyOfGitHub ? fact.sender == Text("github") : rule.type == fact.type;
    return isType && (rule.campaign.isEmpty() || rule.campaign.compare(fact.campaign, Qt::CaseInsensitive) == 0);
}

Result<void> checkRule(const EventRule& rule)
{
    if (rule.type.isEmpty())
        return unusable(tr("Say which event the rule is about."));
    switch (rule.action) {
    case RuleAction::Notify: return {};
    case RuleAction::Export:
        if (!canExport(rule.type))
            return unusable(tr("Only pictures that were made can be exported: choose “a batch is done” or “a picture "
                               "is made”."));
        if (rule.presets.isEmpty())
            return unusable(tr("Choose at least one size to export."));
        if (!QDir::isAbsolutePath(rule.folder))
            return unusable(tr("Choose the folder the files go to."));
        return {};
    case RuleAction::Tell: {
        const Result<CallbackEndpoint> endpoint = CallbackEndpoint::create(rule.address, {}, rule.reach);
        return endpoint ? Result<void>() : Result<void>(endpoint.error());
    }
    }
    return {};
}

QString ruleText(const EventRule& rule)
{
    const QString when = rule.campaign.isEmpty() ? tr("When %1").arg(ruleTypeText(rule.type))
                                                 : tr("When %1 in “%2”").arg(ruleTypeText(rule.type), rule.campaign);
    switch (rule.action) {
    case RuleAction::Notify: return tr("%1: tell me").arg(when);
    case RuleAction::Export: return tr("%1: export to %2").arg(when, QDir::toNativeSeparators(rule.folder));
    case RuleAction::Tell: return tr("%1: tell %2").arg(when, displayUrl(rule.address));
    }
    return when;
}

QByteArray toJson(const EventSettings& settings)
{
    QJsonObject imports;
    for (auto it = settings.imports.cbegin(); it != settings.imports.cend(); ++it)
        imports.insert(it.key(),
            QJsonObject{{Text("hosts"), QJsonArray::fromStringList(it->hosts)}, {Text("automatic"), it->isAutomatic}});
    QJsonArray rules;
    for (const EventRule& rule : settings.rules)
        rules.append(toObject(rule));
    return QJsonDocument(QJsonObject{{Text("imports"), imports}, {Text("rules"), rules}}).toJson();
}

EventSettings eventSettingsFromJson(const QByteArray& json)
{
    EventSettings settings;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonObject imports = object.value(Text("imports")).toObject();
    for (auto it = imports.begin(); it != imports.end(); ++it) {
        ImportPolicy policy;
        for (const QString& host : textsFrom(it->toObject().value(Text("hosts")).toArray()))
            if (const Result<QString> name = pictureHost(host))
                policy.hosts.append(*name);
        policy.isAutomatic = it->toObject().value(Text("automatic")).toBool();
        settings.imports.insert(it.key(), policy);
    }
    for (const QJsonValue& value : object.value(Text("rules")).toArray())
        if (const std::optional<EventRule> rule = ruleFrom(value.toObject()))
            settings.rules.append(*rule);
    return settings;
}

} // namespace batchroom
