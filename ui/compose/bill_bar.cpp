// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/bill_bar.h"

#include "ui/actions/action_catalog.h"
#include "ui/compose/counted.h"
#include "ui/compose/model_shares.h"
#include "ui/compose/problem_button.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/popups.h"
#include "ui/kit/toast.h"

#include <QLocale>

#include <chrono>

namespace batchroom {

QString durationText(std::chrono::milliseconds duration)
{
    const auto seconds = static_cast<int>((duration.count() + 999) / 1000);
    if (seconds < 60)
        return BillBar::tr("%1 s").arg(seconds);
    if (seconds < 600) // to 5 seconds: more would be a promise
        return seconds % 60 < 5 ? BillBar::tr("%1 min").arg(seconds / 60)
                                : BillBar::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60 / 5 * 5);
    if (seconds < 3600)
        return BillBar::tr("%1 min").arg(seconds / 60);
    return BillBar::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

BillFact::BillFact(const QString& title, QWidget* value, QWidget* parent)
    : QWidget(parent)
{
    setLayout(column({Stretch{}, new TextLabel(title, FontRole::Small, ColorRole::Muted), value, Stretch{}}, 2));
    value->setAccessibleDescription(title);
}

BillBar::BillBar(ActionCatalog& actions, QWidget* parent)
    : Surface(ColorRole::Panel, Qt::TopEdge, parent)
    , m_actions(actions)
    , m_images(new TextLabel({}, FontRole::BodyStrong))
    , m_shares(new ModelShares)
    , m_left(new TextLabel({}, FontRole::BodyMedium))
    , m_duration(new TextLabel({}, FontRole::BodyMedium))
    , m_source(new TextLabel({}, FontRole::Small, ColorRole::Muted))
    , m_warnings(new ProblemButton(IconId::Warn, ColorRole::Warn))
    , m_errors(new ProblemButton(IconId::Attention, ColorRole::Bad))
    , m_queue(new Button({}, ButtonKind::Primary))
    , m_later(new IconButton(IconId::Clock, tr("Start later…")))
{
    setObjectName(QStringLiteral("billBar"));
    setFixedHeight(scaled(72));
    keepClearOfToasts(this);
    m_images->setObjectName(QStringLiteral("billImages"));
    m_left->setObjectName(QStringLiteral("billLeftToday"));
    m_source->setObjectName(QStringLiteral("priceSource"));
    m_warnings->setObjectName(QStringLiteral("warningsButton"));
    m_errors->setObjectName(QStringLiteral("errorsButton"));
    m_queue->setObjectName(QStringLiteral("queueNowButton"));
    m_queue->setSize(ButtonSize::Large);
    m_later->setObjectName(QStringLiteral("queueLaterButton"));
    m_later->setSide(40);
    m_sharesFact = new BillFact(tr("Price by model"), m_shares);
    m_leftFact = new BillFact(tr("Left of today’s cap"), m_left);
    m_durationFact = new BillFact(tr("Takes about"), m_duration);
    auto* order = row({m_source, row({m_errors, m_warnings}), row({m_queue, m_later}, 4)}, 12);
    setLayout(row({new BillFact(tr("Images"), m_images), m_sharesFact, m_leftFact, m_durationFact, Stretch{}, order},
        24, margins(16, 0)));
    connect(m_warnings, &QAbstractButton::clicked, this, &BillBar::nextWarningRequested);
    connect(m_errors, &QAbstractButton::clicked, this, &BillBar::nextErrorRequested);
    connect(m_queue, &QAbstractButton::clicked, actions[ActionId::ComposeQueueNow], &QAction::trigger);
    connect(actions[ActionId::ComposeQueueNow], &QAction::triggered, this, &BillBar::queueRequested);
    connect(m_later, &QAbstractButton::clicked, actions[ActionId::ComposeQueueLater], &QAction::trigger);
    connect(actions[ActionId::ComposeQueueLater], &QAction::triggered, this, &BillBar::queueLaterRequested);
    setTooltip(m_later, tr("Start later…"), actions[ActionId::ComposeQueueLater]->shortcut());
    setTooltip(m_queue, tr("Queue the sheet"), actions[ActionId::ComposeQueueNow]->shortcut());
    setState({});
}

void BillBar::setState(const State& state)
{
    m_state = state;
    const SheetBill& bill = state.bill;
    const QLocale locale;
    m_images->setText(state.isCounting ? tr("counting…") : locale.toString(bill.images));
    m_shares->setShares(bill.models, bill.isFree);
    m_left->setText(state.leftToday ? state.leftToday->toText() : QString());
    const bool passesCap = state.leftToday && *state.leftToday < bill.total;
    m_left->setColorRole(passesCap ? ColorRole::Warn : ColorRole::Text);
    m_left->setToolTip(passesCap ? tr("More than is left today: the queue stops before the first image that would pass "
                                      "the cap and asks you.")
                                 : QString());
    m_duration->setText(bill.images == 0 ? QStringLiteral("–") : durationText(bill.duration(state.places)));
    if (bill.isFree || bill.images == 0)
        m_source->setText({});
    else
        m_source->setText(bill.isQuoted
                ? tr("quoted")
                : tr("price list of %1")
                      .arg(locale.toString(QDate::fromString(bill.priceDate, Qt::ISODate), QLocale::ShortFormat)));
    m_source->setToolTip(bill.isQuoted ? tr("Ideogram was asked for these prices just now.")
                                       : tr("Ideogram's own price list; a quote replaces it when there is a key."));
    refreshProblems();
    refreshButton();
    dropWhatDoesNotFit();
}

QWidget* BillBar::queueButton() const
{
    return m_queue;
}

void BillBar::refreshProblems()
{
    const SheetBill& bill = m_state.bill;
    m_warnings->setText(counted(bill.warnings, tr("1 warning"), tr("%1 warnings")));
    m_errors->setText(counted(bill.errors, tr("1 cell to mend"), tr("%1 cells to mend")));
    setTooltip(m_warnings, tr("Something that was typed is not sent. Go to the next one"), QString());
    setTooltip(m_errors, tr("The sheet cannot be queued with these. Go to the next one"), QString());
}

void BillBar::refreshButton()
{
    const SheetBill& bill = m_state.bill;
    const QString images = counted(bill.images, tr("Queue 1 image"), tr("Queue %1 images"));
    QString text = bill.isFree ? tr("%1 · free").arg(images) : tr("%1 · %2").arg(images, bill.total.toText());
    if (bill.images == 0)
        text = tr("Nothing to queue");
    if (m_state.isQueuing)
        text = tr("Queuing…");
    m_queue->setText(text);
    const bool isReady = bill.images > 0 && bill.errors == 0 && !m_state.isCounting && !m_state.isPressed;
    m_queue->setEnabled(isReady);
    m_later->setEnabled(isReady);
    m_queue->setAccessibleDescription(bill.errors > 0 ? m_errors->text() : QString());
    Possibilities possible = m_actions.possible(Place::Compose);
    if (possible.testFlag(Possible::Ready) != isReady)
        m_actions.setPossible(Place::Compose, possible.setFlag(Possible::Ready, isReady));
}

// The button and the number of images always; the rest in the order of what is missed least.
void BillBar::dropWhatDoesNotFit()
{
    m_sharesFact->setVisible(true);
    m_leftFact->setVisible(m_state.leftToday.has_value());
    m_durationFact->setVisible(true);
    m_source->setVisible(!m_source->text().isEmpty());
    m_warnings->setVisible(m_state.bill.warnings > 0);
    m_errors->setVisible(m_state.bill.errors > 0);
    for (QWidget* fact : {static_cast<QWidget*>(m_source), m_durationFact, m_sharesFact, m_leftFact}) {
        layout()->invalidate();
        if (layout()->sizeHint().width() <= width())
            return;
        fact->setVisible(false);
    }
}

void BillBar::resizeEvent(QResizeEvent* event)
{
    Surface::resizeEvent(event);
    dropWhatDoesNotFit();
}

} // namespace batchroom
