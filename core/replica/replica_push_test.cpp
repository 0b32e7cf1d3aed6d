// SPDX-License-Identifier: EUPL-1.2
// Operations: what goes out, and what counts as received.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/sim/fake_device.h"

using namespace qp;
using namespace qp::sim;
using namespace std::chrono_literals;
using replica::Lane;
using replica::Request;
using store::Delivery;

namespace {

std::vector<Request> seen(const FakeCity& city, Lane lane) {
    std::vector<Request> found;
    for (const Request& request : city.seen)
        if (request.lane == lane) found.push_back(request);
    return found;
}

ops::Outcome rejected(const char* code) {
    return {ops::Outcome::Kind::rejected, 0, code};
}

}  // namespace

TEST_CASE("the city's keys come before anything else, and without them nothing goes out") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.transport.fail_next(Fault::captive_portal);
    CHECK(device.state().may_have_link());  // before the first answer nobody knows
    device.run(500ms);
    CHECK(city.seen.empty());
    CHECK_FALSE(device.state().may_have_link());
    device.run(10s);
    REQUIRE(city.seen.size() >= 2);
    CHECK(city.seen[0].target == "/api/v1/city");
    CHECK(device.state().has_link);
}

TEST_CASE("an idea saved with a link is received at once") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    const Id idea = device.save_idea("Mehr Bänke");
    CHECK(device.state().waiting == 1);
    CHECK(device.delivery(idea) == Delivery::saved);

    device.run(0ms);

    CHECK(device.delivery(idea) == Delivery::received);
    CHECK(device.state().waiting == 0);
    CHECK(city.state.operations.size() == 1);
}

TEST_CASE("a copy of what waits can be brought by somebody else, and is received once") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    CHECK_FALSE(device.replica().copy_of_waiting()->has_value());  // no keys yet
    device.run(1s);
    CHECK_FALSE(device.replica().copy_of_waiting()->has_value());
    device.transport.set_connected(false);
    const Id first = device.save_idea("Mehr Bänke");
    const Id second = device.save_idea("Mehr Bäume");

    const auto copy = device.replica().copy_of_waiting();
    REQUIRE(copy);
    REQUIRE(*copy);
    CHECK((*copy)->lane == Lane::push);
    CHECK(city.handle(**copy).status == 200);
    CHECK(city.state.operations.size() == 2);
    CHECK(device.delivery(first) == Delivery::saved);  // the device has heard nothing of it

    device.transport.set_connected(true);
    device.run(2min);
    CHECK(device.delivery(first) == Delivery::received);
    CHECK(device.delivery(second) == Delivery::received);
    CHECK(city.state.operations.size() == 2);
    CHECK_FALSE(device.replica().copy_of_waiting()->has_value());
}

TEST_CASE("what was saved without a link goes out together once there is one") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    for (int i = 0; i < 5; ++i) device.save_idea("Idee " + std::to_string(i));
    device.run(10min);
    CHECK(device.state().waiting == 5);
    CHECK_FALSE(device.state().has_link);

    device.transport.set_connected(true);
    device.run(2min);

    CHECK(device.state().waiting == 0);
    CHECK(city.state.operations.size() == 5);
    CHECK(seen(city, Lane::push).size() == 1);
}

TEST_CASE("without a link a device tries ever less often, and at once when somebody saves") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    const auto before = device.transport.attempts();
    device.run(1h);
    const auto in_an_hour = device.transport.attempts() - before;
    CHECK(in_an_hour >= 30);
    CHECK(in_an_hour <= 80);

    device.transport.set_connected(true);
    const Id idea = device.save_idea("Jetzt");
    device.run(1s);
    CHECK(device.delivery(idea) == Delivery::received);
}

TEST_CASE("a city that asks for patience is given it, whoever saves meanwhile") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.fail_next(Fault::unavailable);
    device.save_idea("Eins");
    device.run(1s);
    const auto before = seen(city, Lane::push).size();
    device.save_idea("Zwei");
    device.run(28s);
    CHECK(seen(city, Lane::push).size() == before);
    device.run(1min);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("an operation that the city holds back does not block those behind it") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    const Id first = device.save_idea("Später");
    std::optional<ops::OpKey> held;
    bool holds_back = true;
    city.judge = [&](const ops::OpKey& key) -> std::optional<ops::Outcome> {
        if (!held) held = key;
        if (holds_back && key == *held) return ops::Outcome{ops::Outcome::Kind::retry, 0, ""};
        return std::nullopt;
    };
    device.run(0ms);
    CHECK(device.delivery(first) == Delivery::saved);
    const Id second = device.save_idea("Sofort");
    device.run(100ms);
    CHECK(device.delivery(second) == Delivery::received);
    CHECK(device.delivery(first) == Delivery::saved);
    device.run(1h);
    const auto pushes = seen(city, Lane::push).size();
    CHECK(pushes > 10);
    CHECK(pushes < 100);

    holds_back = false;
    device.run(3min);
    CHECK(device.delivery(first) == Delivery::received);
    CHECK(device.steps_at_once_max < 20);
}

