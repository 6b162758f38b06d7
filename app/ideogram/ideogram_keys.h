// SPDX-License-Identifier: GPL-3.0-or-later
// Ideogram's public keys for webhooks (JWKS, kept on disk for a day). Source: Ideogram's webhook guide.
#pragma once

#include "app/core/clock.h"
#include "app/core/key_source.h"
#include "app/core/result.h"
#include "app/net/http_client.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace batchroom {

// Pure. Keys of another kind are left out; Protocol when it is no key set or holds no Ed25519 key.
Result<QList<NamedKey>> decodeKeySet(const QByteArray& json);

QUrl ideogramKeysUrl();

class IdeogramKeys : public KeySource {
public:
    // `keptIn` is the file they are kept in over runs.
    IdeogramKeys(QUrl address, QString keptIn, Clock& clock);

    QList<NamedKey> keys(std::stop_token stop) override;
    // At most once a minute.
    bool refresh(std::stop_token stop) override;

private:
    void readKept();
    void keep(const QByteArray& json) const;
    bool isFresh() const;

    const QUrl m_address;
    const QString m_keptIn;
    Clock& m_clock;
    HttpClient m_http;
    QByteArray m_json;
    QList<NamedKey> m_keys;
    std::optional<Clock::Milliseconds> m_fetched; // wall clock
    std::optional<Clock::Milliseconds> m_asked;   // steady
};

} // namespace batchroom
