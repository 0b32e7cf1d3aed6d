// SPDX-License-Identifier: EUPL-1.2
// A thread that does one job after the other and owns what its jobs touch.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace qp::city::storage {

class Worker {
public:
    using Job = std::function<void()>;

    explicit Worker(std::size_t jobs_max) : jobs_max_{jobs_max}, thread_{[this] { run(); }} {}
    // Finishes what waits, then ends.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // From any thread. False when too many wait already: the job is dropped, its asker says
    // "later".
    bool post(Job job);

private:
    void run();

    const std::size_t jobs_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool is_ending_ = false;
    std::thread thread_;  // last: it uses the others
};

}  // namespace qp::city::storage
