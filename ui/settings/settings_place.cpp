// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_place.h"

#include "app/catalog/catalog.h"
#include "app/core/log.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/money_edit.h"
#include "ui/kit/toast.h"
#include "ui/kit/toggles.h"
#include "ui/settings/listener_card.h"
#include "ui/settings/notices_card.h"
#include "ui/settings/pictures_card.h"
#include "ui/settings/public_address_card.h"
#include "ui/settings/rules_card.h"

#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QSpinBox>
#include <QUrl>

namespace batchroom {

namespace {

constexpr int columnWidth = 720;
constexpr int mostPlaces = 50;

// Model prices are facts with a date; people want to see how old they are.
QString priceDates(const Catalog& catalog)
{
    QStringList dates;
    for (const Model& model : catalog.models())
        if (!dates.contains(model.prices.date))
            dates.append(model.prices.date);
    dates.sort();
    if (dates.size() < 2)
        return dates.isEmpty() ? QString() : dates.constFirst();
    return dates.constFirst() + QStringLiteral(" – ") + dates.constLast();
}

} // namespace

SettingsPlace::SettingsPlace(const Catalog& catalog, PreferencesStore& preferences, KeyStore& keys, JobQueue&,
    ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_preferences(preferences)
    , m_actions(actions)
    , m_account(new AccountCard(preferences, keys))
    , m_notices(new NoticesCard(preferences))
    , m_listener(new ListenerCard(preferences, keys))
    , m_publicAddress(new PublicAddressCard(preferences))
    , m_pictures(new PicturesCard)
    , m_rules(new RulesCard(catalog))
{
    setObjectName(QStringLiteral("settingsPlace"));
    actions.attach(Place::Settings, this);
    auto* title = new TextLabel(tr("Settings"), FontRole::Title);
    auto* bar = new Surface(ColorRole::Window, Qt::BottomEdge);
    bar->setFixedHeight(scaled(48));
    bar->setLayout(row({title, Stretch{}}, 8, margins(16, 0)));

    m_cards = new QWidget;
    m_cards->setObjectName(QStringLiteral("settingsCards"));
    m_cards->setMaximumWidth(scaled(columnWidth));
    m_cards->setLayout(column({m_account, makeCaps(), makeQueue(), m_notices, m_rules, m_listener, m_publicAddress,
                                  m_pictures, makeAppearance(), makeLibrary(), makeAbout(), Stretch{}},
        16));
    QWidget* middle = boxed(row({Stretch{}, Wide{m_cards, 1000}, Stretch{}}, 0, margins(16, 24)));
    auto* scroll = new ScrollArea(middle);
    setLayout(column({bar, Wide{scroll}}, 0));
    setFocusProxy(scroll);          // not its first control: a key pressed too early would choose another account
    setFocusPolicy(Qt::ClickFocus); // a limit that was typed counts once one clicks beside it
    connect(m_account, &AccountCard::keyChanged, this, &SettingsPlace::keyChanged);
    connect(&m_account->adminKey(), &AdminKeyRow::sessionKeyChanged, this, &SettingsPlace::adminKeyForSessionChanged);
    connect(m_notices, &NoticesCard::testRequested, this, &SettingsPlace::testNoticeRequested);
    connect(m_rules, &RulesCard::ruleSaved, this, &SettingsPlace::ruleSaved);
    connect(m_rules, &RulesCard::ruleRemoved, this, &SettingsPlace::ruleRemoved);
    connect(m_pictures, &PicturesCard::edited, this, &SettingsPlace::pictureHostsChanged);
    connect(m_listener, &ListenerCard::secretChanged, this, &SettingsPlace::callbackSecretChanged);
    connect(actions[ActionId::SettingsAddKey], &QAction::triggered, m_account, &AccountCard::focusKey);
}

void SettingsPlace::showEvents(const EventSettings& settings)
{
    m_pictures->show(settings.imports);
    m_rules->show(settings.rules);
}

void SettingsPlace::setCampaigns(const QStringList& names)
{
    m_rules->setCampaigns(names);
}

void SettingsPlace::setKeyCheck(KeyCheck check)
{
    m_account->setKeyCheck(std::move(check));
}

void SettingsPlace::setAdminKeyCheck(AdminKeyCheck check)
{
    m_account->adminKey().setCheck(std::move(check));
}

void SettingsPlace::showTestNotice(bool isShown)
{
    m_notices->showTest(isShown);
}

void SettingsPlace::setTrayQuestion(std::function<bool()> isMissing)
{
    m_notices->setTrayQuestion(std::move(isMissing));
}

void SettingsPlace::change(const std::function<void(Preferences&)>& edit)
{
    Preferences preferences = m_preferences.current();
    edit(preferences);
    m_preferences.save(preferences);
}

QWidget* SettingsPlace::makeCaps()
{
    auto* card = new SettingsCard(tr("Spend caps"),
        tr("The queue holds before the first image that would pass a cap. Images on the Sandbox do not count."));
    const Preferences::Caps caps = m_preferences.current().caps;
    auto* batch = new MoneyEdit(caps.batch);
    batch->setObjectName(QStringLiteral("batchCapEdit"));
    auto* day = new MoneyEdit(caps.day);
    day->setObjectName(QStringLiteral("dayCapEdit"));
    auto* month = new MoneyEdit(caps.month);
    month->setObjectName(QStringLiteral("monthCapEdit"));
    card->addRow(tr("Each batch"), tr("Counts for batches that are queued from now on."), batch);
    card->addRow(tr("Each day"), tr("From midnight to midnight on this computer."), day);
    card->addRow(tr("Each month"), tr("From the first day of the month."), month);
    connect(batch, &MoneyEdit::amountChanged, this,
        [this](std::optional<Money> amount) { change([&](Preferences& edited) { edited.caps.batch = amount; }); });
    connect(day, &MoneyEdit::amountChanged, this,
        [this](std::optional<Money> amount) { change([&](Preferences& edited) { edited.caps.day = amount; }); });
    connect(month, &MoneyEdit::amountChanged, this,
        [this](std::optional<Money> amount) { change([&](Preferences& edited) { edited.caps.month = amount; }); });
    return card;
}

QWidget* SettingsPlace::makeQueue()
{
    auto* card = new SettingsCard(tr("Queue"), QString());
    auto* places = new QSpinBox;
    places->setObjectName(QStringLiteral("placesSpinBox"));
    places->setRange(1, mostPlaces);
    places->setValue(m_preferences.current().queue.placeLimit);
    places->setFixedWidth(scaled(96));
    card->addRow(tr("Images at a time"),
        tr("Ideogram allows 10 for an organisation. When it allows fewer, the queue takes less by itself."), places);
    connect(places, &QSpinBox::valueChanged, this,
        [this](int value) { change([&](Preferences& edited) { edited.queue.placeLimit = value; }); });
    return card;
}

QWidget* SettingsPlace::makeAppearance()
{
    auto* card = new SettingsCard(tr("Appearance"), QString());
    auto* theme = new SegmentedControl({tr("System"), tr("Light"), tr("Dark")});
    theme->setObjectName(QStringLiteral("themeSegments"));
    theme->setCurrent(static_cast<int>(m_preferences.current().appearance.theme));
    card->addRow(tr("Theme"), tr("System follows the colours of your desktop."), theme);
    connect(theme, &SegmentedControl::currentChanged, this, [this](int index) {
        change([&](Preferences& edited) { edited.appearance.theme = static_cast<ThemeChoice>(index); });
    });
    return card;
}

QWidget* SettingsPlace::makeLibrary()
{
    auto* card = new SettingsCard(tr("Library"), tr("One folder that holds every picture, the queue and its books."));
    auto* open = new Button(IconId::Folder, tr("Open folder"), ButtonKind::Secondary);
    auto* choose = new Button(tr("Other folder…"), ButtonKind::Quiet);
    choose->setObjectName(QStringLiteral("chooseLibraryButton"));
    m_libraryPlace = new TextLabel(QString(), FontRole::Mono);
    m_libraryPlace->setElide(Qt::ElideMiddle);
    m_librarySize = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    card->addWide(boxed(row({Wide{boxed(column({m_libraryPlace, m_librarySize}, 2))}, choose, open}, 8)));
    connect(open, &QAbstractButton::clicked, m_actions[ActionId::SettingsOpenLibrary], &QAction::trigger);
    connect(m_actions[ActionId::SettingsOpenLibrary], &QAction::triggered, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_libraryFolder)); });
    connect(choose, &QAbstractButton::clicked, this, &SettingsPlace::chooseLibrary);
    return card;
}

