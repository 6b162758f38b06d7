// SPDX-License-Identifier: GPL-3.0-or-later
// The row of filters above the grid: text over prompts and one chip a property. What has no room hides behind "Filter".
#pragma once

#include "app/catalog/catalog.h"
#include "ui/models/gallery_source.h"

#include <QTimer>
#include <QWidget>

#include <array>

namespace batchroom {

class ActionCatalog;
class Button;
class Chip;
class SearchField;

class FilterBar : public QWidget {
    Q_OBJECT
public:
    FilterBar(const Catalog& catalog, GallerySource& source, ActionCatalog& actions, QWidget* parent = nullptr);
    void focusText();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Property { Batch, Rating, Model, Style, Aspect, DecisionOf, Exports };
    static constexpr int propertyCount = Exports + 1;

    void refresh();
    void arrange();
    void open(Property property);
    void openMore();
    void openChoices(Property property, const QList<struct Choice>& choices);
    void take(Property property, const QStringList& keys);
    void clear(Property property);
    QString nameOf(Property property) const;
    QString valueOf(Property property) const; // empty: not filtered by it
    QList<struct Choice> choicesOf(Property property) const;

    const Catalog& m_catalog;
    GallerySource& m_source;
    SearchField* m_text;
    std::array<Chip*, propertyCount> m_chips{};
    Chip* m_more;
    Button* m_clear;
    QTimer m_typing;
};

} // namespace batchroom
