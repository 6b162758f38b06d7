// SPDX-License-Identifier: GPL-3.0-or-later
// The Compose place on a library in a temporary folder, with a queue whose provider is faked.
#pragma once

#include "app/compose/samples.h"
#include "app/library/document_shelf.h"
#include "app/settings/preferences.h"
#include "tests/queue/queue_fixture.h"
#include "ui/actions/action_catalog.h"
#include "ui/compose/compose_place.h"
#include "ui/compose/sheet_view.h"
#include "ui/kit/theme.h"
#include "ui/models/sheet_document.h"
#include "ui/models/sheet_model.h"

#include <QAbstractButton>
#include <QApplication>
#include <QStackedWidget>

namespace batchroom::test {

class ComposeFixture {
public:
    explicit ComposeFixture(const QString& account = QStringLiteral("sandbox"), std::optional<Money> dayCap = {})
    {
        Preferences chosen;
        chosen.accounts.active = account;
        chosen.caps.day = dayCap;
        preferences.save(chosen);
        openPlace();
    }
    ~ComposeFixture()
    {
        closePlace();
        preferences.save({});
    }
    void openPlace()
    {
        shelf = std::make_unique<DocumentShelf>(*library.store, library.clock);
        actions = std::make_unique<ActionCatalog>();
        window = std::make_unique<QWidget>();
        window->resize(1364, 820);
        place = new ComposePlace(Catalog::builtIn(), *library.queue, *shelf, preferences, *actions, window.get());
        place->setGeometry(window->rect());
        actions->attach(Place::Everywhere, window.get());
        window->show();
        window->activateWindow();
        place->setFocus();
    }
    void closePlace()
    {
        window.reset();
        actions.reset();
        shelf.reset();
    }
    // Written before the place opens.
    void keep(const Sheet& sheet)
    {
        closePlace();
        DocumentShelf(*library.store, library.clock).save(QStringLiteral("compose/sheet"), sheetDocument(sheet));
        openPlace();
    }
    QAbstractButton* button(const char* name) const
    {
        return window->findChild<QAbstractButton*>(QLatin1StringView(name));
    }
    SheetView* view() const { return window->findChild<SheetView*>(QStringLiteral("sheetView")); }
    SheetModel& sheet() const { return *static_cast<SheetModel*>(view()->model()); }
    bool showsSheet() const { return view()->isVisible(); }
    // The sheet is on screen, with the first cell chosen.
    bool untilSheet()
    {
        if (!QTest::qWaitFor([&] { return showsSheet() || button("emptySheetButton")->isVisible(); }, 5000))
            return false;
        if (!showsSheet())
            button("emptySheetButton")->click();
        if (sheet().rowCount() > 0 && !view()->currentIndex().isValid())
            view()->goTo(sheet().index(0, 0));
        return QTest::qWaitFor([&] { return showsSheet() && !sheet().isCounting(); }, 30'000);
    }
    void choose(int row, SheetColumn column) const { view()->goTo(sheet().index(row, sheet().columnOf(column))); }
    QString cell(int row, SheetColumn column) const { return sheet().sheet().rows.value(row).cell(column); }
    void type(const QString& text, Qt::Key end = Qt::Key_Return) const
    {
        // Key by key: the first one opens an editor, which has the focus for the others.
        for (const QChar c : text)
            QTest::keyClicks(QApplication::focusWidget(), QString(c));
        if (end != Qt::Key_unknown)
            QTest::keyClick(QApplication::focusWidget(), end);
    }

    QueueFixture library;
    PreferencesStore preferences;
    std::unique_ptr<DocumentShelf> shelf;
    std::unique_ptr<ActionCatalog> actions;
    std::unique_ptr<QWidget> window;
    ComposePlace* place = nullptr;
};

inline SheetRow rowOf(const QString& prompt, const QString& model = {}, const QString& style = {},
    const QString& aspect = {}, const QString& speed = {}, const QString& images = {})
{
    SheetRow row;
    row.cell(SheetColumn::Prompt) = prompt;
    row.cell(SheetColumn::Model) = model;
    row.cell(SheetColumn::Style) = style;
    row.cell(SheetColumn::Aspect) = aspect;
    row.cell(SheetColumn::Speed) = speed;
    row.cell(SheetColumn::Images) = images;
    return row;
}

} // namespace batchroom::test
