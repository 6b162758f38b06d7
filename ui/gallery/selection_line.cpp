// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/selection_line.h"

#include "ui/actions/action_catalog.h"
#include "ui/gallery/hint_button.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toast.h"
#include "ui/models/gallery_facts.h"

#include <QLocale>

namespace batchroom {

namespace {

TextLabel* count(ColorRole color)
{
    return new TextLabel(QString(), FontRole::Small, color);
}

QWidget* withIcon(IconId icon, ColorRole color, TextLabel* words)
{
    return boxed(row({new IconLabel(icon, color, 16), words}, 4));
}

} // namespace

SelectionLine::SelectionLine(const GalleryRows& rows, ActionCatalog& actions, QWidget* parent)
    : QWidget(parent)
    , m_rows(rows)
    , m_chosen(new TextLabel(QString(), FontRole::SmallMedium))
    , m_size(count(ColorRole::Muted))
    , m_approved(count(ColorRole::Ok))
    , m_rejected(count(ColorRole::Bad))
    , m_change(count(ColorRole::Warn))
    , m_review(count(ColorRole::Muted))
{
    setObjectName(QStringLiteral("selectionLine"));
    m_chosen->setObjectName(QStringLiteral("chosenCount"));
    m_hints = {new HintButton(actions[ActionId::GalleryApprove], QStringLiteral("P"), tr("approve")),
        new HintButton(actions[ActionId::GalleryReject], QStringLiteral("X"), tr("reject")),
        new HintButton(actions[ActionId::GalleryNeedsChange], QStringLiteral("N"), tr("change")),
        new HintButton(actions[ActionId::GalleryCompare], QStringLiteral("C"), tr("compare"))};
    m_counts = {m_size, withIcon(IconId::Check, ColorRole::Ok, m_approved),
        withIcon(IconId::Close, ColorRole::Bad, m_rejected), withIcon(IconId::Pencil, ColorRole::Warn, m_change),
        m_review};
    auto* surface = new Surface(ColorRole::Panel, Qt::TopEdge);
    surface->setFixedHeight(scaled(40));
    auto* counts = row({m_chosen}, 16);
    for (QWidget* part : m_counts)
        counts->addWidget(part);
    surface->setLayout(
        row({counts, Stretch{}, m_hints[0], m_hints[1], m_hints[2], m_hints[3]}, 4, QMargins(16, 0, 12, 0)));
    // What has no room is hidden, so the line never widens the window.
    surface->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setLayout(column({surface}, 0));
    keepClearOfToasts(this);
    connect(&rows, &GalleryRows::chosenChanged, this, &SelectionLine::refresh);
    connect(&rows, &GalleryRows::rowsChanged, this, &SelectionLine::refresh);
    connect(&rows, &GalleryRows::rowsInserted, this, &SelectionLine::refresh);
    refresh();
}

void SelectionLine::refresh()
{
    const QLocale locale;
    const AssetTotals& totals = m_rows.totals();
    m_chosen->setText(m_rows.chosenCount() > 0
            ? tr("%1 of %2 selected").arg(locale.toString(m_rows.chosenCount()), locale.toString(m_rows.count()))
            : tr("None selected"));
    m_size->setText(tr("%1 shown").arg(bytesText(totals.bytes)));
    m_approved->setText(tr("%1 approved").arg(locale.toString(totals.approved)));
    m_rejected->setText(tr("%1 rejected").arg(locale.toString(totals.rejected)));
    m_change->setText(tr("%1 need change").arg(locale.toString(totals.needChange)));
    m_review->setText(tr("%1 to review").arg(locale.toString(totals.undecided)));
    arrange();
}

void SelectionLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

// In a narrow window the key hints go first, then the counts from the size on.
void SelectionLine::arrange()
{
    int room = width() - 44 - m_chosen->sizeHint().width();
    for (QWidget* part : {m_counts[1], m_counts[2], m_counts[4], m_counts[3], m_counts[0]}) {
        room -= part->sizeHint().width() + 16;
        part->setVisible(room >= 0);
    }
    for (HintButton* hint : m_hints) {
        room -= hint->sizeHint().width() + 4;
        hint->setVisible(room >= 0);
    }
}

} // namespace batchroom
