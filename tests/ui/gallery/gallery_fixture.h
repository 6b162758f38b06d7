// SPDX-License-Identifier: GPL-3.0-or-later
// The Gallery place in a window over a real library in a temporary folder.
#pragma once

#include "app/catalog/catalog.h"
#include "app/library/asset_index.h"
#include "app/library/document_shelf.h"
#include "app/settings/preferences.h"
#include "tests/library/library_fixture.h"
#include "ui/actions/action_catalog.h"
#include "ui/gallery/gallery_grid.h"
#include "ui/gallery/gallery_place.h"
#include "ui/kit/layout.h"

#include <QTest>
#include <QWidget>

namespace batchroom::test {

class GalleryFixture {
public:
    explicit GalleryFixture(QSize size = QSize(1204, 720))
        : m_size(size)
    {
        actions.attach(Place::Everywhere, &window);
    }
    ~GalleryFixture() { close(); }

    AssetId add(const QImage& picture, const Recipe& recipe, BatchId batch = {})
    {
        const NewAsset asset = library.addJob(recipe, JobState::Downloading, batch);
        const QByteArray bytes = encodePicture(picture, {PictureFormat::Jpeg, 92, false}).valueOr(QByteArray());
        const Result<AssetRow> row = library.assets->add(bytes, asset);
        if (!row)
            qFatal("%s", qPrintable(row.error().what));
        last = *row;
        return row->id;
    }
    AssetId addSample(int seed, const QString& prompt = QStringLiteral("a lighthouse"))
    {
        return add(sampleImage(seed % 2 == 0 ? QSize(96, 64) : QSize(64, 80), seed), sampleRecipe(prompt));
    }

    void open(std::optional<CampaignId> campaign = {})
    {
        place = new GalleryPlace(Catalog::builtIn(), index, *library.assets, shelf, preferences, actions, &window);
        place->setCampaign(campaign);
        if (!window.layout())
            window.setLayout(row({Wide{place}}, 0));
        else
            window.layout()->addWidget(place);
        window.resize(m_size);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    void close()
    {
        delete place;
        place = nullptr;
    }
    void openWith(int count)
    {
        open();
        QTRY_COMPARE(place->rows().count(), count);
        place->grid().setFocus();
    }

    template <typename Widget>
    Widget* find(const QString& name) const
    {
        return window.findChild<Widget*>(name);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(&place->grid(), static_cast<Qt::Key>(key), modifiers);
    }
    void click(AssetId asset, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        const int at = place->rows().indexOf(asset);
        QTest::mouseClick(place->grid().viewport(), Qt::LeftButton, modifiers, place->grid().tileArea(at).center());
    }
    int decisionOf(AssetId asset) const
    {
        return library.value<int>(QStringLiteral("SELECT decision FROM asset WHERE id = ?"), asset);
    }
    int ratingOf(AssetId asset) const
    {
        return library.value<int>(QStringLiteral("SELECT rating FROM asset WHERE id = ?"), asset);
    }

    LibraryFixture library;
    AssetIndex index{*library.store};
    DocumentShelf shelf{*library.store, library.clock};
    PreferencesStore preferences;
    ActionCatalog actions;
    QWidget window;
    GalleryPlace* place = nullptr;
    AssetRow last;

private:
    QSize m_size;
};

} // namespace batchroom::test
