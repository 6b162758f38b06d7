// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/difference_pane.h"

#include "ui/gallery/folded_text.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/models/gallery_facts.h"

#include <QGridLayout>

namespace batchroom {

namespace {

constexpr int promptLines = 8;

QString letterOf(int index)
{
    return QString(QChar(u'A' + index));
}

} // namespace

DifferencePane::DifferencePane(const Catalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_count(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
    , m_scroll(new ScrollArea)
    , m_more(new Button(IconId::Wand, QString(), ButtonKind::Secondary))
    , m_keep(new Button(QString(), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("differencePane"));
    m_count->setObjectName(QStringLiteral("differenceCount"));
    m_more->setObjectName(QStringLiteral("moreLikeActiveButton"));
    m_keep->setObjectName(QStringLiteral("keepOneButton"));
    for (Button* button : {m_more, m_keep})
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* head = new Surface(ColorRole::Panel, Qt::BottomEdge);
    head->setFixedHeight(scaled(48));
    head->setLayout(row({new TextLabel(tr("What differs"), FontRole::Section), Stretch{}, m_count}, 8, margins(16, 0)));
    auto* footer = new Surface(ColorRole::Panel, Qt::TopEdge);
    footer->setFixedHeight(scaled(56));
    footer->setLayout(row({Wide{m_more}, Wide{m_keep}}, 8, margins(16, 12)));
    auto* surface = new Surface(ColorRole::Panel, Qt::LeftEdge);
    surface->setLayout(column({head, Wide{m_scroll}, footer}, 0, QMargins(1, 0, 0, 0)));
    setLayout(column({surface}, 0));
    connect(m_more, &QAbstractButton::clicked, this, &DifferencePane::moreLikeThisRequested);
    connect(m_keep, &QAbstractButton::clicked, this, &DifferencePane::keepRequested);
}

void DifferencePane::setAssets(const QList<Asset>& assets, int active)
{
    m_assets = assets;
    fill();
    setActive(active);
}

void DifferencePane::setActive(int active)
{
    m_active = active;
    m_more->setText(tr("More like %1").arg(letterOf(active)));
    m_keep->setText(m_assets.size() == 2 ? tr("Keep %1, reject %2").arg(letterOf(active), letterOf(1 - active))
                                         : tr("Keep %1 only").arg(letterOf(active)));
}

// Two pictures: the name beside their values. More: above them, so that the values have room.
QWidget* DifferencePane::makeTable(const Comparison& comparison)
{
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    const int columns = static_cast<int>(m_assets.size());
    const int first = columns > 2 ? 0 : 1;
    grid->setHorizontalSpacing(first == 0 ? 6 : 8);
    grid->setVerticalSpacing(0);
    if (first == 1)
        grid->setColumnMinimumWidth(0, scaled(76));
    for (int i = 0; i < columns; ++i) {
        grid->addWidget(new TextLabel(letterOf(i), FontRole::SmallMedium, ColorRole::Muted), 0, first + i);
        grid->setColumnStretch(first + i, 1);
    }
    int line = 1;
    bool wasDifferent = true;
    for (const ComparedFact& fact : comparison.facts) {
        if (wasDifferent && !fact.differs) {
            auto* same = new TextLabel(
                columns == 2 ? tr("The same in both") : tr("The same in all"), FontRole::SmallMedium, ColorRole::Muted);
            same->setMinimumHeight(scaled(40));
            same->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
            grid->addWidget(same, line++, 0, 1, first + columns);
        }
        wasDifferent = fact.differs;
        line = fact.differs ? addDifferent(*grid, line, first, fact) : addSame(*grid, line, first + columns, fact);
        grid->addWidget(new Divider, line++, 0, 1, first + columns);
    }
    return table;
}

int DifferencePane::addDifferent(QGridLayout& grid, int line, int first, const ComparedFact& fact)
{
    const bool isAbove = first == 0;
    const int columns = static_cast<int>(m_assets.size());
    auto* name = new TextLabel(fact.name, isAbove ? FontRole::Small : FontRole::Body, ColorRole::Muted);
    name->setMinimumHeight(scaled(isAbove ? 24 : 31));
    if (isAbove)
        name->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
    grid.addWidget(name, isAbove ? line++ : line, 0, 1, isAbove ? columns : 1);
    for (int i = 0; i < columns; ++i) {
        const bool isSeed = fact.field == RecipeField::Seed;
        QString words = fact.values.value(i);
        if (isAbove)
            words.replace(QStringLiteral(" × "), QStringLiteral("×"));
        auto* value = new TextLabel(words,
            isSeed        ? FontRole::Mono
                : isAbove ? FontRole::SmallMedium
                          : FontRole::BodyMedium,
            ColorRole::Text);
        value->setElide(isSeed ? Qt::ElideLeft : Qt::ElideRight); // the last digits of seeds tell them apart
        value->setMinimumHeight(scaled(isAbove ? 24 : 31));
        grid.addWidget(value, line, first + i);
    }
    return line + 1;
}

int DifferencePane::addSame(QGridLayout& grid, int line, int columns, const ComparedFact& fact)
{
    auto* name = new TextLabel(fact.name, FontRole::Body, ColorRole::Muted);
    name->setMinimumHeight(scaled(31));
    auto* value = new TextLabel(fact.values.value(0), FontRole::Body, ColorRole::Muted);
    value->setElide(Qt::ElideRight);
    grid.addWidget(name, line, 0);
    grid.addWidget(value, line, 1, 1, columns - 1);
    return line + 1;
}

void DifferencePane::fill()
{
    const Comparison comparison = compareRecipes(m_assets, m_catalog);
    m_count->setText(tr("%1 of %2").arg(comparison.different).arg(comparison.all));
    auto* content = new Surface(ColorRole::Panel);
    auto* lines = column({makeTable(comparison)}, 4, margins(16, 12));
    lines->addSpacing(12);
    for (int i = 0; i < comparison.prompts.size(); ++i) {
        lines->addWidget(
            new TextLabel(comparison.prompts.size() == 1 ? tr("Prompt, the same") : tr("Prompt of %1").arg(letterOf(i)),
                FontRole::SmallMedium, ColorRole::Muted));
        auto* prompt = new FoldedText(FontRole::Body, ColorRole::Text, promptLines);
        prompt->setText(comparison.prompts[i]);
        lines->addWidget(prompt);
        lines->addSpacing(8);
    }
    lines->addStretch();
    content->setLayout(lines);
    m_scroll->setWidget(content);
}

} // namespace batchroom
