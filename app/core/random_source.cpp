// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/random_source.h"

#include <QRandomGenerator>

namespace batchroom {

qint64 SystemRandom::below(qint64 bound)
{
    return bound <= 1 ? 0 : QRandomGenerator::system()->bounded(bound);
}

} // namespace batchroom
