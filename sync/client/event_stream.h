// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/ports.h"
#include "sync/client/connection.h"

namespace qp::client {

struct EventTimes {
    // From connecting to the first byte of the stream; the city sends it at once.
    Milliseconds first_word{8000};
    // The city sends a comment every 15 seconds.
    Milliseconds silence{40000};
    // So long long polls go on before the stream is tried again.
    Milliseconds long_polls{std::chrono::minutes{30}};
};

// Keeps GET /api/v1/events open on a thread of its own, and opens it again with growing waits when
// it breaks. Where it opens and says nothing (a proxy that holds answers back until they are
// complete) or falls silent, GET /api/v1/wake is asked instead: each of its answers is complete.
class EventStream {
public:
    // `on_wake` is called on that thread, whenever the stream opens (something may have happened
    // while it was not) and for each event. It must not block.
    EventStream(const Address& address, Random& random, std::function<void()> on_wake,
                EventTimes times = {});
    ~EventStream();  // ends the thread

    // Tries again now: somebody else has just reached the city.
    void hurry();

private:
    enum class Heard { something, nothing, silence };
    void run();
    Heard read_stream();
    bool poll_once(std::optional<std::uint64_t>& known);
    void poll_for_a_while();
    void wait_before_retry(int failures);

    Address address_;
    Random& random_;
    std::function<void()> on_wake_;
    EventTimes times_;
    StopFlag stop_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_hurried_ = false;  // guarded by mutex_
    std::thread thread_;       // last: it uses all of the above
};

}  // namespace qp::client
