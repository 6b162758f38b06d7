// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture_buffers.h"

#include <array>
#include <mutex>

namespace batchroom {

namespace {

constexpr size_t largestKeptBlock = 64UL * 1024 * 1024;

// Images may die on another thread than the one that made them, so this part is shared and locked.
class PixelPool {
public:
    ByteBlock take(size_t size)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_spare && m_spare.size >= size && m_spare.size / 2 <= size)
                return std::exchange(m_spare, {});
        }
        return ByteBlock::allocate(size);
    }

    void give(ByteBlock block)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_keeps && block.size <= largestKeptBlock && block.size > m_spare.size)
            std::swap(m_spare, block);
    }

    void setKeeps(bool keeps)
    {
        const std::scoped_lock lock(m_mutex);
        m_keeps = keeps;
        if (!keeps)
            m_spare = {};
    }

private:
    std::mutex m_mutex;
    ByteBlock m_spare;
    bool m_keeps = false;
};

struct ThreadBuffers {
    std::shared_ptr<PixelPool> pixels = std::make_shared<PixelPool>();
    std::array<ByteBlock, 2> scratch;
    int keepers = 0;
    ~ThreadBuffers() { pixels->setKeeps(false); }
};

ThreadBuffers& threadBuffers()
{
    thread_local ThreadBuffers buffers;
    return buffers;
}

struct PixelLease {
    std::shared_ptr<PixelPool> pool;
    ByteBlock block;
};

void endPixelLease(void* lease)
{
    const std::unique_ptr<PixelLease> ended(static_cast<PixelLease*>(lease));
    ended->pool->give(std::move(ended->block));
}

} // namespace

ByteBlock ByteBlock::allocate(size_t size)
{
    ByteBlock block;
    block.bytes.reset(static_cast<uchar*>(std::malloc(size)));
    block.size = block.bytes ? size : 0;
    return block;
}

KeepPictureBuffers::KeepPictureBuffers()
{
    ThreadBuffers& buffers = threadBuffers();
    if (++buffers.keepers == 1)
        buffers.pixels->setKeeps(true);
}

KeepPictureBuffers::~KeepPictureBuffers()
{
    ThreadBuffers& buffers = threadBuffers();
    if (--buffers.keepers > 0)
        return;
    buffers.pixels->setKeeps(false);
    buffers.scratch = {};
}

ScratchLease::ScratchLease(ScratchUse use, size_t size)
    : m_use(use)
{
    ByteBlock& kept = threadBuffers().scratch.at(static_cast<size_t>(use));
    m_block = kept.size >= size ? std::exchange(kept, {}) : ByteBlock::allocate(size);
}

ScratchLease::~ScratchLease()
{
    ThreadBuffers& buffers = threadBuffers();
    ByteBlock& kept = buffers.scratch.at(static_cast<size_t>(m_use));
    if (buffers.keepers > 0 && m_block.size <= largestKeptBlock && m_block.size > kept.size)
        kept = std::move(m_block);
}

QImage makePooledImage(QSize size, QImage::Format format)
{
    const qsizetype bytesPerLine = qsizetype(size.width()) * 4;
    auto lease = std::make_unique<PixelLease>();
    lease->pool = threadBuffers().pixels;
    lease->block = lease->pool->take(static_cast<size_t>(bytesPerLine) * static_cast<size_t>(size.height()));
    if (!lease->block)
        return {};
    QImage image(lease->block.data(), size.width(), size.height(), bytesPerLine, format, &endPixelLease, lease.get());
    if (image.isNull())
        return {};
    lease.release(); // the image ends it
    return image;
}

} // namespace batchroom
