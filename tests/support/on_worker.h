// SPDX-License-Identifier: GPL-3.0-or-later
// Runs blocking code on a thread of its own, as the program does, and waits for its value.
#pragma once

#include <QThread>

#include <memory>
#include <optional>

namespace batchroom::test {

template <typename F>
auto onWorker(F work) -> std::invoke_result_t<F>
{
    std::optional<std::invoke_result_t<F>> value;
    const std::unique_ptr<QThread> thread(QThread::create([&] { value.emplace(work()); }));
    thread->start();
    thread->wait();
    return std::move(*value);
}

} // namespace batchroom::test
