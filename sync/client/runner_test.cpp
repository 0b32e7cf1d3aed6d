// SPDX-License-Identifier: EUPL-1.2
// The thread, the sockets and the stores together, against a city that answers over loopback.
#include "sync/client/runner.h"

#include <doctest/doctest.h>

#include <atomic>

#include "core/base/seeded_random.h"
#include "core/domain/idea.h"
#include "core/store/test_files.h"
#include "native/files.h"
#include "native/system_clock.h"
#include "tests/client_city/runner_device.h"
#include "tests/net/cut_proxy.h"
#include "tests/net/loopback_server.h"
#include "tests/sim/fake_city.h"

using namespace qp;
using namespace qp::client;
using namespace std::chrono_literals;
using client_city::becomes_true;
using net::LoopbackServer;
using net::SeenRequest;
using net::Socket;
using Device = client_city::RunnerDevice;

namespace {

constexpr auto kIdea = static_cast<std::uint8_t>(domain::EntityKind::idea);

// The fake city behind HTTP, with its stream of events.
class CityOnLoopback {
public:
    CityOnLoopback()
        : server_{[this](const SeenRequest& request, Socket& socket) {
              return answer(request, socket);
          }} {}

    std::uint16_t port() const { return server_.port(); }
    const ops::City& city() const { return fake_.city(); }
    std::size_t operations() {
        const std::lock_guard lock{mutex_};
        return fake_.state.operations.size();
    }
    // Signed by the city, but of tables that this program does not know.
    void offer_newer_snapshot() {
        store::TestFolder folder;
        {
            auto content = store::Content::open(folder.file("snapshot.db"));
            REQUIRE(content);
            REQUIRE(content->database().run("PRAGMA user_version = 999"));
            REQUIRE(content->database().checkpoint());
        }
        snapshot_ = *native::read_text(folder.file("snapshot.db"), 1 << 24);
    }
    int snapshots_given() const { return snapshots_given_; }
    void publish_idea(const Id& id) {
        domain::Idea idea;
        idea.id = id;
        idea.title = "Mehr Licht";
        idea.text = "Text";
        idea.quarter = "mitte";
        idea.steps.push_back({domain::IdeaStatus::collected, native::SystemClock{}.now(), ""});
        const std::lock_guard lock{mutex_};
        fake_.publish(kIdea, id, "mitte", domain::encode(idea));
        ++published_;
    }

private:
    bool answer(const SeenRequest& request, Socket& socket) {
        const std::size_t begin = request.line.find(' ') + 1;
        replica::Request asked;
        asked.target = request.line.substr(begin, request.line.find(' ', begin) - begin);
        if (asked.target == "/api/v1/events") return stream(socket);
        if (!snapshot_.empty() && asked.target.rfind("/api/v1/snapshot", 0) == 0)
            return give_snapshot(socket);
        const BytesView body = as_bytes(request.body);
        asked.body.assign(body.begin(), body.end());
        replica::Answer answer;
        {
            const std::lock_guard lock{mutex_};
            answer = fake_.handle(asked);
        }
        return socket.write(net::http_answer(answer.status,
                                             "Content-Type: " + answer.content_type + "\r\n",
                                             std::string{as_text(answer.body)}));
    }
    bool give_snapshot(Socket& socket) {
        ++snapshots_given_;
        const ops::Hash hash = ops::sha256(as_bytes(snapshot_));
        const ops::CitySecret& key = fake_.signing_key();
        const auto signature = ops::sign_snapshot(fake_.city(), key, {"city", "mitte"}, hash);
        return socket.write(
            net::http_answer(200,
                             "ETag: \"x\"\r\nQuartierpuls-Hash: " + to_hex(hash) +
                                 "\r\nQuartierpuls-Key: " + to_hex(key.id()) +
                                 "\r\nQuartierpuls-Signature: " + to_base64url(signature) + "\r\n",
                             snapshot_));
    }
    bool stream(Socket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hi\n\n");
        int told = published_;
        while (!server_.is_stopping()) {
            if (socket.can_read(5)) return false;
            if (std::exchange(told, published_.load()) == published_) continue;
            if (!socket.write("event: change\ndata: {}\n\n")) return false;
        }
        return false;
    }

