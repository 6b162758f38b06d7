// SPDX-License-Identifier: GPL-3.0-or-later
// The briefs of a library, by name, one of them open. GUI thread; knows nothing of where it is saved.
#pragma once

#include "app/compose/brief.h"

#include <QObject>

namespace batchroom {

class BriefBook : public QObject {
    Q_OBJECT
public:
    explicit BriefBook(QObject* parent = nullptr); // holds the sample brief

    const QList<Brief>& briefs() const { return m_briefs; }
    const Brief& current() const { return m_briefs[m_current]; }
    int currentIndex() const { return m_current; }
    bool isSample() const; // nothing but the sample, untouched

    void choose(int index);
    void addNew(); // an empty one, chosen
    void duplicate();
    void rename(const QString& name); // made unique
    void remove();                    // the last one leaves an empty one behind
    void restore(const Brief& brief, int index);
    void setText(const QString& text); // lists appear with their {placeholders}
    void setValues(const QString& list, const QStringList& values);

    QByteArray toDocument() const;
    Result<void> load(const QByteArray& document);

Q_SIGNALS:
    void changed();     // text, values
    void bookChanged(); // which briefs there are, their names, which one is open

private:
    QString freeName(const QString& wanted) const;
    Brief& open() { return m_briefs[m_current]; }
    QList<Brief> m_briefs;
    int m_current = 0;
};

// A brief's lists in the order the text uses them, those it does not use at the end (only when they hold something).
QList<BriefList> shownLists(const Brief& brief);
// "3 products × 4 lines × 2 formats"
QString factorText(const BriefCount& count);

} // namespace batchroom