QWidget* SettingsPlace::makeAbout()
{
    auto* card = new SettingsCard(tr("About"), QString());
    const QString facts =
        tr("Batchroom %1 · Qt %2 · prices as listed on %3")
            .arg(QStringLiteral(BATCHROOM_VERSION), QString::fromLatin1(qVersion()), priceDates(m_catalog));
    auto* words = new TextLabel(facts, FontRole::Small, ColorRole::Muted);
    words->setWrapping(true);
    card->addWide(words);
    auto* diagnostics = new Button(IconId::Info, tr("Save a diagnostics file…"), ButtonKind::Secondary);
    diagnostics->setObjectName(QStringLiteral("diagnosticsButton"));
    diagnostics->setToolTip(tr("For whoever helps you. It holds no keys, no prompts and no links."));
    auto* logs = new Button(tr("Open the log folder"), ButtonKind::Quiet);
    logs->setObjectName(QStringLiteral("openLogsButton"));
    card->addWide(boxed(row({diagnostics, logs, Stretch{}}, 8)));
    connect(diagnostics, &QAbstractButton::clicked, m_actions[ActionId::CopyDiagnostics], &QAction::trigger);
    connect(logs, &QAbstractButton::clicked, m_actions[ActionId::SettingsOpenLogs], &QAction::trigger);
    connect(m_actions[ActionId::SettingsOpenLogs], &QAction::triggered, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(log::fileIn(m_libraryFolder)).path())); });
    return card;
}

void SettingsPlace::setLibraryFacts(const QString& folder, int pictures, qint64 bytes)
{
    m_libraryFolder = folder;
    m_libraryPlace->setText(QDir::toNativeSeparators(folder));
    const QLocale locale;
    m_librarySize->setText(
        tr("%1 pictures · %2")
            .arg(locale.toString(pictures), locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat)));
}

void SettingsPlace::chooseLibrary()
{
    auto* dialog = new QFileDialog(this, tr("Choose a library folder"), m_libraryFolder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        change([&](Preferences& edited) { edited.library.folder = folder; });
        auto* known = window()->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
        Toast* toast = known ? known : new Toast(window());
        toast->show(tr("Batchroom opens “%1” at the next start. This library stays as it is.")
                        .arg(QDir::toNativeSeparators(folder)),
            IconId::Folder, ColorRole::Text);
        Q_EMIT libraryFolderChosen(folder);
    });
    dialog->open();
}

void SettingsPlace::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_cards->setMaximumWidth(scaled(columnWidth));
}

void SettingsPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_wasShown)
        return;
    m_wasShown = true;
    m_account->refresh();
    m_listener->refresh();
}

} // namespace batchroom
