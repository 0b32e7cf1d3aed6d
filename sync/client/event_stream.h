// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/base/ports.h"
#include "sync/client/connection.h"

namespace qp::client {

// Keeps GET /api/v1/events open on a thread of its own, and opens it again with growing waits when
// it breaks or falls silent.
class EventStream {
public:
    // `on_wake` is called on that thread, whenever the stream opens (something may have happened
    // while it was not) and for each event. It must not block.
    EventStream(const Address& address, Random& random, std::function<void()> on_wake);
    ~EventStream();  // ends the thread

    // Tries again now: somebody else has just reached the city.
    void hurry();

private:
    void run();
    bool read_once();
    void wait_before_retry(int failures);

    Address address_;
    Random& random_;
    std::function<void()> on_wake_;
    StopFlag stop_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_hurried_ = false;  // guarded by mutex_
    std::thread thread_;       // last: it uses all of the above
};

}  // namespace qp::client
