// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/worker.h"

#include <utility>

namespace qp::city::storage {

Worker::Worker(std::size_t jobs_max, Threads threads) : jobs_max_{jobs_max}, threads_{threads} {
    if (threads == Threads::own) thread_ = std::thread{[this] { run(); }};
}

Worker::~Worker() {
    if (threads_ == Threads::none) return;
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool Worker::post(Job job) {
    if (threads_ == Threads::none) {
        job();
        return true;
    }
    {
        const std::lock_guard lock{mutex_};
        if (is_ending_ || jobs_.size() >= jobs_max_) return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

void Worker::run() {
    for (;;) {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [this] { return is_ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        const Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
    }
}

}  // namespace qp::city::storage
