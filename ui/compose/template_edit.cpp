// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/template_edit.h"

#include "ui/kit/theme.h"

#include <QEvent>
#include <QResizeEvent>
#include <QSyntaxHighlighter>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int leastLines = 2;
constexpr int mostLines = 9;
constexpr int frame = 11; // edge and padding

class PlaceholderMarks : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override
    {
        QTextCharFormat name;
        name.setForeground(theme().accent);
        name.setBackground(theme().selection);
        QTextCharFormat choice;
        choice.setForeground(theme().muted);
        for (qsizetype open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', open + 1)) {
            if (open + 1 < text.size() && text[open + 1] == u'{') {
                ++open; // {{ is the sign itself
                continue;
            }
            const qsizetype close = text.indexOf(u'}', open);
            if (close < 0)
                return;
            const bool hasChoice = QStringView(text).mid(open, close - open).contains(u'|');
            setFormat(static_cast<int>(open), static_cast<int>(close - open + 1), hasChoice ? choice : name);
        }
    }
};

} // namespace

TemplateEdit::TemplateEdit(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("templateEdit"));
    setAccessibleName(tr("Template"));
    setPlaceholderText(tr("{product} on {coral|sand} paper, “{line}”"));
    setFont(fontOf(FontRole::Body));
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    setViewportMargins(8, 8, 8, 8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    new PlaceholderMarks(document());
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the cursor scrolls what is longer still
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

QSize TemplateEdit::sizeHint() const
{
    const int room = (width() > 40 ? width() : 320) - 2 * frame;
    const QString text = toPlainText().isEmpty() ? placeholderText() : toPlainText();
    const int wanted = fontMetrics().boundingRect(QRect(0, 0, room, 100'000), Qt::TextWordWrap, text).height();
    const int line = fontMetrics().lineSpacing();
    return {200, std::clamp(wanted, leastLines * line, mostLines * line) + 2 * frame + 2};
}

void TemplateEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void TemplateEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        if (auto* marks = document()->findChild<QSyntaxHighlighter*>())
            marks->rehighlight();
    }
}

} // namespace batchroom
