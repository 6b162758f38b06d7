// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/start_time_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QComboBox>
#include <QLocale>
#include <QTimeEdit>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int days = 61;

QString dayWords(QDate day, int fromNow)
{
    if (fromNow == 0)
        return StartTimeCard::tr("Today");
    if (fromNow == 1)
        return StartTimeCard::tr("Tomorrow");
    return QLocale().toString(day, QStringLiteral("ddd d MMM"));
}

} // namespace

StartTimeCard::StartTimeCard(const QString& title, const QList<Choice>& choices, QWidget* parent)
    : PopupCard(parent)
    , m_day(new QComboBox)
    , m_time(new QTimeEdit)
    , m_problem(new TextLabel(tr("This time has passed."), FontRole::Small, ColorRole::Warn))
    , m_start(new Button(tr("Start then")))
{
    setObjectName(QStringLiteral("startTimeCard"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_day->setObjectName(QStringLiteral("startDay"));
    m_day->setAccessibleName(tr("Day"));
    const QDate today = QDate::currentDate();
    for (int i = 0; i < days; ++i)
        m_day->addItem(dayWords(today.addDays(i), i), today.addDays(i));
    m_time->setObjectName(QStringLiteral("startTime"));
    m_time->setAccessibleName(tr("Time"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    m_time->setFixedWidth(scaled(84));
    m_start->setObjectName(QStringLiteral("startThenButton"));
    auto* quick = column({}, 8);
    for (const Choice& choice : choices) {
        auto* button = new Button(IconId::Clock, choice.words);
        button->setObjectName(QStringLiteral("startChoiceButton"));
        button->setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, at = choice.at] { take(at); });
        quick->addWidget(button);
    }
    if (!choices.isEmpty()) {
        const QDateTime& first = choices.first().at;
        m_day->setCurrentIndex(std::max(0, m_day->findData(first.date())));
        m_time->setTime(first.time());
    }
    setLayout(column({new TextLabel(title, FontRole::Section), Gap{8}, quick, Gap{8}, new Divider, Gap{8},
                         row({Wide{m_day, 1}, m_time, m_start}), m_problem},
        4, margins(16)));
    connect(m_day, &QComboBox::currentIndexChanged, this, &StartTimeCard::refresh);
    connect(m_time, &QTimeEdit::timeChanged, this, &StartTimeCard::refresh);
    connect(m_start, &QPushButton::clicked, this, [this] { take(fieldTime()); });
    refresh();
}

QDateTime StartTimeCard::fieldTime() const
{
    return {m_day->currentData().toDate(), m_time->time()};
}

void StartTimeCard::refresh()
{
    const bool isToCome = fieldTime() > QDateTime::currentDateTime();
    m_start->setEnabled(isToCome);
    m_problem->setVisible(!isToCome);
}

void StartTimeCard::take(const QDateTime& at)
{
    Q_EMIT chosen(at);
    close();
}

} // namespace batchroom
