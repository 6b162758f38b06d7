// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/heap.h"

#ifdef __linux__
#include <malloc.h>
#endif

namespace batchroom {

void returnLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int large = 512 * 1024;
    constexpr int arenas = 4;
    (void)mallopt(M_MMAP_THRESHOLD, large);
    (void)mallopt(M_ARENA_MAX, arenas);
#endif
}

} // namespace batchroom
