// SPDX-License-Identifier: GPL-3.0-or-later
// Name and beginning of the prompt of pictures, for those who hear them instead of seeing them. Fetched when asked for
// and kept for some hundred pictures; the rows of 100,000 stay as small as they are. GUI thread.
#pragma once

#include "app/core/asset.h"

#include <QCache>
#include <QObject>
#include <QTimer>

namespace batchroom {

class AssetIndex;

class PictureWords : public QObject {
    Q_OBJECT
public:
    explicit PictureWords(const AssetIndex& index, QObject* parent = nullptr);
    QString of(AssetId asset); // empty while they are on their way

Q_SIGNALS:
    void arrived(const QList<batchroom::AssetId>& assets);

private:
    void ask();

    const AssetIndex& m_index;
    QCache<AssetId, QString> m_known;
    QList<AssetId> m_wanted;
    QList<AssetId> m_asked;
    QTimer m_asking;
};

// "Approved, rated 4 of 5"
QString reviewWords(const AssetRow& row);

} // namespace batchroom
