// SPDX-License-Identifier: GPL-3.0-or-later
// The public keys a sender signs with. Beside its user so that only one side knows where they come from. One instance
// belongs to the worker thread that made it; both calls may block.
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <stop_token>

namespace batchroom {

struct NamedKey {
    QByteArray id;
    QByteArray bytes; // Ed25519, 32
};

class KeySource {
public:
    virtual ~KeySource() = default;
    virtual QList<NamedKey> keys(std::stop_token stop) = 0;
    // Asks the sender anew; false when it was asked a moment ago or said nothing new.
    virtual bool refresh(std::stop_token stop) = 0;
};
using KeySourceFactory = std::function<std::unique_ptr<KeySource>()>;

} // namespace batchroom
