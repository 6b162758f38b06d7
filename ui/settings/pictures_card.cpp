// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/pictures_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"

#include <QLineEdit>
#include <QSignalBlocker>

namespace batchroom {

namespace {

// Who can be written to from here; what was allowed for others in Events can be taken back.
const QString mainSender = QStringLiteral("ideogram-callback");

QString chipText(const QString& sender, const QString& host)
{
    return sender == QLatin1StringView("ideogram") ? PicturesCard::tr("%1, told by Ideogram").arg(host) : host;
}

} // namespace

PicturesCard::PicturesCard(QWidget* parent)
    : SettingsCard(tr("Pictures made elsewhere"),
        tr("What others make and tell of can be imported into the library. It is fetched only from hosts you allow, "
           "and counts as nothing here."),
        parent)
    , m_automatic(new Switch)
{
    addWide(makeHosts());
    m_automatic->setObjectName(QStringLiteral("importAutomaticallySwitch"));
    addRow(tr("Import by itself"),
        tr("As soon as a picture is told of, without a press in Events. Other hosts than these still ask."),
        m_automatic);
    connect(m_automatic, &QCheckBox::toggled, this, [this](bool isOn) {
        m_policies[mainSender].isAutomatic = isOn;
        Q_EMIT edited(mainSender, m_policies.value(mainSender));
    });
    show({});
}

QWidget* PicturesCard::makeHosts()
{
    auto* title = new TextLabel(tr("Hosts that are allowed"), FontRole::BodyMedium);
    auto* help = new TextLabel(
        tr("Each by its own name, https only. Addresses inside a private network are refused; 127.0.0.1 is this "
           "computer."),
        FontRole::Small, ColorRole::Muted);
    help->setWrapping(true);
    m_chips = new QWidget;
    m_chips->setObjectName(QStringLiteral("pictureHosts"));
    new FlowLayout(m_chips, 8);
    m_none = new TextLabel(tr("None yet: nothing is fetched."), FontRole::Small, ColorRole::Muted);
    m_edit = new QLineEdit;
    m_edit->setObjectName(QStringLiteral("pictureHostEdit"));
    m_edit->setPlaceholderText(tr("images.example.com"));
    m_edit->setAccessibleName(tr("Host to allow"));
    auto* add = new Button(tr("Allow"), ButtonKind::Secondary);
    add->setObjectName(QStringLiteral("allowHostButton"));
    add->setEnabled(false);
    m_problem = new TextLabel(QString(), FontRole::Small, ColorRole::Bad);
    m_problem->setObjectName(QStringLiteral("pictureHostProblem"));
    m_problem->setWrapping(true);
    m_problem->hide();
    connect(m_edit, &QLineEdit::textChanged, this, [this, add](const QString& text) {
        add->setEnabled(!text.trimmed().isEmpty());
        say({});
    });
    connect(m_edit, &QLineEdit::returnPressed, add, &QAbstractButton::click);
    connect(add, &QAbstractButton::clicked, this, &PicturesCard::addHost);
    return boxed(column({column({title, help}, 2), m_none, m_chips, row({Wide{m_edit}, add}, 8), m_problem}, 8));
}

void PicturesCard::show(const QMap<QString, ImportPolicy>& bySender)
{
    m_policies = bySender;
    const QSignalBlocker quiet(m_automatic);
    m_automatic->setChecked(bySender.value(mainSender).isAutomatic);
    showHosts();
}

void PicturesCard::showHosts()
{
    qDeleteAll(m_chips->findChildren<Chip*>(QString(), Qt::FindDirectChildrenOnly));
    bool hasHosts = false;
    for (auto policy = m_policies.cbegin(); policy != m_policies.cend(); ++policy) {
        for (const QString& host : policy->hosts) {
            auto* chip = new Chip(chipText(policy.key(), host), Chip::Kind::Filter, m_chips);
            chip->setOn(true);
            chip->setRemovable(true);
            chip->setAccessibleName(tr("%1 is allowed; press to take that back").arg(chip->text()));
            m_chips->layout()->addWidget(chip);
            connect(
                chip, &Chip::removeRequested, this, [this, sender = policy.key(), host] { takeBack(sender, host); },
                Qt::QueuedConnection);
            chip->show();
            hasHosts = true;
        }
    }
    m_chips->setVisible(hasHosts);
    m_none->setVisible(!hasHosts);
}

void PicturesCard::takeBack(const QString& sender, const QString& host)
{
    m_policies[sender].hosts.removeAll(host);
    Q_EMIT edited(sender, m_policies.value(sender));
}

void PicturesCard::addHost()
{
    const Result<QString> host = pictureHost(m_edit->text());
    if (!host) {
        say(host.error().what);
        return;
    }
    m_edit->clear();
    ImportPolicy& policy = m_policies[mainSender];
    if (policy.hosts.contains(*host))
        return;
    policy.hosts.append(*host);
    Q_EMIT edited(mainSender, policy);
}

void PicturesCard::say(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    setInvalid(m_edit, !problem.isEmpty());
}

} // namespace batchroom