    std::mutex mutex_;
    sim::FakeCity fake_{1};  // guarded by mutex_
    std::atomic<int> published_{0};
    std::string snapshot_;  // set before anybody asks
    std::atomic<int> snapshots_given_{0};
    LoopbackServer server_;  // last: it uses all of the above
};

}  // namespace

TEST_CASE("an idea saved on one device reaches the city, and once published the other within 2 s") {
    CityOnLoopback city;
    net::CutProxy proxy{city.port()};
    Device here{city.city(), proxy.url()};
    Device there{city.city(), proxy.url()};
    here.start();
    there.start();
    REQUIRE(becomes_true([&] { return here.has_city() && there.state().sync.has_content; }, 5s));

    const Id idea = here.save_idea();
    CHECK(becomes_true([&] { return here.is_received(idea); }, 2s));
    CHECK(city.operations() == 1);

    const auto before = there.state().changes_taken;
    city.publish_idea(idea);
    CHECK(becomes_true([&] { return there.shows(idea); }, 2s));
    CHECK(becomes_true([&] { return there.state().changes_taken > before; }, 1s));
}

TEST_CASE("with the connection cut everything is kept, and it arrives once when it is back") {
    CityOnLoopback city;
    net::CutProxy proxy{city.port()};
    Device device{city.city(), proxy.url()};
    device.start();
    REQUIRE(becomes_true([&] { return device.has_city() && device.state().sync.has_link; }, 5s));
    proxy.cut();
    const Id idea = device.save_idea();
    CHECK(becomes_true([&] { return !device.state().sync.has_link; }, 5s));
    CHECK(becomes_true([&] { return device.state().sync.waiting == 1; }, 5s));
    CHECK(city.operations() == 0);
    proxy.mend();
    CHECK(becomes_true([&] { return device.is_received(idea); }, 5s));
    CHECK(city.operations() == 1);
}

TEST_CASE("an answer lost on the way: the idea is at the city once, and the device learns it") {
    CityOnLoopback city;
    net::CutProxy proxy{city.port()};
    Device device{city.city(), proxy.url()};
    device.start();
    REQUIRE(becomes_true([&] { return device.state().sync.has_content; }, 5s));
    proxy.lose_answers("POST /api/v1/push", 2);
    const Id idea = device.save_idea();
    CHECK(becomes_true([&] { return device.is_received(idea); }, 10s));
    CHECK(proxy.answers_lost() == 2);
    CHECK(city.operations() == 1);
}

TEST_CASE("a program that stops in the middle goes on where it was") {
    CityOnLoopback city;
    net::CutProxy proxy{city.port()};
    Device device{city.city(), proxy.url()};
    device.start();
    REQUIRE(becomes_true([&] { return device.has_city(); }, 5s));
    proxy.cut();
    const Id idea = device.save_idea();
    const auto begun = std::chrono::steady_clock::now();
    device.stop();
    CHECK(std::chrono::steady_clock::now() - begun < 3s);
    proxy.mend();
    device.start();
    CHECK(becomes_true([&] { return device.is_received(idea); }, 5s));
}

TEST_CASE("without a network: jobs run on the sync thread, and nothing else does") {
    sim::FakeCity city{1};
    Device device{city.city(), ""};
    device.start();
    std::atomic<int> jobs{0};
    for (int i = 0; i < 2; ++i)
        device.post([&](replica::Replica& replica) {
            const auto state = replica.state();
            CHECK((state && !state->has_content));
            ++jobs;
        });
    CHECK(becomes_true([&] { return jobs == 2; }, 5s));
    CHECK_FALSE(device.state().sync.has_link);
    device.stop();
}

TEST_CASE("old device, new server: a snapshot it cannot read leads to pages, and pull goes on") {
    CityOnLoopback city;
    city.offer_newer_snapshot();
    SeededRandom random{5};
    const Id idea = random_id<Id>(random);
    city.publish_idea(idea);
    net::CutProxy proxy{city.port()};
    Device device{city.city(), proxy.url()};
    device.start();
    CHECK(becomes_true([&] { return device.shows(idea); }, 5s));
    CHECK(becomes_true([&] { return device.state().sync.has_content; }, 2s));
    CHECK(city.snapshots_given() == 1);
}

TEST_CASE("an address that is none is refused before anything starts") {
    RunnerOptions options;
    options.city.url = "kiosk";
    const auto runner = Runner::start(options);
    REQUIRE(!runner);
    CHECK(runner.error().code == Code::bad_argument);
}
