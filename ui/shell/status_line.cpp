// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.h"

#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/paint.h"
#include "ui/kit/toast.h"
#include "ui/kit/toggles.h"

#include <QLocale>
#include <QMouseEvent>

namespace batchroom {

namespace {

constexpr int lineHeight = 32;
constexpr int barWidth = 160;

QStringList factsOf(const WorkFigures& figures)
{
    QStringList facts;
    if (figures.isPaused)
        facts.append(StatusLine::tr("paused"));
    if (figures.hold)
        facts.append(StatusLine::tr("on hold"));
    if (figures.inFlight > 0)
        facts.append(StatusLine::tr("%1 in flight").arg(figures.inFlight));
    if (figures.remaining.count() > 0 && !figures.isPaused && !figures.hold)
        facts.append(StatusLine::tr("%1 left").arg(aboutDuration(figures.remaining)));
    facts.append(StatusLine::tr("%1 spent").arg(figures.spent.toText()));
    return facts;
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(IconId::Check, ColorRole::Ok))
    , m_lead(new TextLabel(QString(), FontRole::SmallMedium))
    , m_facts(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
    , m_bar(new ProgressBar)
    , m_attentionIcon(new IconLabel(IconId::Attention, ColorRole::Warn))
    , m_attention(new TextLabel(QString(), FontRole::Small, ColorRole::Warn))
    , m_library(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
{
    setFixedHeight(scaled(lineHeight));
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("What is happening"));
    m_lead->setObjectName(QStringLiteral("workLabel"));
    m_attention->setObjectName(QStringLiteral("needsYouLabel"));
    m_library->setObjectName(QStringLiteral("libraryLabel"));
    m_facts->setElide(Qt::ElideRight);
    m_bar->setFixedWidth(barWidth);
    setLayout(row({m_icon, Gap{2}, m_lead, Gap{4}, m_facts, Gap{4}, m_bar, Stretch{}, m_attentionIcon, m_attention,
                      Gap{8}, m_library},
        8, margins(16, 0)));
    keepClearOfToasts(this);
    showOpening();
}

void StatusLine::showOpening()
{
    m_icon->setIconId(IconId::Spinner);
    m_icon->setColorRole(ColorRole::Muted);
    m_lead->setText(tr("Opening the library…"));
    m_facts->setText({});
    m_bar->hide();
    m_attentionIcon->hide();
    m_attention->hide();
}

void StatusLine::showNotOpen()
{
    showOpening();
    m_icon->setIconId(IconId::Attention);
    m_icon->setColorRole(ColorRole::Bad);
    m_lead->setText(tr("No library is open"));
}

void StatusLine::showWork(const WorkFigures& figures)
{
    m_bar->setVisible(figures.isRunning());
    if (figures.isRunning()) {
        const bool isStopped = figures.isPaused || figures.hold.has_value();
        m_icon->setIconId(isStopped ? IconId::Pause : IconId::Spinner);
        m_icon->setColorRole(isStopped ? ColorRole::Warn : ColorRole::Accent);
        const QLocale locale;
        m_lead->setText(tr("%1 of %2").arg(locale.toString(figures.done), locale.toString(figures.total)));
        m_facts->setText(factsOf(figures).join(QStringLiteral("   ")));
        m_bar->setFraction(figures.total > 0 ? static_cast<double>(figures.done) / figures.total : 0);
    } else {
        m_icon->setIconId(IconId::Check);
        m_icon->setColorRole(ColorRole::Ok);
        m_lead->setText(tr("Ready"));
        m_facts->setText(tr("Nothing is running"));
    }
    m_attention->setVisible(figures.needPerson > 0);
    m_attentionIcon->setVisible(figures.needPerson > 0);
    m_attention->setText(figures.needPerson == 1 ? tr("1 needs you") : tr("%1 need you").arg(figures.needPerson));
}

void StatusLine::showLibrary(int pictures, qint64 bytes)
{
    if (pictures == 0) {
        m_library->setText(tr("Library empty"));
        return;
    }
    const QLocale locale;
    m_library->setText(
        (pictures == 1 ? tr("Library %1 picture · %2") : tr("Library %1 pictures · %2"))
            .arg(locale.toString(pictures), locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat)));
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    paintHorizontalLine(painter, 0, width(), 0, theme().line);
}

void StatusLine::mouseReleaseEvent(QMouseEvent* event)
{
    if (rect().contains(event->position().toPoint()))
        Q_EMIT queueRequested();
}

} // namespace batchroom
