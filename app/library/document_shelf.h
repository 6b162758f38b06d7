// SPDX-License-Identifier: GPL-3.0-or-later
// Small documents of the window kept in the library: the sheet being composed, the brief, filters by campaign.
// GUI thread, never blocks it; saves are written in order, the destructor waits for the last one.
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace batchroom {

class Store;

class DocumentShelf : public QObject {
    Q_OBJECT
public:
    DocumentShelf(Store& store, const Clock& clock, QObject* parent = nullptr);
    ~DocumentShelf() override;

    QFuture<Result<QByteArray>> load(const QString& name) const; // NotFound when there is none
    void save(const QString& name, const QByteArray& body);

Q_SIGNALS:
    void failed(const batchroom::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace batchroom
