// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/review_log.h"

#include "app/store/query.h"

#include <QCoreApplication>
#include <QSet>

namespace batchroom {

namespace {

constexpr int highestRating = 5;

Result<void> checked(const ReviewChange& change)
{
    if (change.rating && (*change.rating < 0 || *change.rating > highestRating))
        return Error{ErrorCode::BadInput,
            QCoreApplication::translate("AssetIndex", "A rating is a number from 0 to 5. Nothing was changed."),
            QString::number(*change.rating)};
    return {};
}

class ReviewWriter {
public:
    ReviewWriter(Connection& connection, qint64 nowMs)
        : m_select(connection, QStringLiteral("SELECT decision, decision_note, rating FROM asset WHERE id = ?"))
        , m_update(
              connection, QStringLiteral("UPDATE asset SET decision = ?, decision_note = ?, rating = ? WHERE id = ?"))
        , m_log(connection,
              QStringLiteral("INSERT INTO review (asset_id, at_ms, decision, note, rating) VALUES (?, ?, ?, ?, ?)"))
        , m_nowMs(nowMs)
    {
    }

    Result<EarlierReview> present(AssetId asset)
    {
        Result<std::optional<EarlierReview>> found = m_select.bind(asset).first([&](const Row& row) {
            return EarlierReview{asset, static_cast<Decision>(row.integer(0)), row.text(1), row.integer(2)};
        });
        if (!found)
            return found.error();
        if (!*found)
            return Error{ErrorCode::NotFound,
                QCoreApplication::translate("AssetIndex", "Picture %1 is not in the library. Nothing was changed.")
                    .arg(asset.toString()),
                {}};
        return **std::move(found);
    }

    Result<void> write(const EarlierReview& wanted)
    {
        const int decision = static_cast<int>(wanted.decision);
        if (Result<void> done = m_update.bind(decision, wanted.note, wanted.rating, wanted.asset).run(); !done)
            return done;
        return m_log.bind(wanted.asset, m_nowMs, decision, wanted.note, wanted.rating).run();
    }

private:
    Query m_select;
    Query m_update;
    Query m_log;
    const qint64 m_nowMs;
};

EarlierReview changed(EarlierReview review, const ReviewChange& change)
{
    if (change.decision) {
        review.decision = *change.decision;
        review.note = *change.decision == Decision::NeedsChange ? change.note : QString();
    }
    if (change.rating)
        review.rating = *change.rating;
    return review;
}

bool isSame(const EarlierReview& a, const EarlierReview& b)
{
    return a.decision == b.decision && a.note == b.note && a.rating == b.rating;
}

} // namespace

Result<QList<EarlierReview>> applyReview(Connection& connection, const ReviewChange& change, qint64 nowMs)
{
    if (Result<void> sound = checked(change); !sound)
        return sound.error();
    ReviewWriter writer(connection, nowMs);
    QSet<AssetId> seen;
    QList<EarlierReview> earlier;
    for (const AssetId asset : change.assets) {
        if (seen.contains(asset))
            continue;
        seen.insert(asset);
        const Result<EarlierReview> before = writer.present(asset);
        if (!before)
            return before.error();
        const EarlierReview after = changed(*before, change);
        if (isSame(*before, after))
            continue;
        if (Result<void> done = writer.write(after); !done)
            return done.error();
        earlier.append(*before);
    }
    return earlier;
}

Result<void> restoreReviews(Connection& connection, const QList<EarlierReview>& earlier, qint64 nowMs)
{
    ReviewWriter writer(connection, nowMs);
    for (const EarlierReview& review : earlier)
        if (Result<void> done = writer.write(review); !done)
            return done;
    return {};
}

} // namespace batchroom