TEST_CASE("one operation that spoils a whole request is found, and the others arrive") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    std::vector<Id> ideas;
    ideas.reserve(20);
    for (int i = 0; i < 20; ++i) ideas.push_back(device.save_idea("Idee " + std::to_string(i)));
    auto all = device.local.unsent(256, 1 << 20);
    REQUIRE(all);
    const Bytes poison = (*all)[7].batch;
    city.chokes_on = [&](const Request& request) {
        return std::search(request.body.begin(), request.body.end(), poison.begin(),
                           poison.end()) != request.body.end();
    };
    device.transport.set_connected(true);
    device.run(10min);

    CHECK(device.state().waiting == 1);
    CHECK(device.delivery(ideas[7]) == Delivery::saved);
    CHECK(city.state.operations.size() == 19);

    city.chokes_on = nullptr;
    device.run(5min);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("an old receipt shown again acks nothing new") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.save_idea("Eins");
    device.run(1s);
    REQUIRE(device.state().waiting == 0);
    device.errors.clear();
    const Id second = device.save_idea("Zwei");
    device.transport.fail_next(Fault::old_answer);
    device.run(0ms);

    CHECK(device.delivery(second) == Delivery::saved);
    REQUIRE(!device.errors.empty());
    CHECK(device.errors.front() == Code::not_a_receipt);
    device.run(10s);
    CHECK(device.delivery(second) == Delivery::received);
}

TEST_CASE("a receipt changed by one bit is no receipt") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    const Id idea = device.save_idea("Eins");
    device.transport.fail_next(Fault::flip_bit);
    device.run(0ms);
    CHECK(device.delivery(idea) == Delivery::saved);
    device.run(10s);
    CHECK(device.delivery(idea) == Delivery::received);
}

TEST_CASE("a city with a new key is understood after asking for its keys again") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    city.rotate_keys(true);
    const Id idea = device.save_idea("Eins");
    device.run(10s);
    CHECK(device.delivery(idea) == Delivery::received);
    auto keys = device.local.city();
    REQUIRE(keys);
    REQUIRE(*keys);
    CHECK((*keys)->version == 2);
}

TEST_CASE("an older list of city keys never replaces a newer one") {
    FakeCity city{1};
    city.rotate_keys(true);
    FakeDevice device{city, {}};
    device.run(1s);
    city.offer_old_keys();
    device.run(2h);
    auto keys = device.local.city();
    REQUIRE(keys);
    CHECK((*keys)->version == 2);
    CHECK((*keys)->name == "Teststadt");
}

TEST_CASE("another city's keys are refused, however well they are signed") {
    FakeCity ours{1};
    FakeCity other{2};
    FakeDevice device{ours, {}};
    store::Content& content = device.content;
    replica::Options options;
    options.scopes = {"city"};
    options.city = ours.city().id;
    replica::Replica replica{content, device.local, device.random, options};
    auto request = replica.next(kNoon);
    REQUIRE(request);
    REQUIRE(*request);
    const auto taken = replica.on_answer(other.handle(**request), kNoon);
    REQUIRE(!taken);
    CHECK(taken.error().code == Code::wrong_city);
    auto keys = device.local.city();
    REQUIRE(keys);
    CHECK_FALSE(*keys);
}

TEST_CASE("a rejected operation is listed with its reason and counted") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    city.judge = [](const ops::OpKey&) { return std::optional{rejected("refused")}; };
    const Id idea = device.save_idea("Eins");
    device.run(1s);
    CHECK(device.delivery(idea) == Delivery::refused);
    auto own = device.local.own_idea(idea);
    REQUIRE(own);
    CHECK((*own)->refusal == "refused");
    CHECK(device.state().refused == 1);
    CHECK(device.state().waiting == 0);
}

TEST_CASE("a row that no receipt can mark rests, and nothing else waits for it") {
    FakeCity city{1};
    FakeDevice device{city, {}};
    device.run(1s);
    device.transport.set_connected(false);
    device.save_idea("Eins");
    device.save_idea("Zwei");
    // A bit that turned over: the city will sign for another head.
    REQUIRE(device.local.database().run("UPDATE outbox SET head = zeroblob(32) WHERE number = 1"));
    device.transport.set_connected(true);
    device.run(10min);
    CHECK(city.state.operations.size() == 2);
    CHECK(device.state().waiting == 1);
    CHECK(device.state().has_content);
    CHECK(device.steps_at_once_max < 20);
}
