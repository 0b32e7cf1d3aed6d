// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/event_stream.h"

#include <doctest/doctest.h>

#include <algorithm>

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

namespace {

// Opens streams and says nothing in them; long polls are answered.
LoopbackServer::Handler deaf_but(std::atomic<int>& seq, std::atomic<int>& polls) {
    return [&](const SeenRequest& request, Socket& socket) {
        if (request.line.find("/api/v1/events") != std::string::npos) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
            while (!socket.can_read(20)) {
            }
            return false;
        }
        const int number = ++polls;
        const int known = seq;
        for (int i = 0; i < 200 && number > 1 && seq == known && !socket.can_read(0); ++i)
            std::this_thread::sleep_for(10ms);
        return socket.write(net::http_answer(200, "Content-Type: application/json\r\n",
                                             "{\"seq\":" + std::to_string(seq) + "}"));
    };
}

}  // namespace

TEST_CASE("a stream that opens and says nothing is left for long polls, which wake as well") {
    std::atomic<int> seq{5};
    std::atomic<int> polls{0};
    LoopbackServer server{deaf_but(seq, polls)};
    native::SystemRandom random;
    Wakes wakes;
    EventTimes times;
    times.first_word = 200ms;
    EventStream stream{{server.url(), ""}, random, [&] { wakes.add(); }, times};
    REQUIRE(wakes.wait_for(1, 5000ms));  // something may have happened before
    while (polls < 2) std::this_thread::sleep_for(5ms);
    CHECK(wakes.count() == 1);
    seq = 6;
    CHECK(wakes.wait_for(2, 2000ms));
}

TEST_CASE("after a while of long polls the stream is tried again") {
    std::atomic<int> seq{5};
    std::atomic<int> polls{0};
    LoopbackServer server{deaf_but(seq, polls)};
    native::SystemRandom random;
    Wakes wakes;
    EventTimes times;
    times.first_word = 200ms;
    times.long_polls = 100ms;
    EventStream stream{{server.url(), ""}, random, [&] { wakes.add(); }, times};
    const auto streams = [&] {
        const auto seen = server.seen();
        return std::count_if(seen.begin(), seen.end(), [](const SeenRequest& request) {
            return request.line.find("/api/v1/events") != std::string::npos;
        });
    };
    for (int i = 0; i < 2000 && streams() < 2; ++i) std::this_thread::sleep_for(5ms);
    CHECK(streams() >= 2);
}
