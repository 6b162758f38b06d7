// SPDX-License-Identifier: GPL-3.0-or-later
// The top bar: campaign, global search, account, money of today. GUI thread.
#pragma once

#include "ui/models/work_status.h"

#include <QWidget>

namespace batchroom {

class ComboButton;
class ProgressBar;
class SearchField;
class TextLabel;
class AccountBadge;

enum class KeyState { NotNeeded, Unknown, Works, Refused, Missing };

class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    SearchField* search() const { return m_search; }
    void setCampaigns(const QList<CampaignEntry>& campaigns);
    // None: all campaigns.
    void setCampaign(const QString& name);
    QString campaign() const { return m_campaign; }
    void setAccount(const QString& account, KeyState key);
    void showSpend(Money today, std::optional<Money> cap);
    // As if the person had picked it in the menu.
    void choose(const QString& name);
    void askForCampaign();

Q_SIGNALS:
    void campaignChosen(const QString& name); // empty: all campaigns
    void accountRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void openCampaigns();

    QList<CampaignEntry> m_campaigns;
    QString m_campaign;
    ComboButton* m_campaignButton;
    SearchField* m_search;
    AccountBadge* m_account;
    TextLabel* m_today;
    TextLabel* m_amount;
    ProgressBar* m_capBar;
    TextLabel* m_cap;
};

} // namespace batchroom
