// SPDX-License-Identifier: GPL-3.0-or-later
// How the C library keeps free memory. For main(), before other threads exist.
#pragma once

namespace batchroom {

// Large blocks go back to the system when they are free. glibc otherwise keeps them for each thread that ever had one,
// and a batch of large pictures passes through some thirty threads.
void returnLargeBlocks();

} // namespace batchroom
