// SPDX-License-Identifier: GPL-3.0-or-later
// The providers of each worker thread: made on first use, kept so that connections stay warm, destroyed with their
// thread. Any thread; every thread sees only its own.
#pragma once

#include "app/core/image_provider.h"

#include <QThreadStorage>

#include <atomic>
#include <map>

namespace batchroom {

class ProviderShelf {
public:
    explicit ProviderShelf(ImageProviderFactory factory);
    ImageProvider& provider(const QString& account);
    // Every thread makes new ones at its next call: the key may be another.
    void renew();

private:
    struct Made {
        std::unique_ptr<ImageProvider> provider;
        int generation = 0;
    };
    using Shelf = std::map<QString, Made>;

    const ImageProviderFactory m_factory;
    std::atomic<int> m_generation{1};
    QThreadStorage<Shelf> m_shelves;
};

} // namespace batchroom
