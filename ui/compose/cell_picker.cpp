// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/cell_picker.h"

#include "app/compose/cell_values.h"
#include "ui/compose/pick_options.h"
#include "ui/kit/buttons.h"
#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QRandomGenerator>

namespace batchroom {

namespace {

// How own colours are written; taken from the theme, so that it is never a colour of our own.
QString sampleColors()
{
    return QStringLiteral("%1, %2:0.4").arg(theme().accent.name().toUpper(), theme().warn.name().toUpper());
}

} // namespace

CellPicker::CellPicker(const SheetModel& model, const QModelIndex& index, const QString& typed, QWidget* parent)
    : PopupCard(parent)
    , m_model(model)
    , m_row(index.row())
{
    setObjectName(QStringLiteral("cellPicker"));
    setAttribute(Qt::WA_DeleteOnClose);
    setLayout(column({}, 4));
    const SheetColumn asked = model.field(index.column()).column;
    const SheetRow& row = model.sheet().rows[m_row];
    const Model& rowModel = model.modelOf(m_row);
    const PickList list = pickList(row, asked, rowModel, model.catalog(), model.billing());
    addHead(list.title);
    if (asked == SheetColumn::Seed) {
        addSeed(row.cell(asked));
        return;
    }
    if (list.options.isEmpty()) {
        addNothing();
        return;
    }
    auto* options = new OptionList(list.options, list.look);
    options->setAccessibleName(list.title);
    options->choose(list.current);
    options->typeAhead(typed);
    layout()->addWidget(options);
    setFocusProxy(options);
    connect(options, &OptionList::picked, this, &CellPicker::pick);
    if (asked == SheetColumn::Palette)
        addColors(row.cell(asked));
}

void CellPicker::addHead(const QString& title)
{
    auto* keys = new TextLabel(tr("Arrow keys, Enter"), FontRole::Small, ColorRole::Muted);
    auto* head = row({new TextLabel(title, FontRole::SmallMedium, ColorRole::Muted), Stretch{}, Gap{16}, keys}, 8,
        QMargins(12, 6, 12, 4));
    static_cast<QVBoxLayout*>(layout())->addLayout(head);
}

void CellPicker::addNothing()
{
    auto* words = new TextLabel(tr("%1 has no such setting.").arg(m_model.modelOf(m_row).shortName), FontRole::Body);
    words->setContentsMargins(12, 4, 12, 12);
    layout()->addWidget(words);
    setFocusPolicy(Qt::StrongFocus);
}

void CellPicker::addColors(const QString& cell)
{
    auto* colors = new TextField(tr("Own colours"));
    colors->edit()->setObjectName(QStringLiteral("ownColorsEdit"));
    colors->setPlaceholder(tr("Like %1").arg(sampleColors()));
    colors->setHelp(tr("Up to 8, each with its share if you like. Enter takes them."));
    const bool isPreset = m_model.catalog().palettePresets().contains(cell.trimmed(), Qt::CaseInsensitive);
    colors->setText(isPreset ? QString() : cell);
    layout()->addWidget(boxed(column({colors}, 0, QMargins(12, 8, 12, 8))));
    connect(colors->edit(), &QLineEdit::returnPressed, this, [this, colors] {
        const Result<Palette> palette = paletteFromCell(colors->text(), m_model.catalog().palettePresets());
        if (palette || colors->text().trimmed().isEmpty())
            pick(colors->text().trimmed());
        else
            colors->setError(palette.error().what);
    });
}

void CellPicker::addSeed(const QString& cell)
{
    auto* seed = new TextField(tr("Seed"));
    seed->edit()->setObjectName(QStringLiteral("seedEdit"));
    seed->setText(cell.trimmed());
    seed->setPlaceholder(tr("Random"));
    seed->setHelp(tr("The same seed and prompt give nearly the same picture. Further images of the row count up."));
    seed->setMinimumWidth(scaled(264));
    auto* dice = new Button(IconId::Dice, tr("Choose one"));
    auto* random = new Button(tr("Random each time"), ButtonKind::Quiet);
    auto* content = column({seed, row({dice, random, Stretch{}})}, 12, QMargins(12, 4, 12, 12));
    static_cast<QVBoxLayout*>(layout())->addLayout(content);
    setFocusProxy(seed->edit());
    const qint64 largest = m_model.modelOf(m_row).maxSeed - 100; // room for the further images
    connect(dice, &QAbstractButton::clicked, this,
        [seed, largest] { seed->setText(QString::number(QRandomGenerator::global()->bounded(largest))); });
    connect(random, &QAbstractButton::clicked, this, [this] { pick({}); });
    connect(seed->edit(), &QLineEdit::returnPressed, this, [this, seed] { pick(seed->text().trimmed()); });
}

void CellPicker::pick(const QString& cell)
{
    Q_EMIT picked(cell);
    close();
}

} // namespace batchroom
