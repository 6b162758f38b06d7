// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/rules_card.h"

#include "app/catalog/catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"
#include "ui/settings/rule_editor.h"

#include <QDateTime>
#include <QDir>

#include <memory>

namespace batchroom {

namespace {

QString headOf(const EventRule& rule)
{
    return rule.campaign.isEmpty() ? RulesCard::tr("When %1").arg(ruleTypeText(rule.type))
                                   : RulesCard::tr("When %1 in “%2”").arg(ruleTypeText(rule.type), rule.campaign);
}

QString deedOf(const EventRule& rule, const Catalog& catalog)
{
    switch (rule.action) {
    case RuleAction::Notify: return RulesCard::tr("Tell me with a message");
    case RuleAction::Tell:
        return rule.isSigned ? RulesCard::tr("Tell %1, signed").arg(displayUrl(rule.address))
                             : RulesCard::tr("Tell %1, without a signature").arg(displayUrl(rule.address));
    case RuleAction::Export: break;
    }
    QStringList sizes;
    for (const QString& id : rule.presets) {
        const Preset* preset = catalog.preset(id);
        sizes.append(preset ? QStringLiteral("%1 %2").arg(preset->platform, preset->label) : id);
    }
    return RulesCard::tr("Export %1 to %2")
        .arg(sizes.join(QStringLiteral(", ")), QDir::toNativeSeparators(rule.folder));
}

} // namespace

RulesCard::RulesCard(const Catalog& catalog, QWidget* parent)
    : SettingsCard(tr("Rules"),
        tr("What Batchroom does by itself when something happens here or is told by others. Each event once, and what "
           "came of it stands in Events."),
        parent)
    , m_catalog(catalog)
    , m_list(new QWidget)
    , m_none(new TextLabel(tr("No rules yet."), FontRole::Body, ColorRole::Muted))
    , m_add(new Button(IconId::Plus, tr("Add a rule"), ButtonKind::Secondary))
    , m_editor(new RuleEditor(catalog))
{
    m_list->setObjectName(QStringLiteral("ruleList"));
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins({});
    rows->setSpacing(8);
    m_add->setObjectName(QStringLiteral("addRuleButton"));
    m_writing = boxed(column({new Divider, m_editor}, 12));
    addWide(boxed(column({m_none, m_list, m_writing, row({m_add, Stretch{}})}, 12)));
    connect(m_add, &QAbstractButton::clicked, this, [this] { openEditor({}); });
    connect(m_editor, &RuleEditor::cancelled, this, &RulesCard::closeEditor);
    connect(m_editor, &RuleEditor::saved, this, [this](const EventRule& rule, const Secret& secret) {
        closeEditor();
        Q_EMIT ruleSaved(rule, secret);
    });
    m_writing->hide();
    show({});
}

void RulesCard::setCampaigns(const QStringList& names)
{
    m_editor->setCampaigns(names);
}

void RulesCard::show(const QList<EventRule>& rules)
{
    while (m_list->layout()->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_list->layout()->takeAt(0));
        delete item->widget();
    }
    for (const EventRule& rule : rules)
        m_list->layout()->addWidget(makeRow(rule));
    m_list->setVisible(!rules.isEmpty());
    m_none->setVisible(rules.isEmpty());
}

QWidget* RulesCard::makeRow(const EventRule& rule)
{
    auto* head = new TextLabel(headOf(rule), FontRole::BodyMedium);
    head->setWrapping(true);
    auto* deed = new TextLabel(deedOf(rule, m_catalog), FontRole::Small, ColorRole::Muted);
    deed->setWrapping(true);
    auto* isOn = new Switch;
    isOn->setObjectName(QStringLiteral("ruleSwitch"));
    isOn->setAccessibleName(ruleText(rule));
    isOn->setChecked(rule.isOn);
    auto* change = new Button(tr("Change"), ButtonKind::Quiet);
    change->setSize(ButtonSize::Small);
    change->setAccessibleDescription(ruleText(rule));
    change->setObjectName(QStringLiteral("changeRuleButton"));
    auto* remove = new IconButton(IconId::Trash, tr("Remove the rule"));
    remove->setObjectName(QStringLiteral("removeRuleButton"));
    remove->setSide(28);
    remove->setIconSide(16);
    remove->setAccessibleDescription(ruleText(rule));
    connect(isOn, &QCheckBox::toggled, this, [this, rule](bool on) {
        EventRule changed = rule;
        changed.isOn = on;
        changed.sinceMs = QDateTime::currentMSecsSinceEpoch(); // what happened meanwhile is not made up for
        Q_EMIT ruleSaved(changed, {});
    });
    connect(change, &QAbstractButton::clicked, this, [this, rule] { openEditor(rule); });
    connect(
        remove, &QAbstractButton::clicked, this, [this, id = rule.id] { Q_EMIT ruleRemoved(id); },
        Qt::QueuedConnection);
    return boxed(row({Wide{boxed(column({head, deed}, 2))}, Aligned{change}, Aligned{remove}, Aligned{isOn}}, 8));
}

void RulesCard::openEditor(const EventRule& rule)
{
    m_editor->edit(rule);
    m_writing->show();
    m_add->hide();
}

void RulesCard::closeEditor()
{
    m_writing->hide();
    m_add->show();
}

} // namespace batchroom
