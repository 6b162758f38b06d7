// SPDX-License-Identifier: GPL-3.0-or-later
// How an answer can go wrong on purpose. Only the Sandbox and tests ask for it.
#pragma once

#include <chrono>

namespace batchroom {

enum class Misbehaviour {
    None,
    Fin,       // closes in an orderly way without a byte of an answer
    Reset,     // closes with RST without a byte of an answer
    CutHeader, // half of the header, then closes
    CutBody,   // the whole header, half of the body, then closes
    SlowDrip,  // the whole answer, a few bytes at a time
    Garbage,   // bytes that are no HTTP, then closes
};

struct Drip {
    int bytes = 16;
    std::chrono::milliseconds interval{50};
};

} // namespace batchroom
