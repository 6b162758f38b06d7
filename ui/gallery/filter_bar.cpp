// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/filter_bar.h"

#include "ui/actions/action_catalog.h"
#include "ui/gallery/choice_card.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/fields.h"
#include "ui/kit/job_state_look.h"
#include "ui/kit/layout.h"

#include <QMenu>

namespace batchroom {

namespace {

using namespace std::chrono_literals;

constexpr auto typingDelay = 150ms;
constexpr int textWidth = 208;
constexpr int gap = 8;
constexpr int longestValue = 28;
constexpr Decision decisions[] = {Decision::None, Decision::Approved, Decision::Rejected, Decision::NeedsChange};

QString shortened(const QStringList& values)
{
    const QString joined = values.join(QStringLiteral(", "));
    if (joined.size() <= longestValue)
        return joined;
    if (values.size() > 1 && values.constFirst().size() < longestValue - 4)
        return FilterBar::tr("%1 and %2 more").arg(values.constFirst(), QString::number(values.size() - 1));
    return joined.left(longestValue - 1) + QStringLiteral("…");
}

} // namespace

FilterBar::FilterBar(const Catalog& catalog, GallerySource& source, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_source(source)
    , m_text(new SearchField(tr("Text in prompts"), this))
    , m_more(new Chip(tr("Filter"), Chip::Kind::Add, this))
    , m_clear(new Button(tr("Clear"), ButtonKind::Quiet, this))
{
    setObjectName(QStringLiteral("filterBar"));
    setFixedHeight(scaled(48));
    m_text->setObjectName(QStringLiteral("filterTextEdit"));
    m_text->setAccessibleName(tr("Text in prompts"));
    m_more->setObjectName(QStringLiteral("moreFiltersButton"));
    m_clear->setObjectName(QStringLiteral("clearFiltersButton"));
    m_clear->setMuted(true);
    m_clear->setSize(ButtonSize::Small);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingDelay);
    const std::array names{"batch", "rating", "model", "style", "aspect", "decision", "exports"};
    for (int i = 0; i < propertyCount; ++i) {
        const auto property = static_cast<Property>(i);
        auto* chip = new Chip(nameOf(property), Chip::Kind::Filter, this);
        chip->setObjectName(QLatin1StringView(names[static_cast<size_t>(i)]) + QStringLiteral("Chip"));
        m_chips[static_cast<size_t>(i)] = chip;
        connect(chip, &Chip::clicked, this, [this, property] { open(property); });
        connect(chip, &Chip::removeRequested, this, [this, property] { clear(property); });
    }
    setTabOrder(m_text, m_chips[0]);
    for (size_t i = 1; i < m_chips.size(); ++i)
        setTabOrder(m_chips[i - 1], m_chips[i]);
    setTabOrder(m_chips.back(), m_more);
    setTabOrder(m_more, m_clear);
    connect(m_more, &Chip::clicked, this, &FilterBar::openMore);
    connect(m_clear, &QAbstractButton::clicked, actions[ActionId::GalleryClearFilters], &QAction::trigger);
    connect(m_text, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_text, &QLineEdit::returnPressed, this, [this] { m_typing.start(0); });
    connect(&m_typing, &QTimer::timeout, this, [this] {
        m_typing.setInterval(typingDelay);
        AssetFilter filter = m_source.look().filter;
        filter.text = m_text->text().trimmed();
        m_source.setFilter(filter);
    });
    connect(&m_source, &GallerySource::lookChanged, this, &FilterBar::refresh);
    refresh();
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

QString FilterBar::nameOf(Property property) const
{
    switch (property) {
    case Batch: return tr("Batch");
    case Rating: return tr("Rating");
    case Model: return tr("Model");
    case Style: return tr("Style");
    case Aspect: return tr("Aspect");
    case DecisionOf: return tr("Decision");
    case Exports: return tr("Exports");
    }
    return {};
}

QList<Choice> FilterBar::choicesOf(Property property) const
{
    const AssetFilter& filter = m_source.look().filter;
    QList<Choice> choices;
    const auto add = [&choices](const QString& key, const QString& words, const QStringList& on) {
        const bool isThere =
            std::any_of(choices.cbegin(), choices.cend(), [&](const Choice& choice) { return choice.key == key; });
        if (!isThere)
            choices.append({key, words, on.contains(key)});
    };
    switch (property) {
    case Rating:
        choices.append({QStringLiteral("0"), tr("Any"), filter.minRating == 0});
        for (int stars = 1; stars <= 4; ++stars)
            choices.append({QString::number(stars), tr("%1 and up").arg(stars), filter.minRating == stars});
        choices.append({QStringLiteral("5"), tr("5 stars only"), filter.minRating == 5});
        break;
    case Model:
        for (const batchroom::Model& model : m_catalog.models())
            add(model.id, model.name, filter.models);
        break;
    case Style:
        for (const batchroom::Model& model : m_catalog.models())
            for (const StyleOption& style : model.styles)
                add(style.id, style.label, filter.styles);
        break;
    case Aspect:
        for (const batchroom::Model& model : m_catalog.models())
            for (const AspectOption& aspect : model.aspects)
                add(aspect.id, aspect.id, filter.aspects);
        break;
    case DecisionOf:
        for (const Decision decision : decisions)
            choices.append({decisionName(decision), lookOf(decision).word, filter.decisions.contains(decision)});
        break;
    case Exports:
        choices.append({QString(), tr("Any"), !filter.hasExports});
        choices.append({QStringLiteral("yes"), tr("With exports"), filter.hasExports == true});
        choices.append({QStringLiteral("no"), tr("Without exports"), filter.hasExports == false});
        break;
    case Batch: break;
    }
    return choices;
}

QString FilterBar::valueOf(Property property) const
{
    const AssetFilter& filter = m_source.look().filter;
    if (property == Rating)
        return filter.minRating == 0 ? QString()
            : filter.minRating == 5  ? tr("5 stars")
                                     : tr("%1 and up").arg(filter.minRating);
    if (property == Exports)
        return !filter.hasExports ? QString() : *filter.hasExports ? tr("yes") : tr("none");
    QStringList values;
    if (property == Batch) {
        for (const BatchId batch : filter.batches) {
            const QString name = m_source.batchName(batch);
            values.append(name.isEmpty() ? QStringLiteral("…") : name);
        }
    } else {
        for (const Choice& choice : choicesOf(property))
            if (choice.isOn)
                values.append(choice.words);
    }
    return shortened(values);
}

void FilterBar::refresh()
{
    const AssetFilter& filter = m_source.look().filter;
    if (m_text->text().trimmed() != filter.text) {
        const QSignalBlocker quiet(m_text);
        m_text->setText(filter.text);
        m_text->update();
    }
    for (int i = 0; i < propertyCount; ++i) {
        const auto property = static_cast<Property>(i);
        Chip* chip = m_chips[static_cast<size_t>(i)];
        const QString value = valueOf(property);
        chip->setOn(!value.isEmpty());
        chip->setText(value.isEmpty() ? nameOf(property) : tr("%1: %2").arg(nameOf(property), value));
    }
    m_clear->setVisible(m_source.hasFilters());
    arrange();
}

void FilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

// Chips that are on always have a place; the others as long as there is room, the last ones go first.
void FilterBar::arrange()
{
    int room =
        width() - 32 - m_more->sizeHint().width() - (m_clear->isHidden() ? 0 : m_clear->sizeHint().width() + gap);
    for (const Chip* chip : m_chips)
        if (chip->isOn())
            room -= chip->sizeHint().width() + gap;
    const int textRoom = std::clamp(room - gap, 96, scaled(textWidth));
    room -= textRoom + gap;
    int x = 16;
    const auto place = [&](QWidget* widget, int width) {
        const int height = widget->sizeHint().height();
        widget->setGeometry(x, (this->height() - height) / 2, width, height);
        x += width + gap;
    };
    m_text->setMinimumWidth(0);
    place(m_text, textRoom);
    for (int i = 0; i < propertyCount; ++i) {
        Chip* chip = m_chips[static_cast<size_t>(i)];
        const int width = chip->sizeHint().width();
        const bool fits = chip->isOn() || (i != Exports && room >= width + gap);
        if (!chip->isOn())
            room = fits ? room - width - gap : 0;
        chip->setVisible(fits);
        if (fits)
            place(chip, width);
    }
    place(m_more, m_more->sizeHint().width());
    x = std::max(x, width() - 16 - m_clear->sizeHint().width());
    place(m_clear, m_clear->sizeHint().width());
}

void FilterBar::open(Property property)
{
    if (property != Batch) {
        openChoices(property, choicesOf(property));
        return;
    }
    m_source.askForBatches(this, [this](const QList<BatchChoice>& batches) {
        QList<Choice> choices;
        for (const BatchChoice& batch : batches)
            choices.append({batch.id.toString(), batch.name, m_source.look().filter.batches.contains(batch.id)});
        openChoices(Batch, choices);
    });
}

void FilterBar::openMore()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < propertyCount; ++i) {
        const auto property = static_cast<Property>(i);
        if (!m_chips[static_cast<size_t>(i)]->isOn())
            connect(menu->addAction(nameOf(property)), &QAction::triggered, this, [this, property] { open(property); });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 4)));
}

