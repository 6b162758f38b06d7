// SPDX-License-Identifier: GPL-3.0-or-later
// The list below the top bar's search field. The keyboard stays in the field: arrows choose, Enter takes, Escape gives
// everything back as it was. Lies in the window, not in one of its own, so that no window system takes the focus away.
#pragma once

#include "ui/models/palette_list.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QListView;

namespace batchroom {

class SearchField;

class SearchPalette : public QWidget {
    Q_OBJECT
public:
    struct Offer {
        QList<PaletteEntry> entries;
        QStringList recentIds;
    };
    SearchPalette(SearchField& field, QWidget* window);
    // Asked each time it opens.
    void setSource(std::function<Offer()> source) { m_source = std::move(source); }
    // Takes the keyboard and shows what there is (Ctrl+K).
    void open();
    // The same with all actions and their keys, as after typing ">" (F1).
    void openForActions();
    bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    void chosen(const QString& id);
    void picturesRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool takeKey(int key);
    bool filterField(QEvent* event);
    void follow(const QString& typed);
    void showList();
    void place();
    void moveTo(int row);
    void take(const QModelIndex& index);
    void giveBack();

    SearchField& m_field;
    PaletteList* m_list;
    QListView* m_view;
    QWidget* m_hints;
    QObject* m_pressElsewhere;
    std::function<Offer()> m_source;
    QPointer<QWidget> m_focusBefore;
    QString m_textBefore;
};

} // namespace batchroom
