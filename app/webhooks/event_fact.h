// SPDX-License-Identifier: GPL-3.0-or-later
// Something that happened here or elsewhere, in one form: what rules are held against and what pictures are imported
// from. What others told is read without trust: whatever makes no sense is left out. Pure; any thread.
#pragma once

#include "app/core/asset.h"
#include "app/store/inbox_repository.h"
#include "app/webhooks/callback_event.h"

namespace batchroom {

// As the sender wrote it; its address may be anything.
struct ToldPicture {
    QString address{};
    QString prompt{}; // as the provider used it; empty: not said
    QSize size{};     // invalid: not said
    std::optional<qint64> seed{};
    friend bool operator==(const ToldPicture&, const ToldPicture&) = default;
};

struct EventFact {
    QString key{};    // the same for the same fact, however often it is told
    QString sender{}; // "ideogram", "ideogram-callback", "github"; empty: this library
    QString type{};   // "ideogram.batch.completed", "github.push"
    qint64 atMs = 0;
    QString campaign{};
    QString prompt{};
    QString model{};
    QString reference{}; // what the sender calls the job
    QString problem{};   // of a failure
    JobId job{};         // of this library
    BatchId batch{};
    AssetId asset{};
    QList<ToldPicture> pictures{};
    QMap<QString, QString> metadata{};
    QByteArray body{}; // what others are told of it: as received, or as our own callbacks are
    bool isOurs() const { return sender.isEmpty(); }
    friend bool operator==(const EventFact&, const EventFact&) = default;
};

// More pictures than this in one event are not imported: no worker makes so many at once.
inline constexpr qsizetype mostToldPictures = 64;

EventFact factOf(const InboxEvent& event);
EventFact factOf(const CallbackEvent& event, AssetId asset);

QByteArray toJson(const EventFact& fact);
EventFact factFromJson(const QByteArray& json);

} // namespace batchroom
