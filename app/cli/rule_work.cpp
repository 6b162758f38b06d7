// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rule_work.h"

#include "app/cli/import_command.h"
#include "app/settings/key_store.h"
#include "app/studio/event_desk.h"
#include "app/studio/rule_secrets.h"
#include "app/studio/studio.h"

#include <QCoreApplication>

namespace batchroom::cli {

std::shared_ptr<QObject> carryOutRules(Studio& studio, Console& console, TellsTasks tells)
{
    auto keyring = std::make_shared<KeyStore>();
    EventDesk& desk = studio.events();
    QObject::connect(&desk, &EventDesk::worked, keyring.get(), [&console, tells](const EventTask& task) {
        if (tells == TellsTasks::Yes || console.form() == OutputForm::People)
            sayTask(console, task);
    });
    // Rules that sign what they tell have their secrets in the keyring.
    QObject::connect(&desk, &EventDesk::settingsChanged, keyring.get(),
        [&desk, &console, keyring = keyring.get()](const EventSettings& settings) {
            readRuleSecrets(*keyring, settings, keyring, [&desk, &console, settings](const auto& secrets) {
                desk.setRuleSecrets(secrets);
                for (const QString& address : addressesWithoutSecret(settings, secrets))
                    console.say(QCoreApplication::translate(
                        "RuleWork", "The keyring has no secret for %1, so no rule tells it anything.")
                                    .arg(address));
            });
        });
    QObject::connect(&desk, &EventDesk::ruleSaid, keyring.get(), [&console](const QString& title, const QString& text) {
        console.say(text.isEmpty() ? title : title + QStringLiteral(": ") + text);
    });
    desk.workOff();
    return keyring;
}

} // namespace batchroom::cli
