// SPDX-License-Identifier: GPL-3.0-or-later
// What render_icons writes: per icon one qCompress-ed run of alpha masks, for each size each scale. Internal to
// icons.cpp.
#pragma once

namespace batchroom {

struct PackedIcon {
    const unsigned char* bytes;
    int size;
};
struct PackedAppIcon {
    int side;
    const unsigned char* bytes;
    int size;
};
extern const PackedIcon packedIcons[];
extern const PackedAppIcon packedAppIcons[];
extern const int packedAppIconCount;

} // namespace batchroom
