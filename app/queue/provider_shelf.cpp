// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/queue/provider_shelf.h"

namespace batchroom {

ProviderShelf::ProviderShelf(ImageProviderFactory factory)
    : m_factory(std::move(factory))
{
}

ImageProvider& ProviderShelf::provider(const QString& account)
{
    const int generation = m_generation.load();
    Made& made = m_shelves.localData()[account];
    if (!made.provider || made.generation != generation)
        made = {m_factory(account), generation};
    return *made.provider;
}

void ProviderShelf::renew()
{
    ++m_generation;
}

} // namespace batchroom
