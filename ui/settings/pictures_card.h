// SPDX-License-Identifier: GPL-3.0-or-later
// Where the pictures of one sender's events may be fetched from, and whether that needs a press. GUI thread.
#pragma once

#include "app/webhooks/import_policy.h"
#include "ui/settings/form.h"

class QLineEdit;

namespace batchroom {

class Switch;
class TextLabel;

// Of the senders whose pictures can be imported.
class PicturesCard : public SettingsCard {
    Q_OBJECT
public:
    explicit PicturesCard(QWidget* parent = nullptr);
    void show(const ImportPolicy& policy);
    // The sender it is about.
    static QString sender();

Q_SIGNALS:
    void edited(const batchroom::ImportPolicy& policy);

private:
    QWidget* makeHosts();
    void addHost();
    void say(const QString& problem);

    ImportPolicy m_policy;
    QWidget* m_chips = nullptr;
    TextLabel* m_none = nullptr;
    QLineEdit* m_edit = nullptr;
    TextLabel* m_problem = nullptr;
    Switch* m_automatic = nullptr;
};

} // namespace batchroom
