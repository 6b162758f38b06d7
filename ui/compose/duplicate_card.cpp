// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/duplicate_card.h"

#include "ui/compose/counted.h"
#include "ui/kit/buttons.h"
#include "ui/kit/cards.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace batchroom {

namespace {

constexpr int mostRows = 6; // are named

QString tr(const char* text)
{
    return QCoreApplication::translate("DuplicateCard", text);
}

QString figure(qsizetype value)
{
    return QLocale().toString(value);
}

QString rowWords(const QList<int>& rows)
{
    QStringList named;
    for (const int row : rows.first(std::min<qsizetype>(rows.size(), mostRows)))
        named.append(QString::number(row));
    if (rows.size() > mostRows)
        return tr("rows %1 and %2 more").arg(named.join(QStringLiteral(", ")), figure(rows.size() - mostRows));
    if (named.size() == 1)
        return tr("row %1").arg(named.first());
    const QString last = named.takeLast();
    return tr("rows %1 and %2").arg(named.join(QStringLiteral(", ")), last);
}

// What became of them: there already, on their way, or some of both.
QString sentence(const DuplicateWork& found, bool isOne)
{
    if (found.waiting == 0)
        return isOne ? tr("%1 was made already (%2).") : tr("%1 were made already (%2).");
    if (found.done == 0)
        return isOne ? tr("%1 is in the queue already (%2).") : tr("%1 are in the queue already (%2).");
    return tr("%1 were made or queued already (%2).");
}

} // namespace

QString duplicateWords(const DuplicateWork& found, int images)
{
    const auto same = found.images.size();
    QString subject = tr("%1 of these %2 images").arg(figure(same), figure(images));
    if (same == images)
        subject = images == 1 ? tr("This image") : tr("All %1 images").arg(figure(images));
    return sentence(found, same == 1).arg(subject, rowWords(found.rows));
}

DuplicateCard::DuplicateCard(const DuplicateWork& found, int images, bool isFree, QWidget* place)
    : QWidget(place)
{
    setObjectName(QStringLiteral("duplicateCard"));
    const auto same = static_cast<int>(found.images.size());
    const int others = images - same;
    const QString money = isFree ? tr("Making them again is free.")
        : same == 1              ? tr("Making it again costs %1.").arg(found.price.toText())
                                 : tr("Making them again costs %1.").arg(found.price.toText());
    auto* title = new TextLabel(tr("Make the same again?"), FontRole::Section);
    auto* words =
        new TextLabel(duplicateWords(found, images) + QLatin1Char(' ') + money, FontRole::Body, ColorRole::Muted);
    words->setObjectName(QStringLiteral("duplicateWords"));
    words->setWrapping(true);
    words->setFixedWidth(scaled(440));
    auto* cancel = new Button(tr("Cancel"), ButtonKind::Quiet);
    auto* all = new Button(others == 0 ? tr("Make again") : tr("Queue all %1").arg(figure(images)));
    auto* rest = new Button(counted(others, tr("Queue the other one"), tr("Queue the other %1")));
    cancel->setObjectName(QStringLiteral("cancelQueueingButton"));
    all->setObjectName(QStringLiteral("queueAllButton"));
    rest->setObjectName(QStringLiteral("queueOthersButton"));
    if (others == 0)
        rest->hide();
    connect(cancel, &QPushButton::clicked, this, [this] { answer(DuplicateAnswer::Cancel); });
    connect(all, &QPushButton::clicked, this, [this] { answer(DuplicateAnswer::All); });
    connect(rest, &QPushButton::clicked, this, [this] { answer(DuplicateAnswer::OthersOnly); });
    auto* card = new Card;
    card->setFill(ColorRole::Raised);
    card->setLayout(column({title, words, Gap{12}, row({Stretch{}, cancel, all, rest})}, 4, margins(20)));
    auto* grid = new QGridLayout(this);
    grid->addWidget(card, 0, 0, Qt::AlignCenter);
    m_answers = {cancel, all};
    if (others > 0)
        m_answers.append(rest);
    // The answer that pays for nothing twice is the one Enter gives.
    m_usual = others > 0 ? rest : cancel;
    setAccessibleName(title->text());
    setAccessibleDescription(words->text());
    place->installEventFilter(this);
}

void DuplicateCard::open()
{
    setGeometry(parentWidget()->rect());
    show();
    raise();
    m_usual->setFocus(Qt::TabFocusReason);
}

bool DuplicateCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

// The focus stays with the answers.
bool DuplicateCard::focusNextPrevChild(bool next)
{
    const qsizetype count = m_answers.size();
    const qsizetype now = m_answers.indexOf(focusWidget());
    m_answers[(now + (next ? 1 : count - 1)) % count]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void DuplicateCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setOpacity(0.7);
    painter.fillRect(rect(), theme().window);
}

void DuplicateCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        answer(DuplicateAnswer::Cancel);
    else
        QWidget::keyPressEvent(event);
}

void DuplicateCard::answer(DuplicateAnswer given)
{
    if (std::exchange(m_isAnswered, true))
        return;
    hide();
    deleteLater();
    Q_EMIT answered(given);
}

} // namespace batchroom
