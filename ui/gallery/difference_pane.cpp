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

QWidget* DifferencePane::makeTable(const Comparison& comparison)
{
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    const bool isTight = m_assets.size() > 2;
    grid->setHorizontalSpacing(isTight ? 6 : 8);
    grid->setVerticalSpacing(0);
    grid->setColumnMinimumWidth(0, isTight ? 56 : 76);
    const int columns = static_cast<int>(m_assets.size());
    for (int i = 0; i < columns; ++i) {
        grid->addWidget(new TextLabel(letterOf(i), FontRole::SmallMedium, ColorRole::Muted), 0, i + 1);
        grid->setColumnStretch(i + 1, 1);
    }
    int line = 1;
    bool wasDifferent = true;
    for (const ComparedFact& fact : comparison.facts) {
        if (wasDifferent && !fact.differs) {
            auto* same = new TextLabel(
                columns == 2 ? tr("The same in both") : tr("The same in all"), FontRole::SmallMedium, ColorRole::Muted);
            same->setMinimumHeight(scaled(40));
            same->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
            grid->addWidget(same, line++, 0, 1, columns + 1);
        }
        wasDifferent = fact.differs;
        auto* name = new TextLabel(fact.name, FontRole::Body, ColorRole::Muted);
        name->setMinimumHeight(scaled(31));
        grid->addWidget(name, line, 0);
        for (int i = 0; i < columns; ++i) {
            const bool isSeed = fact.field == RecipeField::Seed;
            auto* value = new TextLabel(fact.values.value(i),
                isSeed             ? FontRole::Mono
                    : fact.differs ? FontRole::BodyMedium
                                   : FontRole::Body,
                fact.differs ? ColorRole::Text : ColorRole::Muted);
            // The last digits of seeds tell them apart.
            value->setElide(isSeed ? Qt::ElideLeft : Qt::ElideRight);
            if (isTight && !isSeed)
                value->setFontRole(fact.differs ? FontRole::SmallMedium : FontRole::Small);
            grid->addWidget(value, line, i + 1);
        }
        ++line;
        grid->addWidget(new Divider, line++, 0, 1, columns + 1);
    }
    return table;
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
