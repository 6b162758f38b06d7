// SPDX-License-Identifier: GPL-3.0-or-later
// One rule being written: "When [event] of campaign [any] then [do this]". GUI thread.
#pragma once

#include "app/core/secret.h"
#include "app/webhooks/event_rule.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace batchroom {

class Button;
class Catalog;
class ComboButton;
class TextLabel;

class RuleEditor : public QWidget {
    Q_OBJECT
public:
    explicit RuleEditor(const Catalog& catalog, QWidget* parent = nullptr);
    void setCampaigns(const QStringList& names);
    // Without an id it is a new one.
    void edit(const EventRule& rule);

Q_SIGNALS:
    // The secret is for the keyring alone; empty: none was typed.
    void saved(const batchroom::EventRule& rule, const batchroom::Secret& secret);
    void cancelled();

private:
    QWidget* makeWhen();
    QWidget* makeExport();
    QWidget* makeTell();
    QWidget* makeEnd();
    EventRule written() const;
    void offerActions();
    void showAction();
    void showPresets();
    void openPresets();
    void chooseFolder();
    void save();

    const Catalog& m_catalog;
    EventRule m_rule;
    QComboBox* m_type = nullptr;
    QLineEdit* m_campaign = nullptr;
    QComboBox* m_action = nullptr;
    QWidget* m_export = nullptr;
    QWidget* m_chips = nullptr;
    ComboButton* m_addPreset = nullptr;
    QLineEdit* m_folder = nullptr;
    QWidget* m_tell = nullptr;
    QLineEdit* m_address = nullptr;
    QCheckBox* m_ownNetwork = nullptr;
    QLineEdit* m_secret = nullptr;
    TextLabel* m_problem = nullptr;
    Button* m_save = nullptr;
};

} // namespace batchroom
