// SPDX-License-Identifier: GPL-3.0-or-later
// Large blocks of memory for pictures, kept for reuse on one thread only while somebody there asks for it: fresh 12 to
// 17 MB blocks cost 10 ms of page faults per picture, kept ones cost memory on every thread that ever read a picture.
#pragma once

#include <QImage>

#include <cstdlib>
#include <memory>

namespace batchroom {

// While one lives, decodePicture() on this thread reuses its buffers. For loops over many pictures.
class KeepPictureBuffers {
public:
    KeepPictureBuffers();
    ~KeepPictureBuffers();
    KeepPictureBuffers(const KeepPictureBuffers&) = delete;
    KeepPictureBuffers& operator=(const KeepPictureBuffers&) = delete;
};

struct FreeBytes {
    void operator()(uchar* bytes) const { std::free(bytes); }
};

// Uninitialised bytes; null when the machine has no memory left.
struct ByteBlock {
    std::unique_ptr<uchar, FreeBytes> bytes;
    size_t size = 0;

    static ByteBlock allocate(size_t size);
    explicit operator bool() const { return bytes != nullptr; }
    uchar* data() const { return bytes.get(); }
};

enum class ScratchUse { JoinedData, FilteredRows };

// A block of at least `size` bytes, lent until the lease ends.
class ScratchLease {
public:
    ScratchLease(ScratchUse use, size_t size);
    ~ScratchLease();
    ScratchLease(const ScratchLease&) = delete;
    ScratchLease& operator=(const ScratchLease&) = delete;
    uchar* data() const { return m_block.data(); }

private:
    ScratchUse m_use;
    ByteBlock m_block;
};

// An uninitialised 32-bit image whose memory goes back to this thread's pool; null when there is none left.
QImage makePooledImage(QSize size, QImage::Format format);

} // namespace batchroom
