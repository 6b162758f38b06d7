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
        m_policy.isAutomatic = isOn;
        Q_EMIT edited(m_policy);
    });
    show({});
}

QString PicturesCard::sender()
{
    return QStringLiteral("ideogram-callback");
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

void PicturesCard::show(const ImportPolicy& policy)
{
    m_policy = policy;
    const QSignalBlocker quiet(m_automatic);
    m_automatic->setChecked(policy.isAutomatic);
    qDeleteAll(m_chips->findChildren<Chip*>(QString(), Qt::FindDirectChildrenOnly));
    for (const QString& host : policy.hosts) {
        auto* chip = new Chip(host, Chip::Kind::Filter, m_chips);
        chip->setOn(true);
        chip->setRemovable(true);
        chip->setAccessibleName(tr("%1 is allowed; press to take that back").arg(host));
        m_chips->layout()->addWidget(chip);
        const auto takeBack = [this, host] {
            m_policy.hosts.removeAll(host);
            Q_EMIT edited(m_policy);
        };
        connect(chip, &Chip::removeRequested, this, takeBack, Qt::QueuedConnection);
    }
    m_chips->setVisible(!policy.hosts.isEmpty());
    m_none->setVisible(policy.hosts.isEmpty());
}

void PicturesCard::addHost()
{
    const Result<QString> host = pictureHost(m_edit->text());
    if (!host) {
        say(host.error().what);
        return;
    }
    m_edit->clear();
    if (m_policy.hosts.contains(*host))
        return;
    m_policy.hosts.append(*host);
    Q_EMIT edited(m_policy);
}

void PicturesCard::say(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    setInvalid(m_edit, !problem.isEmpty());
}

} // namespace batchroom
