// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/import_problems.h"

#include "ui/compose/counted.h"
#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"

#include <QFontMetrics>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int linesShown = 4;
constexpr qsizetype mostLines = 500;

// The person looks for it in the file, so a row is called what their spreadsheet program calls it.
QString placeText(const SheetProblem& problem, const QList<int>& spreadsheetRows)
{
    const bool hasRows = !spreadsheetRows.isEmpty();
    QString place = hasRows ? ImportProblems::tr("Row %1").arg(spreadsheetRows.value(problem.row - 1))
                            : ImportProblems::tr("Entry %1").arg(problem.row);
    if (problem.row == 0)
        place = ImportProblems::tr("First line");
    return problem.column.isEmpty() ? place : QStringLiteral("%1, %2").arg(place, problem.column);
}

} // namespace

ImportProblems::ImportProblems(QWidget* parent)
    : QWidget(parent)
    , m_title(new TextLabel({}, FontRole::BodyStrong))
    , m_scroll(new ScrollArea)
{
    setObjectName(QStringLiteral("importProblems"));
    auto* card = new Card;
    card->setEdge(ColorRole::WarnEdge);
    card->setHead(scaled(40), ColorRole::SoftWarn);
    m_title->setElide(Qt::ElideMiddle);
    auto* close = new IconButton(IconId::Close, tr("Dismiss"));
    close->setObjectName(QStringLiteral("dismissProblemsButton"));
    close->setSide(28);
    close->setIconSide(16);
    auto* head =
        boxed(row({new IconLabel(IconId::Warn, ColorRole::Warn), Wide{m_title, 1}, close}, 8, QMargins(12, 0, 6, 0)));
    head->setFixedHeight(scaled(40) - 1);
    card->setLayout(column({head, m_scroll}, 0, margins(1)));
    setLayout(column({card}, 0, QMargins(16, 12, 16, 12)));
    connect(close, &QAbstractButton::clicked, this, &QWidget::hide);
    hide();
}

void ImportProblems::show(const QString& fileName, const SheetReading& reading)
{
    const QList<SheetProblem>& problems = reading.problems;
    m_count = static_cast<int>(problems.size());
    m_title->setText(counted(m_count, tr("1 thing in “%2” could not be read as it is"),
        tr("%1 things in “%2” could not be read as they are"))
                         .arg(fileName));
    QList<SheetProblem> shown = problems;
    std::stable_sort(shown.begin(), shown.end(),
        [](const SheetProblem& one, const SheetProblem& other) { return one.row < other.row; });
    shown.resize(std::min(shown.size(), mostLines));
    const QFontMetrics metrics(fontOf(FontRole::SmallMedium));
    int placeWidth = 0;
    for (const SheetProblem& problem : std::as_const(shown))
        placeWidth = std::max(placeWidth, metrics.horizontalAdvance(placeText(problem, reading.spreadsheetRows)) + 1);
    auto* lines = column({}, 4, margins(12, 8));
    if (!reading.spreadsheetRows.isEmpty())
        lines->addWidget(
            new TextLabel(tr("Rows as your spreadsheet numbers them: the one with the names of the columns counts."),
                FontRole::Small, ColorRole::Muted));
    for (const SheetProblem& problem : std::as_const(shown)) {
        auto* place = new TextLabel(placeText(problem, reading.spreadsheetRows), FontRole::SmallMedium);
        place->setObjectName(QStringLiteral("importProblemPlace"));
        place->setFixedWidth(std::min(placeWidth, scaled(168)));
        place->setElide(Qt::ElideRight);
        place->setAlignment(Qt::AlignTop);
        auto* what = new TextLabel(problem.what, FontRole::Small, ColorRole::Muted);
        what->setObjectName(QStringLiteral("importProblem"));
        what->setWrapping(true);
        what->setAlignment(Qt::AlignTop);
        lines->addLayout(row({Aligned{place, Qt::AlignTop}, Wide{what, 1}}, 16));
    }
    if (problems.size() > mostLines)
        lines->addWidget(
            new TextLabel(counted(static_cast<int>(problems.size() - mostLines), tr("and 1 more"), tr("and %1 more")),
                FontRole::Small, ColorRole::Muted));
    m_scroll->setWidget(boxed(lines));
    m_scroll->widget()->setAutoFillBackground(false);
    const int lineCount = std::clamp(m_count, 1, linesShown) + (reading.spreadsheetRows.isEmpty() ? 0 : 1);
    m_scroll->setFixedHeight(scaled(24) * lineCount + 16);
    QWidget::show();
}

} // namespace batchroom
