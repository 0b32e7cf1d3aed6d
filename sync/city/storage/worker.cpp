// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/worker.h"

#include <utility>

namespace qp::city::storage {

Worker::~Worker() {
    {
        const std::lock_guard lock{mutex_};
        is_ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool Worker::post(Job job) {
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
