// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/import_bar.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

namespace batchroom {

namespace {

QString offerText(const ImportOffer& offer)
{
    const QString pictures = offer.pictures == 1 ? ImportBar::tr("1 picture made elsewhere.")
                                                 : ImportBar::tr("%1 pictures made elsewhere.").arg(offer.pictures);
    const QString cost = ImportBar::tr("Importing costs nothing here.");
    if (offer.newHosts.isEmpty())
        return pictures + QLatin1Char(' ') + cost;
    const QString hosts = offer.newHosts.join(QStringLiteral(", "));
    return pictures + QLatin1Char(' ')
        + (offer.pictures == 1 ? ImportBar::tr("It is at %1, which is not allowed yet.").arg(hosts)
                               : ImportBar::tr("They are at %1, which is not allowed yet.").arg(hosts))
        + QLatin1Char(' ') + cost;
}

} // namespace

QString importButtonText(const ImportState& state)
{
    const QStringList& hosts = state.offer.newHosts;
    if (hosts.size() == 1)
        return ImportBar::tr("Allow %1 and import").arg(hosts.constFirst());
    if (hosts.size() > 1)
        return ImportBar::tr("Allow %1 hosts and import").arg(hosts.size());
    if (state.task)
        return ImportBar::tr("Import again");
    return state.offer.pictures == 1 ? ImportBar::tr("Import the picture")
                                     : ImportBar::tr("Import %1 pictures").arg(state.offer.pictures);
}

ImportBar::ImportBar(QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(IconId::Gallery, ColorRole::Muted))
    , m_words(new TextLabel(QString(), FontRole::Body))
    , m_show(new Button(tr("Show in Gallery"), ButtonKind::Quiet))
    , m_import(new Button(QString(), ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("importBar"));
    m_words->setObjectName(QStringLiteral("importWords"));
    m_words->setWrapping(true);
    m_show->setObjectName(QStringLiteral("showImportedButton"));
    m_import->setObjectName(QStringLiteral("importPicturesButton"));
    for (Button* button : {m_show, m_import})
        button->setSize(ButtonSize::Small);
    setLayout(row({m_icon, Wide{m_words}, m_show, m_import}, 8));
    connect(m_import, &QAbstractButton::clicked, this, [this] {
        m_import->setEnabled(false);
        Q_EMIT importRequested(m_state.event.id, m_state.offer.newHosts);
    });
    connect(m_show, &QAbstractButton::clicked, this, [this] {
        if (m_state.task && !m_state.task->assets.isEmpty())
            Q_EMIT showAssetRequested(m_state.task->assets.constFirst());
    });
    hide();
}

void ImportBar::clear()
{
    m_state = {};
    hide();
}

void ImportBar::show(const ImportState& state)
{
    m_state = state;
    const bool isAboutPictures = state.offer.pictures > 0 || state.task
        || state.event.event.type == QLatin1StringView("ideogram.generation.completed");
    showWords();
    showButton();
    setVisible(isAboutPictures && !state.isOwn);
}

void ImportBar::showWords()
{
    QString words = offerText(m_state.offer);
    IconId icon = IconId::Gallery;
    ColorRole role = ColorRole::Muted;
    if (m_state.task && m_state.task->tries == 0 && m_state.task->state == EventTaskState::Waiting) {
        words = tr("Importing…");
    } else if (m_state.task) {
        words = m_state.task->outcome;
        const bool isDone = m_state.task->state == EventTaskState::Done;
        const bool isDead = m_state.task->state == EventTaskState::Dead;
        icon = isDone ? IconId::Check : isDead ? IconId::Attention : IconId::Info;
        role = isDone ? ColorRole::Ok : isDead ? ColorRole::Bad : ColorRole::Warn;
    } else if (m_state.offer.pictures == 0) {
        words = m_state.offer.obstacle;
        icon = IconId::Info;
    }
    m_icon->setIconId(icon);
    m_icon->setColorRole(role);
    m_words->setText(words);
    setAccessibleName(words);
}

void ImportBar::showButton()
{
    m_import->setText(importButtonText(m_state));
    m_import->setToolTip(m_state.offer.newHosts.join(QStringLiteral("\n")));
    m_import->setEnabled(true);
    m_import->setVisible(m_state.canImport());
    m_show->setVisible(m_state.task && !m_state.task->assets.isEmpty());
}

} // namespace batchroom
