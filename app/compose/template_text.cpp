// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/template_text.h"

#include <QCoreApplication>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TemplateText)
};

class TemplateReader {
public:
    explicit TemplateReader(const QString& text)
        : m_text(text)
    {
    }

    TemplateText read()
    {
        while (m_at < m_text.size() && m_result.problem.isEmpty()) {
            if (takeEscape())
                continue;
            const QChar c = m_text[m_at];
            if (c == u'{')
                readGroup();
            else if (c == u'}')
                m_result.problem = Words::tr("There is a } without a { before it. Write }} to mean the sign itself.");
            else
                m_literal += m_text[m_at++];
        }
        flush();
        return m_result;
    }

private:
    QChar peek(qsizetype at) const { return at < m_text.size() ? m_text[at] : QChar(); }

    bool takeEscape()
    {
        const QChar c = m_text[m_at];
        const QChar next = peek(m_at + 1);
        const bool isDoubled = (c == u'{' || c == u'}') && next == c;
        const bool isSlashed = c == u'\\' && (next == u'{' || next == u'}' || next == u'|' || next == u'\\');
        if (!isDoubled && !isSlashed)
            return false;
        m_literal += next;
        m_at += 2;
        return true;
    }

    void readGroup()
    {
        const qsizetype start = m_at++;
        QStringList parts{QString()};
        for (;; ++m_at) {
            if (m_at >= m_text.size()) {
                m_result.problem = Words::tr("“%1” opens a { that is never closed. Write {{ to mean the sign itself.")
                                       .arg(m_text.mid(start, 30));
                return;
            }
            const QChar c = m_text[m_at];
            const QChar next = peek(m_at + 1);
            if (c == u'\\' && (next == u'{' || next == u'}' || next == u'|' || next == u'\\')) {
                parts.back() += next;
                ++m_at;
            } else if (c == u'}') {
                break;
            } else if (c == u'{') {
                m_result.problem =
                    Words::tr("“%1” has braces inside braces. Write each list of alternatives on its own.")
                        .arg(m_text.mid(start, 30));
                return;
            } else if (c == u'|') {
                parts.append(QString());
            } else {
                parts.back() += c;
            }
        }
        ++m_at;
        addGroup(parts);
    }

    void addGroup(const QStringList& parts)
    {
        flush();
        if (parts.size() > 1) {
            QStringList variants;
            for (const QString& part : parts)
                variants.append(part.trimmed());
            m_result.pieces.append({TemplatePiece::Kind::Alternatives, {}, variants});
        } else if (parts.front().trimmed().isEmpty()) {
            m_result.problem =
                Words::tr("There is a {} without a name in it. Write {{}} to mean the signs themselves.");
        } else {
            m_result.pieces.append({TemplatePiece::Kind::Placeholder, parts.front().trimmed(), {}});
        }
    }

    void flush()
    {
        if (!m_literal.isEmpty())
            m_result.pieces.append({TemplatePiece::Kind::Literal, m_literal, {}});
        m_literal.clear();
    }

    const QString& m_text;
    qsizetype m_at = 0;
    QString m_literal;
    TemplateText m_result;
};

} // namespace

TemplateText parseTemplate(const QString& text)
{
    return TemplateReader(text).read();
}

} // namespace batchroom
