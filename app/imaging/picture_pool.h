// SPDX-License-Identifier: GPL-3.0-or-later
// The threads that work on pictures: two to four, by the cores of the machine, so that memory stays bounded however
// many pictures arrive together; below normal priority, so that nothing a person or the provider waits for stands
// behind a decode. Each keeps its picture buffers while it lives.
#pragma once

#include <QThreadPool>

#include <concepts>
#include <optional>
#include <semaphore>

namespace batchroom {

class PicturePool {
public:
    PicturePool();

    // Does the work on a thread of the pool and returns what it returned. Any thread but the pool's own.
    template <std::invocable Work>
    auto run(Work&& work) -> std::invoke_result_t<Work&>
    {
        std::optional<std::invoke_result_t<Work&>> result;
        std::binary_semaphore done(0);
        m_pool.start([&] {
            settleThread();
            result.emplace(work());
            done.release();
        });
        done.acquire();
        return *std::move(result);
    }

    // Ends the threads and frees their buffers, unless there is work. Takes milliseconds.
    void rest();

private:
    static void settleThread();
    QThreadPool m_pool;
};

} // namespace batchroom
