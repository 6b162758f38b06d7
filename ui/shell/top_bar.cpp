// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/top_bar.h"

#include "ui/actions/action_catalog.h"
#include "ui/kit/buttons.h"
#include "ui/kit/fields.h"
#include "ui/kit/icons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/popups.h"
#include "ui/kit/toggles.h"
#include "ui/shell/account_badge.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>

namespace batchroom {

namespace {

constexpr int barHeight = 48;
constexpr int logoWidth = 76;
constexpr int searchWidth = 360;
constexpr int mostCampaignWidth = 220;
constexpr int markSide = 24;

class Mark : public QWidget {
public:
    explicit Mark(QWidget* parent = nullptr)
        : QWidget(parent)
    {
        setFixedWidth(scaled(logoWidth));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.drawPixmap(
            (width() - markSide) / 2, (height() - markSide) / 2, appIconPixmap(markSide, devicePixelRatioF()));
    }
};

} // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent)
    , m_campaignButton(new ComboButton(tr("All campaigns"), ComboButton::Look::Plain))
    , m_search(new SearchField(tr("Search pictures and actions")))
    , m_account(new AccountBadge)
    , m_today(new TextLabel(tr("Today"), FontRole::Body, ColorRole::Muted))
    , m_amount(new TextLabel(Money().toText(), FontRole::BodyMedium))
    , m_capBar(new ProgressBar)
    , m_cap(new TextLabel(QString(), FontRole::Body, ColorRole::Muted))
{
    setObjectName(QStringLiteral("topBar"));
    setFixedHeight(scaled(barHeight));
    m_campaignButton->setObjectName(QStringLiteral("campaignButton"));
    m_campaignButton->setAccessibleName(tr("Campaign"));
    m_campaignButton->setFontRole(FontRole::BodyStrong);
    // A long name would widen the whole window; it is cut, and gives way before the money does.
    m_campaignButton->setMaximumWidth(scaled(mostCampaignWidth));
    m_campaignButton->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_search->setObjectName(QStringLiteral("searchField"));
    m_search->setAccessibleName(tr("Search everywhere"));
    m_search->setKeyHint(keyText(actionKeys(specOf(ActionId::Search)).value(0)));
    m_search->setMaximumWidth(scaled(searchWidth));
    m_amount->setObjectName(QStringLiteral("spendTodayLabel"));
    m_capBar->setFixedWidth(56);

    auto* separator = new Divider(Qt::Vertical);
    separator->setFixedHeight(16);
    QWidget* left = boxed(row({new Mark, m_campaignButton, Stretch{}}, 8));
    QWidget* right =
        boxed(row({Stretch{}, m_account, Aligned{separator}, m_today, m_amount, Aligned{m_capBar}, m_cap}, 8));
    auto* bar = new QGridLayout(this);
    bar->setContentsMargins(0, 0, 16, 0);
    bar->setHorizontalSpacing(12);
    bar->addWidget(left, 0, 0);
    bar->addWidget(m_search, 0, 1);
    bar->addWidget(right, 0, 2);
    bar->setColumnStretch(0, 1);
    bar->setColumnStretch(1, 1);
    bar->setColumnStretch(2, 1);
    connect(m_campaignButton, &QAbstractButton::clicked, this, &TopBar::openCampaigns);
    connect(m_account, &QAbstractButton::clicked, this, &TopBar::accountRequested);
    setAccount(QStringLiteral("sandbox"), KeyState::NotNeeded);
    showSpend({}, std::nullopt);
}

void TopBar::setCampaigns(const QList<CampaignEntry>& campaigns)
{
    m_campaigns = campaigns;
}

void TopBar::setCampaign(const QString& name)
{
    m_campaign = name;
    m_campaignButton->setText(name.isEmpty() ? tr("All campaigns") : name);
    setTooltip(m_campaignButton, name);
}

void TopBar::openCampaigns()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString& text, const QString& name) {
        QAction* action = menu->addAction(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(name == m_campaign);
        connect(action, &QAction::triggered, this, [this, name] { choose(name); });
    };
    add(tr("All campaigns"), QString());
    menu->addSeparator();
    bool hasCurrent = m_campaign.isEmpty();
    for (const CampaignEntry& campaign : m_campaigns) {
        hasCurrent = hasCurrent || campaign.name == m_campaign;
        add(campaign.name, campaign.name);
    }
    if (!hasCurrent)
        add(m_campaign, m_campaign);
    menu->addSeparator();
    QAction* fresh = menu->addAction(themedIcon(IconId::Plus), tr("New campaign…"));
    connect(fresh, &QAction::triggered, this, &TopBar::askForCampaign);
    menu->popup(m_campaignButton->mapToGlobal(QPoint(0, m_campaignButton->height() + 4)));
}

// A campaign exists once a batch belongs to it; until then its name is only chosen.
void TopBar::askForCampaign()
{
    auto* card = new PopupCard(this);
    card->setAttribute(Qt::WA_DeleteOnClose);
    auto* name = new TextField(tr("Name of the campaign"));
    name->edit()->setObjectName(QStringLiteral("newCampaignEdit"));
    name->edit()->setMaxLength(120);
    auto* create = new Button(tr("Create"), ButtonKind::Secondary);
    card->setLayout(column({name, row({Stretch{}, create})}, 12, margins(16)));
    card->setFixedWidth(320);
    const auto accept = [this, card, name] {
        const QString text = name->text().simplified();
        if (text.isEmpty()) {
            name->setError(tr("Give it a name."));
            return;
        }
        card->close();
        choose(text);
    };
    connect(create, &QAbstractButton::clicked, card, accept);
    connect(name->edit(), &QLineEdit::returnPressed, card, accept);
    card->openBelow(m_campaignButton);
    name->edit()->setFocus();
}

void TopBar::choose(const QString& name)
{
    setCampaign(name);
    Q_EMIT campaignChosen(name);
}

void TopBar::setAccount(const QString& account, KeyState key)
{
    if (account == QLatin1StringView("sandbox")) {
        m_account->setLook(IconId::Render3D, ColorRole::Muted, tr("Sandbox"), tr("nothing is charged"));
        return;
    }
    switch (key) {
    case KeyState::Works: m_account->setLook(IconId::Shield, ColorRole::Ok, tr("Ideogram"), tr("key ok")); break;
    case KeyState::Refused:
        m_account->setLook(IconId::Attention, ColorRole::Bad, tr("Ideogram"), tr("key refused"));
        break;
    case KeyState::Missing: m_account->setLook(IconId::Key, ColorRole::Warn, tr("Ideogram"), tr("no key")); break;
    default: m_account->setLook(IconId::Key, ColorRole::Muted, tr("Ideogram"), tr("key not checked yet")); break;
    }
}

void TopBar::showSpend(Money today, std::optional<Money> cap)
{
    m_amount->setText(today.toText());
    m_capBar->setVisible(cap.has_value());
    m_cap->setVisible(cap.has_value());
    if (!cap)
        return;
    const double share = cap->isZero() ? 1.0 : static_cast<double>(today.micros()) / static_cast<double>(cap->micros());
    m_capBar->setFraction(std::min(1.0, share), share >= 0.9 ? ColorRole::Warn : ColorRole::Muted);
    m_cap->setText(tr("of %1").arg(cap->toText()));
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    paintHorizontalLine(painter, 0, width(), height() - 1, theme().line);
}

} // namespace batchroom
