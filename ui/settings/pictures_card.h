// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pictures that others tell of may be fetched from, and whether that needs a press. GUI thread.
#pragma once

#include "app/webhooks/import_policy.h"
#include "ui/settings/form.h"

class QLineEdit;

namespace batchroom {

class Switch;
class TextLabel;

class PicturesCard : public SettingsCard {
    Q_OBJECT
public:
    explicit PicturesCard(QWidget* parent = nullptr);
    void show(const QMap<QString, ImportPolicy>& bySender);

Q_SIGNALS:
    void edited(const QString& sender, const batchroom::ImportPolicy& policy);

private:
    QWidget* makeHosts();
    void showHosts();
    void takeBack(const QString& sender, const QString& host);
    void addHost();
    void say(const QString& problem);

    QMap<QString, ImportPolicy> m_policies; // by sender
    QWidget* m_chips = nullptr;
    TextLabel* m_none = nullptr;
    QLineEdit* m_edit = nullptr;
    TextLabel* m_problem = nullptr;
    Switch* m_automatic = nullptr;
};

} // namespace batchroom
