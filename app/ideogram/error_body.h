// SPDX-License-Identifier: GPL-3.0-or-later
// Every form in which the provider explains a refusal, read tolerantly. Pure; any thread.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace batchroom {

struct ErrorBody {
    QString message; // the provider's words, one line, cut; empty when it gave none that a person could read
    QString rejectReason;
    std::optional<int> maxInFlight;
    QString generationId;              // empty unless a trustworthy one is named
    std::optional<int> embeddedStatus; // an error that arrived inside a 200
};

ErrorBody readErrorBody(const QByteArray& body);
ErrorBody readErrorBody(const QJsonObject& object);

// The id when it is a plausible one, else empty.
QString trustworthyId(const QString& text);
// The id in a body that was cut before it could be parsed.
QString idInFragment(const QByteArray& fragment);
// One printable line of at most 300 characters.
QString oneLine(const QString& text);

} // namespace batchroom
