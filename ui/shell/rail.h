// SPDX-License-Identifier: GPL-3.0-or-later
// The left rail: five places in the order of the work, Settings at the bottom. GUI thread.
#pragma once

#include "ui/actions/action_catalog.h"

#include <QAbstractButton>
#include <QHash>
#include <QWidget>

class QButtonGroup;

namespace batchroom {

class RailItem : public QAbstractButton {
    Q_OBJECT
public:
    RailItem(IconId icon, const QString& word, QWidget* parent = nullptr);
    void setCount(int count); // 0: no badge
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintCount(QPainter& painter) const;
    IconId m_icon;
    int m_count = 0;
};

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);
    void setCurrent(Place place); // silent
    void setCount(Place place, int count);

Q_SIGNALS:
    void chosen(batchroom::Place place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RailItem* add(Place place, IconId icon);
    QButtonGroup* m_group;
    QHash<Place, RailItem*> m_items;
};

} // namespace batchroom
