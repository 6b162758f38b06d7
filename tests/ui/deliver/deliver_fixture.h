// SPDX-License-Identifier: GPL-3.0-or-later
// The Deliver place in a window over a real library in a temporary folder.
#pragma once

#include "app/catalog/catalog.h"
#include "app/delivery/exporter.h"
#include "app/library/asset_index.h"
#include "app/settings/preferences.h"
#include "tests/library/library_fixture.h"
#include "ui/actions/action_catalog.h"
#include "ui/deliver/deliver_place.h"
#include "ui/kit/layout.h"

#include <QDir>
#include <QTest>
#include <QWidget>

namespace batchroom::test {

class DeliverFixture {
public:
    explicit DeliverFixture(QSize size = QSize(1200, 740))
        : m_size(size)
    {
        Preferences fresh;
        fresh.exporting.presets = {QStringLiteral("ig_sq"), QStringLiteral("og")};
        preferences.save(fresh);
    }

    AssetId add(const QImage& picture, const QString& name = QStringLiteral("lighthouse"),
        PictureFormat format = PictureFormat::Png, const Recipe& recipe = sampleRecipe())
    {
        NewAsset asset = library.addJob(recipe);
        asset.name = name;
        const QByteArray bytes = encodePicture(picture, {format, 92, false}).valueOr(QByteArray());
        const Result<AssetRow> row = library.assets->add(bytes, asset);
        if (!row)
            qFatal("%s", qPrintable(row.error().what));
        return row->id;
    }
    AssetId addSample(QSize size = QSize(640, 640), int seed = 0) { return add(sampleImage(size, seed)); }

    void approve(const QList<AssetId>& assets)
    {
        bool isDone = false;
        const auto link = QObject::connect(&index, &AssetIndex::reviewed, &window, [&isDone] { isDone = true; });
        index.review({assets, Decision::Approved, {}, std::nullopt});
        QVERIFY(QTest::qWaitFor([&isDone] { return isDone; }));
        QObject::disconnect(link);
    }

    void open()
    {
        place = new DeliverPlace(Catalog::builtIn(), index, *library.assets, exporter, preferences, actions, &window);
        window.setLayout(row({Wide{place}}, 0));
        window.resize(m_size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }

    template <typename Widget>
    Widget* find(const char* name) const
    {
        return window.findChild<Widget*>(QString::fromLatin1(name));
    }
    QStringList files(const QString& folder) const { return QDir(folder).entryList(QDir::Files, QDir::Name); }

    LibraryFixture library;
    AssetIndex index{*library.store};
    PreferencesStore preferences;
    Exporter exporter{*library.store, *library.assets};
    ActionCatalog actions;
    QWidget window; // last: the place goes before what it uses
    DeliverPlace* place = nullptr;

private:
    QSize m_size;
};

} // namespace batchroom::test
