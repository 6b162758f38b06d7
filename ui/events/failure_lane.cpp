// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/failure_lane.h"

#include "app/webhooks/event_fact.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QDateTime>
#include <QLocale>

#include <memory>

namespace batchroom {

namespace {

constexpr int headHeight = 40;
constexpr int rowHeight = 44;
constexpr qsizetype mostRows = 3;

// What tells it from others: the prompt, else what the sender calls the job.
QString subjectOf(const InboxEvent& event)
{
    const EventFact fact = factOf(event);
    const QString subject = !fact.prompt.isEmpty() ? fact.prompt.simplified()
        : fact.reference.isEmpty()                 ? event.event.eventId
                                                   : FailureLane::tr("Job %1").arg(fact.reference);
    return fact.campaign.isEmpty() ? subject : fact.campaign + QStringLiteral(" · ") + subject;
}

QString timeOf(const InboxEvent& event)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(event.receivedMs);
    return QLocale().toString(
        at, at.date() == QDate::currentDate() ? QStringLiteral("HH:mm") : QStringLiteral("d MMM HH:mm"));
}

} // namespace

FailureLane::FailureLane(QWidget* parent)
    : Card(parent)
    , m_note(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_seeAll(new Button(tr("Dismiss all"), ButtonKind::Quiet))
    , m_rows(new QVBoxLayout)
{
    setObjectName(QStringLiteral("failureLane"));
    setAccessibleName(tr("Needs you"));
    setEdge(ColorRole::WarnEdge);
    setHead(scaled(headHeight), ColorRole::SoftWarn);
    m_note->setElide(Qt::ElideRight);
    m_note->setObjectName(QStringLiteral("failureNote"));
    m_seeAll->setSize(ButtonSize::Small);
    m_seeAll->setObjectName(QStringLiteral("dismissAllButton"));
    m_rows->setContentsMargins({});
    m_rows->setSpacing(0);
    auto* head = boxed(row({new IconLabel(IconId::Attention, ColorRole::Warn, 20),
                               new TextLabel(tr("Needs you"), FontRole::Section), Wide{m_note}, m_seeAll},
        12, QMargins(16, 0, 8, 0)));
    head->setFixedHeight(scaled(headHeight) - 1);
    setLayout(column({head, m_rows}, 0));
    connect(m_seeAll, &QAbstractButton::clicked, this, [this] {
        QList<InboxId> ids;
        for (const InboxEvent& event : std::as_const(m_events))
            ids.append(event.id);
        Q_EMIT seen(ids);
    });
    hide();
}

void FailureLane::show(const QList<InboxEvent>& events)
{
    m_events = events;
    while (m_rows->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_rows->takeAt(0));
        delete item->widget();
    }
    for (const InboxEvent& event : events.first(std::min(events.size(), mostRows))) {
        if (m_rows->count() > 0)
            m_rows->addWidget(new Divider);
        m_rows->addWidget(makeRow(event));
    }
    const QString failed = events.size() == 1
        ? tr("1 picture failed elsewhere. It cost nothing here.")
        : tr("%1 pictures failed elsewhere. They cost nothing here.").arg(events.size());
    m_note->setText(events.size() > mostRows ? tr("%1 The newest %2:").arg(failed).arg(mostRows) : failed);
    m_seeAll->setVisible(events.size() > 1);
    setVisible(!events.isEmpty());
}

QWidget* FailureLane::makeRow(const InboxEvent& event)
{
    auto* subject = new TextLabel(subjectOf(event), FontRole::BodyMedium);
    subject->setElide(Qt::ElideRight);
    auto* reason = new TextLabel(event.outcome, FontRole::Small, ColorRole::Muted);
    reason->setElide(Qt::ElideRight);
    reason->setToolTip(event.outcome);
    auto* open = new Button(tr("Show"), ButtonKind::Quiet);
    open->setObjectName(QStringLiteral("showFailureButton"));
    auto* dismiss = new Button(tr("Dismiss"), ButtonKind::Secondary);
    dismiss->setObjectName(QStringLiteral("dismissFailureButton"));
    for (Button* button : {open, dismiss}) {
        button->setSize(ButtonSize::Small);
        button->setAccessibleDescription(subject->text());
    }
    connect(open, &QAbstractButton::clicked, this, [this, id = event.id] { Q_EMIT showRequested(id); });
    connect(dismiss, &QAbstractButton::clicked, this, [this, id = event.id] { Q_EMIT seen({id}); });
    QWidget* line = boxed(row({Wide{boxed(column({Stretch{}, subject, reason, Stretch{}}, 2))},
                                  new TextLabel(timeOf(event), FontRole::Small, ColorRole::Muted), open, dismiss},
        12, QMargins(48, 0, 8, 0)));
    line->setFixedHeight(scaled(rowHeight) + 8);
    return line;
}

} // namespace batchroom
