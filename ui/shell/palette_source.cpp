// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_source.h"

#include "ui/kit/popups.h"

#include <QCoreApplication>
#include <QWidget>

#include <algorithm>

namespace batchroom {

namespace {

const QString actionPrefix = QStringLiteral("action/");
const QString campaignPrefix = QStringLiteral("campaign/");

// The table calls these possible at all times, since a menu that opened on a batch or a job says what they mean.
bool takesWhatIsChosen(const ActionSpec& spec)
{
    switch (spec.id) {
    case ActionId::QueuePauseBatch:
    case ActionId::QueueResumeBatch:
    case ActionId::QueueCancelBatch:
    case ActionId::QueuePriorityFirst:
    case ActionId::QueuePriorityNormal:
    case ActionId::QueuePriorityLater:
    case ActionId::QueueStartAt:
    case ActionId::QueueStartNow:
    case ActionId::QueueSendAgain:
    case ActionId::QueueWriteOff:
    case ActionId::QueueAnswerAll: return true;
    default: return bool(spec.needs & (Possible::Selection | Possible::Single | Possible::Several));
    }
}

bool isInView(const QAction& action)
{
    const QList<QObject*> owners = action.associatedObjects();
    return std::any_of(owners.begin(), owners.end(), [](const QObject* owner) {
        const auto* widget = qobject_cast<const QWidget*>(owner);
        return widget && widget->isVisible();
    });
}

} // namespace

bool isPlaceAction(ActionId id)
{
    return id >= ActionId::GoCompose && id <= ActionId::GoSettings;
}

bool isOffered(const ActionSpec& spec, const ActionCatalog& catalog, Place inView)
{
    const QAction* action = catalog[spec.id];
    if (!action->isEnabled() || !action->isVisible() || spec.id == ActionId::Search)
        return false;
    if (spec.place == Place::Everywhere)
        return true;
    if (isInView(*action))
        return !takesWhatIsChosen(spec) || catalog.possible(spec.place).testFlag(Possible::Selection)
            || spec.place == Place::Lightbox;
    return spec.place != Place::Lightbox && spec.place != inView && !takesWhatIsChosen(spec);
}

QList<PaletteEntry> paletteEntries(
    const ActionCatalog& catalog, Place inView, const QList<CampaignEntry>& campaigns, const QString& currentCampaign)
{
    QList<PaletteEntry> entries;
    for (const ActionSpec& spec : actionTable()) {
        if (!isOffered(spec, catalog, inView))
            continue;
        PaletteEntry entry;
        entry.id = paletteId(spec.id);
        entry.group = isPlaceAction(spec.id) ? PaletteGroup::Places : PaletteGroup::Actions;
        entry.title = actionPhrase(spec);
        if (spec.place != Place::Everywhere)
            entry.where = placeName(spec.place);
        entry.keys = keyText(actionKeys(spec).value(0));
        entry.icon = spec.icon ? static_cast<int>(*spec.icon) : -1;
        entry.isHere = spec.place != Place::Everywhere && isInView(*catalog[spec.id]);
        entry.isDanger = spec.isDanger;
        entries.append(entry);
    }
    const auto addCampaign = [&entries, &currentCampaign](const QString& name, const QString& title) {
        if (name == currentCampaign)
            return;
        PaletteEntry entry;
        entry.id = campaignPaletteId(name);
        entry.group = PaletteGroup::Campaigns;
        entry.title = title;
        entry.icon = static_cast<int>(IconId::Folder);
        entries.append(entry);
    };
    addCampaign(QString(), QCoreApplication::translate("Palette", "All campaigns"));
    for (const CampaignEntry& campaign : campaigns)
        addCampaign(campaign.name, campaign.name);
    return entries;
}

// Kept between two runs: the source words stay when ids are added to the table.
QString paletteId(ActionId action)
{
    const ActionSpec& spec = specOf(action);
    return actionPrefix + QString::number(static_cast<int>(spec.place)) + u'/' + QString::fromUtf8(spec.text);
}

QString campaignPaletteId(const QString& name)
{
    return campaignPrefix + name;
}

std::optional<ActionId> actionOfPalette(const QString& id)
{
    for (const ActionSpec& spec : actionTable())
        if (paletteId(spec.id) == id)
            return spec.id;
    return std::nullopt;
}

std::optional<QString> campaignOfPalette(const QString& id)
{
    if (!id.startsWith(campaignPrefix))
        return std::nullopt;
    return id.mid(campaignPrefix.size());
}

} // namespace batchroom
