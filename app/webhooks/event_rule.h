// SPDX-License-Identifier: GPL-3.0-or-later
// "When [event] of campaign [any] then [do this]", and with the hosts of pictures what the library keeps about events.
// Values and pure functions; any thread.
#pragma once

#include "app/webhooks/callback_endpoint.h"
#include "app/webhooks/import_policy.h"

#include <QMetaType>

namespace batchroom {

enum class RuleAction {
    Notify,
    Export, // the pictures of the event, with presets, into a folder
    Tell,   // a callback to an address
};
QString ruleActionName(RuleAction action); // "notify", "export", "tell"

struct EventRule {
    QString id{}; // unique in the library; the name of its tasks
    bool isOn = true;
    QString type{};     // "ideogram.batch.completed"; "github.*": whatever GitHub sends
    QString campaign{}; // empty: any
    RuleAction action = RuleAction::Notify;
    QStringList presets{};                       // Export
    QString folder{};                            // Export
    QUrl address{};                              // Tell
    bool isSigned = false;                       // Tell: with a secret of the keyring; without it nothing is sent there
    CallbackReach reach = CallbackReach::Public; // Tell
    qint64 sinceMs = 0;                          // what happened earlier is not its business
    friend bool operator==(const EventRule&, const EventRule&) = default;
};

// The types a rule can be about, in the order they are offered.
QStringList ruleTypes();
// For the person: "a batch is done".
QString ruleTypeText(const QString& type);
// GitHub knows nothing of campaigns.
bool hasCampaign(const QString& type);
// Exports of what is exported already would go round in circles.
bool canExport(const QString& type);

bool matches(const EventRule& rule, const EventFact& fact);
// BadInput with a sentence when it cannot be carried out.
Result<void> checkRule(const EventRule& rule);
// "When a batch is done in “Summer”: export to /srv/ads"
QString ruleText(const EventRule& rule);

struct EventSettings {
    QMap<QString, ImportPolicy> imports{}; // by sender
    QList<EventRule> rules{};
    friend bool operator==(const EventSettings&, const EventSettings&) = default;
};
QByteArray toJson(const EventSettings& settings);
// What cannot be read is left out: no host is allowed and no rule runs by mistake.
EventSettings eventSettingsFromJson(const QByteArray& json);

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::EventSettings)
