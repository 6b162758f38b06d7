// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who sends events as they should be sent, repeats until it is told that they were taken, and remembers which.
#pragma once

#include "tests/faults/listener_program.h"

#include <QSet>

namespace batchroom::test {

inline constexpr std::chrono::seconds backWithin{10};

class HonestSender {
public:
    struct Try {
        int status = 0; // 0: turned away
        qint64 ms = 0;
    };
    Try tryOnce(quint16 port, const QByteArray& id)
    {
        QElapsedTimer time;
        time.start();
        RawConnection connection(port);
        connection.send(signedDelivery(id, eventBody(id), ListenerProgram::secret()));
        const Try result{statusOf(connection.readToEnd(std::chrono::seconds(20))), time.elapsed()};
        if (result.status == 200)
            m_taken.insert(QString::fromLatin1(id));
        return result;
    }
    // How long it took, in ms; none when it did not work out in time.
    std::optional<qint64> deliver(quint16 port, const QByteArray& id)
    {
        QElapsedTimer time;
        time.start();
        while (time.elapsed() < backWithin.count() * 1000)
            if (tryOnce(port, id).status == 200)
                return time.elapsed();
        return std::nullopt;
    }
    void hasTaken(const QByteArray& id) { m_taken.insert(QString::fromLatin1(id)); }
    // What is wrong with an inbox: empty when it is what was taken, each once and as it was sent.
    QString disagreement(const QList<QJsonObject>& inbox) const
    {
        QSet<QString> seen;
        for (const QJsonObject& event : inbox) {
            const QString id = event.value(QStringLiteral("id")).toString();
            if (seen.contains(id))
                return id + QStringLiteral(" is there twice");
            if (event.value(QStringLiteral("body")).toString().toUtf8() != eventBody(id.toLatin1()))
                return id + QStringLiteral(" is not what was sent");
            seen.insert(id);
        }
        for (const QString& id : m_taken)
            if (!seen.contains(id))
                return id + QStringLiteral(" was taken and is lost");
        for (const QString& id : std::as_const(seen))
            if (!m_taken.contains(id))
                return id + QStringLiteral(" was never taken");
        return {};
    }

private:
    QSet<QString> m_taken;
};

} // namespace batchroom::test
