// SPDX-License-Identifier: GPL-3.0-or-later
// How a write reaches the disk. A value; any thread.
#pragma once

namespace batchroom {

enum class Commit {
    Durable,  // on disk when the call returns, begun at once
    Gathered, // on disk when the call returns, begun up to a millisecond later: what comes meanwhile shares its fsync
    // Seen by everybody when the call returns, on disk with the next durable one: only for what a restart after a power
    // cut comes to by itself.
    Relaxed,
};

} // namespace batchroom
