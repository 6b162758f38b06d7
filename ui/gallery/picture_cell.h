// SPDX-License-Identifier: GPL-3.0-or-later
// One of the compared pictures: a head with its letter, stars and decision, the picture below, a frame when it is the
// active one. Alone it has neither head nor frame.
#pragma once

#include "app/core/asset.h"

#include <QWidget>

namespace batchroom {

class Badge;
class PictureView;
class StarRating;

class PictureCell : public QWidget {
    Q_OBJECT
public:
    explicit PictureCell(QWidget* parent = nullptr);
    PictureView& view() const { return *m_view; }
    AssetId asset() const { return m_asset; }
    void setAsset(AssetId asset) { m_asset = asset; }
    void setLetter(QChar letter); // null: alone
    void setReview(Decision decision, int rating);
    void setWords(const QString& words); // what it shows, for screen readers
    void setActive(bool isActive);

Q_SIGNALS:
    void activated();
    void rated(int stars);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    AssetId m_asset;
    QString m_name;
    QWidget* m_head;
    class LetterMark* m_letter;
    StarRating* m_stars;
    Badge* m_badge;
    PictureView* m_view;
    bool m_isActive = false;
    bool m_isAlone = true;
};

// A, B, C, D in a round mark; also painted on the filmstrip.
void paintLetter(QPainter& painter, const QRect& box, QChar letter);

} // namespace batchroom
