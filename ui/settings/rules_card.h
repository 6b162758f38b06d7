// SPDX-License-Identifier: GPL-3.0-or-later
// "When … then …": what Batchroom does by itself about events, each with a switch, and one being written. GUI thread.
#pragma once

#include "app/core/secret.h"
#include "app/webhooks/event_rule.h"
#include "ui/settings/form.h"

namespace batchroom {

class Button;
class Catalog;
class RuleEditor;
class TextLabel;

class RulesCard : public SettingsCard {
    Q_OBJECT
public:
    explicit RulesCard(const Catalog& catalog, QWidget* parent = nullptr);
    void show(const QList<EventRule>& rules);
    void setCampaigns(const QStringList& names);

Q_SIGNALS:
    // Changed or new, by its id. The secret is for the keyring alone; empty: as it was.
    void ruleSaved(const batchroom::EventRule& rule, const batchroom::Secret& secret);
    void ruleRemoved(const QString& id);

private:
    QWidget* makeRow(const EventRule& rule);
    void openEditor(const EventRule& rule);
    void closeEditor();

    const Catalog& m_catalog;
    QWidget* m_list;
    TextLabel* m_none;
    Button* m_add;
    RuleEditor* m_editor;
    QWidget* m_writing = nullptr; // the editor and what sets it apart
};

} // namespace batchroom
