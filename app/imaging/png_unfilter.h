// SPDX-License-Identifier: GPL-3.0-or-later
// Undoes the row filters of 8-bit RGB and RGBA PNGs and turns the bytes into 0xAARRGGBB on the way. Pure; any thread.
#pragma once

#include <QtGlobal>

namespace batchroom {

enum class PngChannels { Rgb = 3, Rgba = 4 };

// `rows` holds height rows of 1 + width * channels bytes and at least 4 readable bytes more; `pixels` gets width *
// height words. False when a row names a filter that does not exist.
bool unfilterPng(const uchar* rows, PngChannels channels, int width, int height, quint32* pixels);

// The same without SSE2: what other processors run, and what the fast one is compared with.
namespace portable {
bool unfilterPng(const uchar* rows, PngChannels channels, int width, int height, quint32* pixels);
}

} // namespace batchroom
