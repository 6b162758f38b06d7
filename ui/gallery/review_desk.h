// SPDX-License-Identifier: GPL-3.0-or-later
// Decisions about exactly the pictures that were meant when the key was pressed, each with a way back. Used by grid and
// lightbox.
#pragma once

#include "app/library/asset_index.h"
#include "ui/kit/icons.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>

namespace batchroom {

class GalleryRows;

class ReviewDesk : public QObject {
    Q_OBJECT
public:
    ReviewDesk(AssetIndex& index, const GalleryRows& rows, QWidget* place);
    void decide(const QList<AssetId>& assets, Decision decision);
    void rate(const QList<AssetId>& assets, int rating);
    // Asks for the reason in a small card below `anchor` (global); `done` runs when it was given.
    void askForChange(const QList<AssetId>& assets, const QRect& anchor, std::function<void()> done = {});
    // Approves one, rejects the others; one Undo takes both back.
    void keepOne(AssetId kept, const QList<AssetId>& others);
    // Where messages and cards appear; null: the place again.
    void setStage(QWidget* stage) { m_stage = stage; }
    void say(const QString& text, IconId icon = IconId::Check);
    void warn(const QString& sentence);
    void sayFailure(const Error& error) { warn(error.what); }
    void undo();

private:
    void review(const ReviewChange& change, const QString& words, IconId icon, ColorRole role);
    bool changesSomething(const ReviewChange& change) const;
    QWidget* stage() const { return m_stage ? m_stage.data() : m_place; }
    class Toast* toast() const;
    AssetIndex& m_index;
    const GalleryRows& m_rows;
    QWidget* m_place;
    QPointer<QWidget> m_stage;
};

} // namespace batchroom
