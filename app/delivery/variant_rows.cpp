// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/delivery/variant_rows.h"

#include "app/store/query.h"
#include "app/store/store.h"

#include <QDateTime>

namespace batchroom {

Result<void> storeVariants(Store& store, AssetId asset, const QList<Variant>& variants)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return store.write<void>([&](Connection& connection) -> Result<void> {
        Query insert(connection,
            QStringLiteral("INSERT INTO variant (asset_id, preset, path, width, height, bytes, sha256, created_ms) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
        for (const Variant& variant : variants) {
            insert.bind(asset, variant.preset, variant.path, variant.size.width(), variant.size.height(), variant.bytes,
                variant.sha256, now);
            if (Result<void> done = insert.run(); !done)
                return done;
        }
        const Result<qint64> counted =
            execute(connection, QStringLiteral("UPDATE asset SET export_count = export_count + ? WHERE id = ?"),
                qint64(variants.size()), asset);
        if (!counted)
            return counted.error();
        return {};
    });
}

} // namespace batchroom
