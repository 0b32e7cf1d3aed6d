// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/event_stream.h"

#include <doctest/doctest.h>

#include "native/system_random.h"
#include "tests/net/loopback_server.h"

using namespace qp;
using namespace qp::client;
using namespace std::chrono_literals;
using net::LoopbackServer;
using net::SeenRequest;
using net::Socket;

namespace {

constexpr const char* kOpen =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n: hi\n\n";

// Counts wakes, and can be waited on.
class Wakes {
public:
    void add() {
        const std::lock_guard lock{mutex_};
        ++count_;
        changed_.notify_all();
    }
    bool wait_for(int count, std::chrono::milliseconds at_most) {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, at_most, [&] { return count_ >= count; });
    }
    int count() {
        const std::lock_guard lock{mutex_};
        return count_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
};

}  // namespace

TEST_CASE("an open stream wakes once, and again for each change") {
    std::atomic<bool> published{false};
    LoopbackServer server{[&](const SeenRequest&, Socket& socket) {
        socket.write(kOpen);
        while (!published) std::this_thread::sleep_for(5ms);
        socket.write("event: change\ndata: {\"seq\":1}\n\n");
        while (socket.can_read(20) ? !socket.read().empty() : true) {
            if (!published) break;
        }
        return false;
    }};
    native::SystemRandom random;
    Wakes wakes;
    {
        EventStream stream{{server.url(), ""}, random, [&] { wakes.add(); }};
        REQUIRE(wakes.wait_for(1, 3000ms));
        CHECK(wakes.count() == 1);
        published = true;
        CHECK(wakes.wait_for(2, 1000ms));
    }
    CHECK(server.seen().at(0).line == "GET /api/v1/events HTTP/1.1");
    CHECK(server.seen().at(0).header("Accept") == "text/event-stream");
    published = false;
}

TEST_CASE("a broken stream is opened again, and says that something may have happened") {
    LoopbackServer server{[](const SeenRequest&, Socket& socket) {
        socket.write(kOpen);
        return false;
    }};
    native::SystemRandom random;
    Wakes wakes;
    EventStream stream{{server.url(), ""}, random, [&] { wakes.add(); }};
    CHECK(wakes.wait_for(2, 5000ms));
}

TEST_CASE("a captive portal's page is no stream") {
    LoopbackServer server{[](const SeenRequest&, Socket& socket) {
        return socket.write(net::http_answer(200, "Content-Type: text/html\r\n", "event: change"));
    }};
    native::SystemRandom random;
    Wakes wakes;
    EventStream stream{{server.url(), ""}, random, [&] { wakes.add(); }};
    CHECK_FALSE(wakes.wait_for(1, 300ms));
    CHECK(server.seen().size() >= 1);
}