void FilterBar::openChoices(Property property, const QList<Choice>& choices)
{
    const auto mode = property == Rating || property == Exports ? ChoiceCard::Mode::One : ChoiceCard::Mode::Several;
    auto* card = new ChoiceCard(nameOf(property), choices, mode, this);
    connect(card, &ChoiceCard::chosen, this, [this, property](const QStringList& keys) { take(property, keys); });
    const Chip* chip = m_chips[static_cast<size_t>(property)];
    card->openBelow(chip->isVisible() ? m_chips[static_cast<size_t>(property)] : m_more);
}

void FilterBar::take(Property property, const QStringList& keys)
{
    AssetFilter filter = m_source.look().filter;
    switch (property) {
    case Batch:
        filter.batches.clear();
        for (const QString& key : keys)
            filter.batches.append(BatchId{key.toLongLong()});
        break;
    case Rating: filter.minRating = keys.value(0).toInt(); break;
    case Model: filter.models = keys; break;
    case Style: filter.styles = keys; break;
    case Aspect: filter.aspects = keys; break;
    case DecisionOf:
        filter.decisions.clear();
        for (const QString& key : keys)
            if (const std::optional<Decision> decision = decisionFromName(key))
                filter.decisions.append(*decision);
        break;
    case Exports:
        filter.hasExports.reset();
        if (const QString key = keys.value(0); !key.isEmpty())
            filter.hasExports = key == QLatin1StringView("yes");
        break;
    }
    m_source.setFilter(filter);
}

void FilterBar::clear(Property property)
{
    take(property, {});
}

} // namespace batchroom
