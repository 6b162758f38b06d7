// SPDX-License-Identifier: GPL-3.0-or-later
// Small JSON documents of the window by name: the sheet being composed, the brief, gallery filters. Free functions over
// a connection; call them inside Store::read() and Store::write().
#pragma once

#include "app/core/result.h"
#include "app/store/connection.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <optional>

namespace batchroom {

// Nothing when there is none of that name.
Result<std::optional<QByteArray>> document(Connection& connection, const QString& name);
Result<void> putDocument(
    Connection& connection, const QString& name, const QByteArray& body, std::chrono::milliseconds now);
Result<void> removeDocument(Connection& connection, const QString& name);
// Names that begin with `prefix`, sorted.
Result<QStringList> documentNames(Connection& connection, const QString& prefix);

} // namespace batchroom
