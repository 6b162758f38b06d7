// SPDX-License-Identifier: GPL-3.0-or-later
// The bill and the one button: what a sheet costs, what is asked before it is queued, what is said afterwards.
#include "app/compose/samples.h"
#include "app/compose/sheet_builder.h"
#include "app/queue/job_queue.h"
#include "app/settings/preferences.h"
#include "ui/compose/bill_bar.h"
#include "ui/compose/brief_pane.h"
#include "ui/compose/compose_place.h"
#include "ui/compose/counted.h"
#include "ui/compose/duplicate_card.h"
#include "ui/compose/first_start.h"
#include "ui/compose/queue_press.h"
#include "ui/compose/sheet_view.h"
#include "ui/kit/start_time_card.h"
#include "ui/models/queue_words.h"
#include "ui/models/sheet_model.h"

#include <QDateTime>
#include <QLocale>

namespace batchroom {

void ComposePlace::connectPress()
{
    connect(m_press, &QueuePress::stepChanged, this, [this] {
        m_firstStart->setBusy(m_press->isBusy());
        refreshBill();
    });
    connect(m_press, &QueuePress::failed, this, &ComposePlace::complain);
    connect(m_press, &QueuePress::duplicatesFound, this, &ComposePlace::askAboutDuplicates);
    connect(m_press, &QueuePress::stopped, this, [this] { m_isQueuingSamples = false; });
    connect(m_press, &QueuePress::queued, this, [this](int images, qint64 startMs) {
        m_hasJobs = true;
        if (std::exchange(m_isQueuingSamples, false))
            openSheet(firstStartSheet().rows);
        const QString words = counted(images, tr("1 image queued"), tr("%1 images queued"));
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        say(startMs > now ? tr("%1 to start %2").arg(words, startTimeWords(startMs, now)) : words, false);
        Q_EMIT queued(images);
    });
}

void ComposePlace::askAboutDuplicates(const DuplicateWork& found, int images)
{
    const bool isFree = billingOf(m_preferences.current().accounts.active) == Billing::Free;
    auto* card = new DuplicateCard(found, images, isFree, this);
    connect(card, &DuplicateCard::answered, m_press, &QueuePress::answer);
    connect(card, &DuplicateCard::answered, this, [this] {
        if (isVisible())
            setFocus(Qt::OtherFocusReason);
    });
    card->open();
}

void ComposePlace::noteSpend(const SpendSummary& spend)
{
    m_spend.insert(spend.account, spend);
    refreshBill();
}

void ComposePlace::refreshBill()
{
    BillBar::State state;
    state.bill = m_sheet->bill();
    state.isCounting = m_sheet->isCounting();
    state.isPressed = m_press->isBusy();
    state.isQueuing = m_press->isQueuing();
    state.places = m_preferences.current().queue.placeLimit;
    const Preferences& preferences = m_preferences.current();
    if (!state.bill.isFree && preferences.caps.day) {
        const SpendSummary spend = m_spend.value(preferences.accounts.active);
        const Money left = *preferences.caps.day - spend.today - spend.committed;
        state.leftToday = std::max(left, Money());
    }
    m_bill->setState(state);
    m_brief->setRoom(static_cast<int>(maxSheetRows) - m_sheet->rowCount());
}

bool ComposePlace::isSheetRight()
{
    m_view->commitEditor();
    if (m_sheet->bill().errors == 0)
        return true;
    m_view->goTo(m_sheet->nextIssue(CellIssue::Severity::Error, {}));
    return false;
}

void ComposePlace::askForStart()
{
    if (!isSheetRight())
        return;
    QList<StartTimeCard::Choice> choices;
    for (const StartChoice& choice : startChoices(QDateTime::currentMSecsSinceEpoch()))
        choices.append({choice.words, QDateTime::fromMSecsSinceEpoch(choice.startMs)});
    auto* card = new StartTimeCard(tr("Queue it, and start at"), choices, this);
    connect(card, &StartTimeCard::chosen, this, [this](const QDateTime& at) { queueSheet(at.toMSecsSinceEpoch()); });
    card->openBelow(m_bill->queueButton());
}

void ComposePlace::queueSheet(qint64 startMs)
{
    if (!isSheetRight())
        return;
    const QString now = QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat);
    queueNow(m_sheet->sheet(), m_batchName.isEmpty() ? tr("Sheet, %1").arg(now) : m_batchName, startMs);
}

void ComposePlace::queueSamples()
{
    m_isQueuingSamples = true;
    queueNow(firstStartSheet(), haldenSummerBrief().name);
}

void ComposePlace::queueNow(const Sheet& sheet, const QString& name, qint64 startMs)
{
    const Preferences& preferences = m_preferences.current();
    m_press->press(
        {sheet, name, m_campaign, preferences.accounts.active, preferences.caps.batch, m_sheet->quotes(), startMs});
}

} // namespace batchroom
