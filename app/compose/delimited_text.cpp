// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/delimited_text.h"

#include <algorithm>

namespace batchroom {

namespace {

class DelimitedReader {
public:
    DelimitedReader(QStringView text, QChar separator)
        : m_text(text)
        , m_separator(separator)
    {
    }

    DelimitedGrid read(qsizetype maxRows, BlankRows blankRows)
    {
        DelimitedGrid grid;
        for (qsizetype place = 0; m_at < m_text.size() && grid.rows.size() < maxRows; ++place) {
            m_sawUnclosedQuote = false;
            const QStringList row = readRow();
            const bool isBlank = std::all_of(
                row.begin(), row.end(), [](const QString& cell) { return QStringView(cell).trimmed().isEmpty(); });
            if (isBlank && blankRows == BlankRows::Skip)
                continue;
            if (m_sawUnclosedQuote)
                grid.unclosedRows.append(grid.rows.size());
            grid.rows.append(row);
            grid.places.append(place);
        }
        return grid;
    }

private:
    bool isLineEnd(qsizetype at) const { return m_text[at] == u'\n' || m_text[at] == u'\r'; }
    bool endsCell(qsizetype at) const { return at >= m_text.size() || m_text[at] == m_separator || isLineEnd(at); }

    QStringList readRow()
    {
        QStringList row;
        for (;;) {
            row.append(readCell());
            if (m_at >= m_text.size())
                return row;
            if (isLineEnd(m_at)) {
                m_at += m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n' ? 2 : 1;
                return row;
            }
            ++m_at;
        }
    }

    QString readCell()
    {
        qsizetype start = m_at;
        while (start < m_text.size() && m_text[start] == u' ' && m_separator != u' ')
            ++start;
        if (start < m_text.size() && m_text[start] == u'"') {
            const qsizetype close = closingQuote(start + 1);
            if (close >= m_text.size()) {
                m_sawUnclosedQuote = true;
            } else {
                qsizetype after = close + 1;
                while (after < m_text.size() && m_text[after] == u' ')
                    ++after;
                if (endsCell(after)) {
                    m_at = after;
                    QString cell = m_text.mid(start + 1, close - start - 1).toString();
                    return cell.replace(QStringLiteral("\"\""), QStringLiteral("\""))
                        .replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
                }
            }
        }
        const qsizetype begin = m_at;
        while (!endsCell(m_at))
            ++m_at;
        return m_text.mid(begin, m_at - begin).toString();
    }

    // Index of the quote that ends the cell, or the end of the text.
    qsizetype closingQuote(qsizetype at) const
    {
        while (at < m_text.size()) {
            if (m_text[at] != u'"')
                ++at;
            else if (at + 1 < m_text.size() && m_text[at + 1] == u'"')
                at += 2;
            else
                return at;
        }
        return m_text.size();
    }

    QStringView m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    bool m_sawUnclosedQuote = false;
};

bool needsQuotes(const QString& cell, QChar separator)
{
    if (cell.isEmpty())
        return false;
    if (cell.front().isSpace() || cell.back().isSpace())
        return true;
    // Commas and semicolons always: the file may be opened under another country's separator.
    return std::any_of(cell.begin(), cell.end(), [separator](QChar c) {
        return c == separator || c == u',' || c == u';' || c == u'\t' || c == u'"' || c == u'\n' || c == u'\r';
    });
}

} // namespace

DelimitedGrid parseDelimited(QStringView text, QChar separator, qsizetype maxRows, BlankRows blankRows)
{
    return DelimitedReader(text, separator).read(maxRows, blankRows);
}

QString formatDelimited(const QList<QStringList>& rows, QChar separator, QStringView lineEnd)
{
    QString text;
    for (const QStringList& row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i > 0)
                text += separator;
            if (needsQuotes(row[i], separator))
                text += u'"' + QString(row[i]).replace(u'"', QStringLiteral("\"\"")) + u'"';
            else
                text += row[i];
        }
        text += lineEnd;
    }
    return text;
}

} // namespace batchroom
