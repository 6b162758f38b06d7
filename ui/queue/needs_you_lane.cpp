// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/needs_you_lane.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/queue/trouble_entry.h"

#include <QEvent>
#include <QMenu>

#include <algorithm>
#include <memory>

namespace batchroom {

namespace {

constexpr int headHeight = 40;

bool hasUnknownCharges(const QueueList& list)
{
    const QList<JobId> jobs = jobsOfKind(list, TroubleKind::Unknown);
    return std::any_of(jobs.begin(), jobs.end(), [&list](JobId job) {
        const JobRow* row = list.job(job);
        return row && billingOf(row->account) == Billing::Charged;
    });
}

} // namespace

NeedsYouLane::NeedsYouLane(QueueList& list, QWidget* parent)
    : Card(parent)
    , m_list(list)
    , m_note(new TextLabel({}, FontRole::Body, ColorRole::Muted))
    , m_check(new Button(tr("Check with the provider"), ButtonKind::Quiet))
    , m_alike(new Button(tr("Answer all alike"), ButtonKind::Quiet))
    , m_usage(new TextLabel({}, FontRole::Small, ColorRole::Muted))
    , m_content(new QWidget)
    , m_column(new QVBoxLayout(m_content))
    , m_scroll(new ScrollArea(m_content))
{
    setObjectName(QStringLiteral("needsYouLane"));
    setAccessibleName(tr("Needs you"));
    setEdge(ColorRole::WarnEdge);
    setHead(scaled(headHeight), ColorRole::SoftWarn);
    m_note->setElide(Qt::ElideRight);
    m_note->setObjectName(QStringLiteral("needsYouNote"));
    m_alike->setObjectName(QStringLiteral("answerAllButton"));
    m_alike->setSize(ButtonSize::Small);
    m_check->setObjectName(QStringLiteral("checkUsageButton"));
    m_check->setSize(ButtonSize::Small);
    m_check->setToolTip(tr("Asks how many of the unknown ones were billed. This is free and needs an administrator’s "
                           "key, which Settings keeps."));
    m_usage->setObjectName(QStringLiteral("usageLabel"));
    m_usage->setWrapping(true);
    m_usage->setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8));
    m_usage->hide();
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    m_content->installEventFilter(this);
    auto* head = boxed(row({new IconLabel(IconId::Attention, ColorRole::Warn, 20),
                               new TextLabel(tr("Needs you"), FontRole::Section), Wide{m_note, 1}, m_check, m_alike},
        12, QMargins(16, 0, 8, 0)));
    head->setFixedHeight(scaled(headHeight) - 1);
    setLayout(column({head, m_usage, m_scroll}, 0));
    connect(m_check, &QPushButton::clicked, this, &NeedsYouLane::askUsage);
    connect(m_alike, &QPushButton::clicked, this, &NeedsYouLane::openAlikeMenu);
    hide();
}

void NeedsYouLane::refresh()
{
    const QList<Trouble> troubles = troublesOf(m_list, m_wanted);
    m_note->setText(laneNote(m_list, troubles));
    m_alike->setVisible(hasAlikeAnswers());
    const bool canCheck = m_askUsage && hasUnknownCharges(m_list);
    m_check->setVisible(canCheck);
    m_usage->setVisible(canCheck && !m_usage->text().isEmpty());
    arrange(troubles);
    setVisible(!troubles.isEmpty());
    fit();
}

// Entries about the same thing stay the same widgets: somebody may be typing in one.
void NeedsYouLane::arrange(const QList<Trouble>& troubles)
{
    QStringList order;
    for (const Trouble& trouble : troubles)
        order.append(trouble.key());
    for (const QString& key : std::as_const(m_order))
        if (!order.contains(key))
            delete m_entries.take(key);
    for (const Trouble& trouble : troubles) {
        if (TroubleEntry* known = m_entries.value(trouble.key())) {
            known->setTrouble(trouble, m_list);
            continue;
        }
        auto* entry = new TroubleEntry(trouble, m_list, m_content);
        m_entries.insert(trouble.key(), entry);
        connect(entry, &TroubleEntry::answered, this, [this, entry](TroubleAnswer answer, const QString& prompt) {
            Q_EMIT answered(entry->trouble(), answer, prompt);
        });
    }
    if (order == m_order)
        return;
    m_order = order;
    while (m_column->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_column->takeAt(0));
        if (auto* line = qobject_cast<Divider*>(item->widget()))
            delete line;
    }
    for (const QString& key : std::as_const(m_order)) {
        if (m_column->count() > 0)
            m_column->addWidget(new Divider);
        m_column->addWidget(m_entries.value(key));
        m_entries.value(key)->show();
    }
}

void NeedsYouLane::fit()
{
    const int width = std::max(200, m_scroll->viewport()->width());
    const int wanted = m_column->hasHeightForWidth() ? m_column->heightForWidth(width) : m_column->sizeHint().height();
    const int room = std::max(scaled(96), m_room - scaled(headHeight) - 2);
    m_scroll->setFixedHeight(std::min(wanted, room));
    const int usage = m_usage->isHidden() ? 0 : m_usage->heightForWidth(this->width());
    m_usage->setFixedHeight(usage);
    setFixedHeight(scaled(headHeight) + 1 + usage + m_scroll->height());
}

void NeedsYouLane::setRoom(int pixels)
{
    if (m_room == pixels)
        return;
    m_room = pixels;
    fit();
}

void NeedsYouLane::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

bool NeedsYouLane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return Card::eventFilter(watched, event);
}

bool NeedsYouLane::editPrompt(JobId job)
{
    m_wanted = job;
    refresh();
    for (TroubleEntry* entry : std::as_const(m_entries)) {
        if (entry->trouble().kind != TroubleKind::Refused || !entry->trouble().jobs.contains(job))
            continue;
        m_scroll->ensureWidgetVisible(entry);
        entry->editPrompt();
        return true;
    }
    return false;
}

bool NeedsYouLane::hasAlikeAnswers() const
{
    return m_list.figures().needsYou > 1 && !alikeAnswers(m_list).isEmpty();
}

void NeedsYouLane::setUsageQuestion(UsageQuestion question)
{
    m_askUsage = std::move(question);
    refresh();
}

void NeedsYouLane::askUsage()
{
    m_check->setEnabled(false);
    showUsage(tr("Asking the provider…"), ColorRole::Muted);
    m_askUsage(this, [this](const Result<QStringList>& sentences) {
        m_check->setEnabled(true);
        if (sentences)
            showUsage(sentences->join(QLatin1Char('\n')), ColorRole::Text);
        else
            showUsage(sentences.error().what, ColorRole::Bad);
    });
}

void NeedsYouLane::showUsage(const QString& text, ColorRole role)
{
    m_usage->setText(text);
    m_usage->setColorRole(role);
    m_usage->setVisible(!text.isEmpty());
    fit();
}

void NeedsYouLane::openAlikeMenu()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("answerAllMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::optional<TroubleKind> kind;
    for (const AlikeAnswer& alike : alikeAnswers(m_list)) {
        if (kind && *kind != alike.kind)
            menu->addSeparator();
        kind = alike.kind;
        QAction* action = menu->addAction(alike.text);
        connect(action, &QAction::triggered, this, [this, alike] {
            Trouble trouble;
            trouble.kind = alike.kind;
            trouble.jobs = alike.jobs;
            Q_EMIT answered(trouble, alike.answer, {});
        });
    }
    if (!menu->isEmpty())
        menu->popup(m_alike->mapToGlobal(QPoint(0, m_alike->height() + 4)));
}

} // namespace batchroom
