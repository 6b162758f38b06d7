// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/rule_editor.h"

#include "app/catalog/catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QUuid>

namespace batchroom {

namespace {

constexpr int labelWidth = 72;

TextLabel* lead(const QString& text)
{
    auto* label = new TextLabel(text, FontRole::Body, ColorRole::Muted);
    label->setFixedWidth(scaled(labelWidth));
    return label;
}

QString presetText(const Preset& preset)
{
    return QStringLiteral("%1 %2").arg(preset.platform, preset.label);
}

} // namespace

RuleEditor::RuleEditor(const Catalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
{
    setObjectName(QStringLiteral("ruleEditor"));
    m_export = makeExport();
    m_tell = makeTell();
    setLayout(column({makeWhen(), m_export, m_tell, makeEnd()}, 12));
    connect(m_type, &QComboBox::currentIndexChanged, this, &RuleEditor::offerActions);
    connect(m_action, &QComboBox::currentIndexChanged, this, &RuleEditor::showAction);
    edit({});
}

QWidget* RuleEditor::makeWhen()
{
    m_type = new QComboBox;
    m_type->setObjectName(QStringLiteral("ruleTypeBox"));
    m_type->setAccessibleName(tr("When"));
    for (const QString& type : ruleTypes())
        m_type->addItem(ruleTypeText(type), type);
    m_campaign = new QLineEdit;
    m_campaign->setObjectName(QStringLiteral("ruleCampaignEdit"));
    m_campaign->setPlaceholderText(tr("any campaign"));
    m_campaign->setAccessibleName(tr("Campaign"));
    m_action = new QComboBox;
    m_action->setObjectName(QStringLiteral("ruleActionBox"));
    m_action->setAccessibleName(tr("Then"));
    return boxed(column({row({lead(tr("When")), Wide{m_type}, new TextLabel(tr("of"), FontRole::Body, ColorRole::Muted),
                             Wide{m_campaign}}),
                            row({lead(tr("then")), Wide{m_action}})},
        8));
}

QWidget* RuleEditor::makeExport()
{
    m_chips = new QWidget;
    m_chips->setObjectName(QStringLiteral("rulePresets"));
    new FlowLayout(m_chips, 8);
    m_addPreset = new ComboButton(tr("Add a size"), ComboButton::Look::Control, m_chips);
    m_addPreset->setObjectName(QStringLiteral("addRulePresetButton"));
    m_addPreset->setCompact(true);
    m_folder = new QLineEdit;
    m_folder->setObjectName(QStringLiteral("ruleFolderEdit"));
    m_folder->setPlaceholderText(tr("Folder on this computer"));
    m_folder->setAccessibleName(tr("Folder"));
    auto* browse = new Button(tr("Choose..."), ButtonKind::Secondary);
    browse->setObjectName(QStringLiteral("chooseRuleFolderButton"));
    connect(m_addPreset, &QAbstractButton::clicked, this, &RuleEditor::openPresets);
    connect(browse, &QAbstractButton::clicked, this, &RuleEditor::chooseFolder);
    return boxed(column({row({lead(tr("with")), Wide{m_chips}}), row({lead(tr("to")), Wide{m_folder}, browse})}, 8));
}

QWidget* RuleEditor::makeTell()
{
    m_address = new QLineEdit;
    m_address->setObjectName(QStringLiteral("ruleAddressEdit"));
    m_address->setPlaceholderText(tr("https://example.com/hook"));
    m_address->setAccessibleName(tr("Address"));
    m_secret = new QLineEdit;
    m_secret->setObjectName(QStringLiteral("ruleSecretEdit"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setAccessibleName(tr("Secret to sign with"));
    m_ownNetwork = new QCheckBox(tr("It may be inside my own network"));
    m_ownNetwork->setObjectName(QStringLiteral("ruleOwnNetworkBox"));
    m_ownNetwork->setAccessibleName(m_ownNetwork->text());
    auto* note =
        new TextLabel(tr("A callback like those of Standard Webhooks, sent again until it is taken. The secret "
                         "is kept in this computer's keyring; without one it is not signed."),
            FontRole::Small, ColorRole::Muted);
    note->setWrapping(true);
    return boxed(column({row({lead(tr("at")), Wide{m_address}}), row({lead({}), Wide{m_ownNetwork}}),
                            row({lead(tr("signed")), Wide{m_secret}}), row({lead({}), Wide{note}})},
        8));
}

QWidget* RuleEditor::makeEnd()
{
    m_problem = new TextLabel(QString(), FontRole::Small, ColorRole::Bad);
    m_problem->setObjectName(QStringLiteral("ruleProblem"));
    m_problem->setWrapping(true);
    m_problem->hide();
    m_save = new Button(QString(), ButtonKind::Secondary);
    m_save->setObjectName(QStringLiteral("saveRuleButton"));
    auto* cancel = new Button(tr("Cancel"), ButtonKind::Quiet);
    cancel->setObjectName(QStringLiteral("cancelRuleButton"));
    connect(m_save, &QAbstractButton::clicked, this, &RuleEditor::save);
    connect(cancel, &QAbstractButton::clicked, this, &RuleEditor::cancelled);
    return boxed(row({Wide{m_problem}, cancel, m_save}));
}

void RuleEditor::setCampaigns(const QStringList& names)
{
    auto* completer = new QCompleter(names, m_campaign);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_campaign->setCompleter(completer);
}

void RuleEditor::edit(const EventRule& rule)
{
    m_rule = rule;
    m_type->setCurrentIndex(std::max(0, m_type->findData(rule.type)));
    m_campaign->setText(rule.campaign);
    offerActions();
    m_action->setCurrentIndex(m_action->findData(static_cast<int>(rule.action)));
    m_folder->setText(QDir::toNativeSeparators(rule.folder));
    m_address->setText(rule.address.toString());
    m_ownNetwork->setChecked(rule.reach == CallbackReach::OwnNetwork);
    m_secret->clear();
    m_secret->setPlaceholderText(
        rule.isSigned ? tr("Kept; paste another one to replace it") : tr("Secret (whsec_…), or nothing"));
    m_save->setText(rule.id.isEmpty() ? tr("Add the rule") : tr("Save the rule"));
    m_problem->hide();
    showPresets();
    showAction();
}

EventRule RuleEditor::written() const
{
    EventRule rule = m_rule;
    if (rule.id.isEmpty())
        rule.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    rule.type = m_type->currentData().toString();
    rule.campaign = m_campaign->text().simplified();
    rule.action = static_cast<RuleAction>(m_action->currentData().toInt());
    rule.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    rule.address = QUrl(m_address->text().trimmed(), QUrl::StrictMode);
    rule.reach = m_ownNetwork->isChecked() ? CallbackReach::OwnNetwork : CallbackReach::Public;
    // Another address has a secret of its own.
    rule.isSigned = !m_secret->text().trimmed().isEmpty() || (m_rule.isSigned && rule.address == m_rule.address);
    rule.sinceMs = QDateTime::currentMSecsSinceEpoch();
    return rule;
}

// What the event cannot lead to is not offered.
void RuleEditor::offerActions()
{
    const QString type = m_type->currentData().toString();
    const QVariant chosen = m_action->currentData();
    {
        const QSignalBlocker quiet(m_action);
        m_action->clear();
        m_action->addItem(tr("tell me"), static_cast<int>(RuleAction::Notify));
        if (canExport(type))
            m_action->addItem(tr("export the pictures"), static_cast<int>(RuleAction::Export));
        m_action->addItem(tr("tell another program"), static_cast<int>(RuleAction::Tell));
        m_action->setCurrentIndex(std::max(0, m_action->findData(chosen)));
    }
    m_campaign->setEnabled(hasCampaign(type));
    if (!hasCampaign(type))
        m_campaign->clear();
    showAction();
}

void RuleEditor::showAction()
{
    const auto action = static_cast<RuleAction>(m_action->currentData().toInt());
    m_export->setVisible(action == RuleAction::Export);
    m_tell->setVisible(action == RuleAction::Tell);
}

void RuleEditor::showPresets()
{
    qDeleteAll(m_chips->findChildren<Chip*>(QString(), Qt::FindDirectChildrenOnly));
    for (const QString& id : std::as_const(m_rule.presets)) {
        const Preset* preset = m_catalog.preset(id);
        auto* chip = new Chip(preset ? presetText(*preset) : id, Chip::Kind::Filter, m_chips);
        chip->setOn(true);
        chip->setRemovable(true);
        m_chips->layout()->addWidget(chip);
        const auto takeOut = [this, id] {
            m_rule.presets.removeAll(id);
            showPresets();
        };
        connect(chip, &Chip::removeRequested, this, takeOut, Qt::QueuedConnection);
        chip->show();
    }
    m_chips->layout()->removeWidget(m_addPreset);
    m_chips->layout()->addWidget(m_addPreset); // behind the last one
    m_addPreset->setText(m_rule.presets.isEmpty() ? tr("Choose sizes") : tr("Add a size"));
}

void RuleEditor::openPresets()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("rulePresetMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString& platform : m_catalog.platforms()) {
        QMenu* sizes = menu->addMenu(platform);
        for (const Preset& preset : m_catalog.presets()) {
            if (preset.platform != platform || m_rule.presets.contains(preset.id))
                continue;
            const QString text =
                QStringLiteral("%1  %2 × %3").arg(preset.label).arg(preset.size.width()).arg(preset.size.height());
            connect(sizes->addAction(text), &QAction::triggered, this, [this, id = preset.id] {
                m_rule.presets.append(id);
                showPresets();
            });
        }
        sizes->setEnabled(!sizes->isEmpty());
    }
    menu->popup(m_addPreset->mapToGlobal(QPoint(0, m_addPreset->height() + 4)));
}

void RuleEditor::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose the folder for the files"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this](const QString& folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
    dialog->open();
}

void RuleEditor::save()
{
    const EventRule rule = written();
    const Result<void> checked = checkRule(rule);
    m_problem->setVisible(!checked);
    if (!checked) {
        m_problem->setText(checked.error().what);
        return;
    }
    const Secret secret(rule.action == RuleAction::Tell ? m_secret->text().trimmed().toUtf8() : QByteArray());
    m_secret->clear();
    Q_EMIT saved(rule, secret);
}

} // namespace batchroom
