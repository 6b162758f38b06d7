// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/action_catalog.h"

#include "ui/kit/popups.h"

#include <QCoreApplication>
#include <QMenu>
#include <QWidget>

namespace batchroom {

const ActionSpec& specOf(ActionId id)
{
    return actionTable()[static_cast<size_t>(id)];
}

namespace {

QString translated(const char* words)
{
    return QCoreApplication::translate("Actions", words).replace(QLatin1StringView("..."), QStringLiteral("…"));
}

} // namespace

QString actionText(const ActionSpec& spec)
{
    return translated(spec.text);
}

QString actionPhrase(const ActionSpec& spec)
{
    return translated(spec.phrase ? spec.phrase : spec.text);
}

QList<QKeySequence> actionKeys(const ActionSpec& spec)
{
    QList<QKeySequence> keys;
    const QStringList parts = QString::fromLatin1(spec.keys).split(QStringLiteral("; "), Qt::SkipEmptyParts);
    for (const QString& part : parts)
        keys.append(QKeySequence::fromString(part, QKeySequence::PortableText));
    return keys;
}

QString placeName(Place place)
{
    switch (place) {
    case Place::Everywhere: return QCoreApplication::translate("Places", "Everywhere");
    case Place::Compose: return QCoreApplication::translate("Places", "Compose");
    case Place::Queue: return QCoreApplication::translate("Places", "Queue");
    case Place::Gallery: return QCoreApplication::translate("Places", "Gallery");
    case Place::Lightbox: return QCoreApplication::translate("Places", "Single picture and compare");
    case Place::Deliver: return QCoreApplication::translate("Places", "Deliver");
    case Place::Events: return QCoreApplication::translate("Places", "Events");
    case Place::Settings: return QCoreApplication::translate("Places", "Settings");
    }
    return {};
}

ActionCatalog::ActionCatalog(QObject* parent)
    : QObject(parent)
{
    for (const ActionSpec& spec : actionTable()) {
        auto* action = new QAction(this);
        // A campaign's or a person's word never gets here, so the only "&" would be ours: there is none.
        action->setText(actionText(spec));
        action->setShortcuts(actionKeys(spec));
        action->setShortcutContext(
            spec.place == Place::Everywhere ? Qt::WindowShortcut : Qt::WidgetWithChildrenShortcut);
        if (spec.icon) {
            action->setIcon(themedIcon(*spec.icon));
            action->setProperty("kitIcon", static_cast<int>(*spec.icon));
        }
        if (spec.isDanger)
            setDanger(action);
        action->setEnabled(spec.needs == Possibilities(Possible::Always));
        m_actions.push_back(action);
    }
}

QAction* ActionCatalog::operator[](ActionId id) const
{
    return m_actions[static_cast<size_t>(id)];
}

QList<QAction*> ActionCatalog::actionsOf(Place place) const
{
    QList<QAction*> actions;
    for (const ActionSpec& spec : actionTable()) {
        if (spec.place == place)
            actions.append((*this)[spec.id]);
    }
    return actions;
}

void ActionCatalog::attach(Place place, QWidget* widget)
{
    widget->addActions(actionsOf(place));
}

void ActionCatalog::setPossible(Place place, Possibilities possible)
{
    m_possible[place] = possible;
    for (const ActionSpec& spec : actionTable()) {
        if (spec.place == place)
            (*this)[spec.id]->setEnabled((spec.needs & possible) == spec.needs);
    }
}

Possibilities ActionCatalog::possible(Place place) const
{
    return m_possible.value(place);
}

QMenu* ActionCatalog::menu(std::initializer_list<std::optional<ActionId>> ids, QWidget* parent) const
{
    auto* menu = new QMenu(parent);
    for (const std::optional<ActionId>& id : ids) {
        if (id)
            menu->addAction((*this)[*id]);
        else
            menu->addSeparator();
    }
    return menu;
}

} // namespace batchroom
