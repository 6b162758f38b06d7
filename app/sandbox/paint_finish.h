// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture gets last: print grain and, for photographs, the fall of light towards the corners. Any thread.
#pragma once

#include <QImage>

namespace batchroom::paint {

void addGrain(QImage& image, int strength, quint64 seed); // strength: largest change of a channel
void addVignette(QImage& image, double strength);

} // namespace batchroom::paint
