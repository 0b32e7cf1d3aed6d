// SPDX-License-Identifier: EUPL-1.2
// A thread that does one job after the other and owns what its jobs touch.
// With Threads::none whoever asks does the work at once: the simulator runs a whole city on one
// thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace qp::city::storage {

enum class Threads { own, none };

class Worker {
public:
    using Job = std::function<void()>;

    Worker(std::size_t jobs_max, Threads threads);
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
    const Threads threads_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool is_ending_ = false;
    std::thread thread_;  // last: it uses the others
};

}  // namespace qp::city::storage
