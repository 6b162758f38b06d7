// SPDX-License-Identifier: GPL-3.0-or-later
// Randomness as an argument. Any thread.
#pragma once

#include <QtGlobal>

namespace batchroom {

class RandomSource {
public:
    virtual ~RandomSource() = default;
    // 0 <= value < bound
    virtual qint64 below(qint64 bound) = 0;
};

class SystemRandom final : public RandomSource {
public:
    qint64 below(qint64 bound) override;
};

} // namespace batchroom
