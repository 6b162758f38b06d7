// SPDX-License-Identifier: GPL-3.0-or-later
// The window with what others told it in its library, and a host that serves their pictures.
#pragma once

#include "app/store/inbox_repository.h"
#include "app/store/store.h"
#include "app/studio/event_desk.h"
#include "tests/flows/window_journey.h"
#include "tests/library/library_fixture.h"
#include "tests/support/counting_server.h"
#include "tests/support/on_worker.h"

namespace batchroom::test {

struct EventsJourney {
    EventsJourney()
        : host([](const ReceivedRequest& request) {
            const int seed = request.target.mid(1, request.target.indexOf('.') - 1).toInt();
            return RawReply{.bytes = httpAnswer(200, samplePicture(QSize(640, 480), PictureFormat::Png, seed))};
        })
        , journey(std::chrono::milliseconds(5))
    {
    }

    InboxId keep(const QString& id, const QString& type, const QByteArray& body,
        const QString& sender = QStringLiteral("ideogram-callback"))
    {
        const auto kept = onWorker([&] {
            return journey.studio->store().write<std::optional<InboxId>>([&](Connection& connection) {
                return InboxRepository(connection)
                    .add({sender, id, type, body}, journey.studio->store().clock().now().count());
            });
        });
        if (!kept || !*kept)
            qFatal("not kept");
        journey.studio->events().workOff();
        return **kept;
    }
    // A picture of the host, as a worker of somebody else tells of it.
    InboxId keepPicture(int seed)
    {
        const QByteArray address = host.url(QStringLiteral("/%1.png").arg(seed)).toEncoded();
        return keep(QStringLiteral("picture_%1").arg(seed), QStringLiteral("ideogram.generation.completed"),
            "{\"event\":\"ideogram.generation.completed\",\"jobId\":\"" + QByteArray::number(seed)
                + "\",\"campaign\":\"Summer\",\"prompt\":\"a lighthouse in the evening, wide view\",\"model\":"
                  "\"ideogram-3\",\"images\":[\""
                + address + "\"],\"resolution\":\"640x480\",\"seed\":42}");
    }
    InboxId keepFailure(int number, const QByteArray& reason)
    {
        return keep(QStringLiteral("failure_%1").arg(number), QStringLiteral("ideogram.generation.failed"),
            "{\"event\":\"ideogram.generation.failed\",\"jobId\":\"" + QByteArray::number(number)
                + "\",\"campaign\":\"Summer\",\"prompt\":\"a bicycle courier in the rain, seen from above\",\"error\":"
                  "{\"code\":\"failed\",\"message\":\""
                + reason + "\"}}");
    }

    CountingServer host;
    WindowJourney journey;
};

} // namespace batchroom::test
